"""From the plan to tasks: every action for every unit that owes it, in one step."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from qunce.campaigns.actions.helping import helpers_of, name_co_units
from qunce.campaigns.actions.keeping import locked, write
from qunce.campaigns.models import Action, Campaign, Demand, Participation, Task
from qunce.common.clock import today
from qunce.common.errors import Refused
from qunce.matters import actions as matters
from qunce.matters.actions import NewMatter
from qunce.people.rules import Hat

KIND = "campaign-task"
Pair = tuple[Action, Participation]


@dataclass(frozen=True)
class GivenTasks:
    """How many were given now; `known` had been given before and were left alone."""

    given: int
    known: int


@transaction.atomic
def give(
    *,
    campaign_id: int,
    action_ids: Collection[int],
    hat: Hat,
    participation_ids: Collection[int] | None = None,
    co_units: Mapping[int, Collection[int]] | None = None,
) -> GivenTasks:
    """A task for each of these actions and each unit taking part (or those named).

    What was given before is left alone, so a second click gives nothing twice. An own action
    is given to its unit only. Who helps is as the plan says; `co_units` says it anew for actions
    that nobody was given yet. All of them or none.
    """
    campaign = locked(campaign_id, hat)
    _refuse_a_draft(campaign)
    _name(campaign, co_units or {}, hat)
    actions = _actions(campaign, action_ids)
    pairs = list(_pairs(actions, _units(campaign, participation_ids)))
    known = set(Task.objects.filter(action__in=actions).values_list("action", "participation"))
    new = [(a, p) for a, p in pairs if (a.pk, p.pk) not in known]
    if new:
        _refuse_what_is_late({a.pk: a for a, _p in new}.values())
        _store(campaign, new, hat)
    return GivenTasks(len(new), len(pairs) - len(new))


def _name(campaign: Campaign, co_units: Mapping[int, Collection[int]], hat: Hat) -> None:
    """Of what was given before, who helps is changed in the plan, where a reason is asked for."""
    fresh = campaign.actions.filter(pk__in=co_units, tasks=None)
    for action in fresh:
        name_co_units(campaign, action, co_units[action.pk], hat)


def _store(campaign: Campaign, new: list[Pair], hat: Hat) -> None:
    begun = matters.begin_many(procedure=KIND, news=(_asked(a, p) for a, p in new), hat=hat)
    Task.objects.bulk_create(
        (
            Task(action=action, participation=participation, matter=matter)
            for (action, participation), matter in zip(new, begun, strict=True)
        ),
        batch_size=500,
    )
    asked = sorted({a.pk for a, _p in new})
    write("campaign.tasks_given", campaign, campaign, hat, actions=asked, tasks=len(new))
    _count(campaign, new, hat)


def _count(campaign: Campaign, new: list[Pair], hat: Hat) -> None:
    """One sending for who leads or helps, however many tasks a unit finds in it."""
    titles = list(dict.fromkeys(a.title for a, _p in new))
    demand = Demand.objects.create(
        campaign=campaign,
        kind=Demand.Kind.TASKS,
        title="、".join(titles),
        on=today(),
        by_id=hat.person_id,
    )
    demand.units.set({u for a, p in new for u in (p.unit_id, *helpers_of(a, p))})


def _asked(action: Action, participation: Participation) -> NewMatter:
    unit = participation.unit
    return NewMatter(
        title=f"{action.title}（{unit.short or unit.name}）",
        situation=action.about,
        lies_with=unit.pk,
        due_on=action.due_on,
        co_units=helpers_of(action, participation),
    )


def _pairs(actions: list[Action], units: list[Participation]) -> Iterator[Pair]:
    for participation in units:
        for action in actions:
            if action.own_id in {None, participation.pk}:
                yield action, participation


def _actions(campaign: Campaign, ids: Collection[int]) -> list[Action]:
    found = list(campaign.actions.filter(pk__in=ids).select_related("phase"))
    prefetch_related_objects(found, "co_units")
    if not found or len(found) != len(set(ids)):
        raise Refused(_("Choose among the actions of this campaign."))
    return found


def _units(campaign: Campaign, ids: Collection[int] | None) -> list[Participation]:
    units = campaign.participations.select_related("unit").order_by("pk")
    found = list(units if ids is None else units.filter(pk__in=ids))
    if ids is not None and len(found) != len(set(ids)):
        raise Refused(_("Some of these units do not take part in this campaign."))
    if not found:
        raise Refused(_("No unit takes part yet; add units to the plan first."))
    return found


def _refuse_a_draft(campaign: Campaign) -> None:
    if campaign.issued_at is None:
        raise Refused(_("This campaign is a draft; issue it before tasks are given."))


def _refuse_what_is_late(actions: Collection[Action]) -> None:
    for action in actions:
        if action.phase.closed_at:
            said = _("The phase of “%(action)s” is closed; nothing more is asked in it.")
            raise Refused(said % {"action": action})
        if action.due_on < today():
            said = _("“%(action)s” was due on %(on)s; give it a later day in the plan first.")
            raise Refused(said % {"action": action, "on": action.due_on})
