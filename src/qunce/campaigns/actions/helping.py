"""Who helps with an action (协办单位): planned once, a part in each task that is given."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from qunce.campaigns.actions.keeping import write
from qunce.campaigns.models import Action, Campaign, Participation, Task
from qunce.campaigns.rules import may_report
from qunce.common.errors import NotAllowed, Refused
from qunce.matters import actions as matters
from qunce.matters.actions import Given, Part
from qunce.matters.models import Assignment, Mode
from qunce.people.rules import Hat

# More units than this in one task is a case for a meeting.
MOST = 20


def name_co_units(
    campaign: Campaign, action: Action, wanted: Collection[int], hat: Hat, reason: str = ""
) -> None:
    """Exactly these help with the action; tasks that are owed follow, each with the reason.

    The caller has locked the campaign and asked who may.
    """
    chosen = _chosen(campaign, action, wanted)
    if {one.pk for one in chosen} == set(action.co_units.values_list("pk", flat=True)):
        return
    action.co_units.set(chosen)
    units = [one.unit_id for one in chosen]
    write("campaign.co_units_named", campaign, action, hat, units=units)
    for task in _owed(action):
        own = task.participation.unit_id
        named = tuple(Part(unit, Mode.CO.value) for unit in units if unit != own)
        matters.act_on_matter(
            matter_id=task.matter_id,
            act="co_units",
            hat=hat,
            given=Given(reason=reason, units=named),
        )


def _owed(action: Action) -> "QuerySet[Task]":
    """In the order in which every hand locks them."""
    owed = action.tasks.filter(matter__step="owed")
    return owed.select_related("participation").order_by("matter")


def helpers_of(action: Action, lead: Participation) -> tuple[int, ...]:
    """The units that help where this one leads: all that are named but itself."""
    helping = sorted(action.co_units.all(), key=lambda one: one.pk)
    return tuple(one.unit_id for one in helping if one.pk != lead.pk)


@transaction.atomic
def say_for_all(*, action_id: int, words: str, hat: Hat) -> int:
    """What a co-unit did, said once for every task of an action that still waits for it.

    All of them or none; how many there were.
    """
    action = Action.objects.filter(pk=action_id).select_related("campaign").first()
    if action is None or not may_report(hat, hat.unit_id):
        raise NotAllowed(_("A unit that helps says what it did."))
    waiting = list(_waiting(action, hat.unit_id))
    if not waiting:
        raise Refused(_("No task of this action waits for your unit any more."))
    for part_id in waiting:
        matters.act_on_assignment(
            assignment_id=part_id, act="give", hat=hat, given=Given(text=words)
        )
    write("campaign.said_for_all", action.campaign, action, hat, tasks=len(waiting))
    return len(waiting)


def _waiting(action: Action, unit_id: int) -> Collection[int]:
    parts = Assignment.objects.filter(
        matter__task__action=action, unit=unit_id, mode=Mode.CO, step="helping"
    )
    # Locked in one order by whoever else goes through them.
    return parts.order_by("matter").values_list("pk", flat=True)


def _chosen(campaign: Campaign, action: Action, wanted: Collection[int]) -> list[Participation]:
    found = list(campaign.participations.filter(pk__in=wanted).order_by("pk"))
    if len(found) != len(set(wanted)):
        raise Refused(_("Some of these units do not take part in this campaign."))
    if action.own_id in set(wanted):
        raise Refused(_("The unit whose action it is cannot also help with it."))
    if len(found) > MOST:
        raise Refused(_("At most %(n)d units help with one action.") % {"n": MOST})
    return found
