"""What is asked of units: the actions of a campaign, required of all or a unit's own."""

from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from qunce.campaigns.actions.helping import name_co_units
from qunce.campaigns.actions.keeping import locked, write
from qunce.campaigns.models import Action, Campaign, Participation, Phase
from qunce.campaigns.rules import may_report
from qunce.common.errors import Conflict, NotAllowed, Refused
from qunce.matters import actions as matters
from qunce.matters.actions import Given
from qunce.matters.actions.limits import checked
from qunce.people.rules import Hat


@dataclass(frozen=True)
class NewAction:
    """`phase` is the order of the phase in which it falls; `co_units` are participations."""

    title: str
    due_on: date
    phase: int
    about: str = ""
    gates: bool = True
    needs_evidence: bool = False
    co_units: tuple[int, ...] = ()


@transaction.atomic
def ask(*, campaign_id: int, new: NewAction, hat: Hat, own: Participation | None = None) -> Action:
    """One more action. Of every unit; with `own`, of that unit alone."""
    return _asked(locked(campaign_id, hat), checked(new), own, hat)


@transaction.atomic
def revise_action(*, action_id: int, new: NewAction, reason: str = "", hat: Hat) -> Action:
    """Other words, another day, other co-units. Tasks that units owe follow, with the reason."""
    action = Action.objects.filter(pk=action_id).first()
    if action is None:
        raise Refused(_("There is no such action."))
    campaign, new = locked(action.campaign_id, hat), checked(new)
    phase = _phase(campaign, new)
    _refuse_what_is_odd(campaign, phase, new, action.own)
    if new.due_on != action.due_on:
        _move(action, new.due_on, reason, hat)
    action.title, action.about = new.title.strip(), new.about.strip()
    action.phase, action.due_on = phase, new.due_on
    action.gates, action.needs_evidence = new.gates, new.needs_evidence
    action.save(update_fields=list(_FIELDS))
    write("campaign.action_revised", campaign, action, hat, due=new.due_on.isoformat())
    name_co_units(campaign, action, new.co_units, hat, reason)
    return action


_FIELDS = ("title", "about", "phase", "due_on", "gates", "needs_evidence")


@transaction.atomic
def strike_action(*, action_id: int, hat: Hat) -> None:
    """Nobody was given it yet, so it can go."""
    action = Action.objects.filter(pk=action_id).first()
    if action is None:
        raise Conflict(_("This action is gone already."))
    campaign = locked(action.campaign_id, hat)
    if action.tasks.exists():
        raise Refused(_("It was given to units; drop their tasks one by one, with a reason."))
    write("campaign.action_struck", campaign, action, hat)
    action.delete()


@transaction.atomic
def declare_own(*, participation_id: int, new: NewAction, hat: Hat) -> Action:
    """A unit's own action (自选动作): it says what it will do; the office gives it as a task."""
    own = Participation.objects.filter(pk=participation_id).select_related("campaign").first()
    if own is None or not may_report(hat, own.unit_id):
        raise NotAllowed(_("A unit that takes part declares its own actions."))
    campaign = Campaign.objects.select_for_update().get(pk=own.campaign_id)
    # What a unit sets itself holds up nobody else's phase, and calls on nobody else.
    return _asked(campaign, replace(checked(new), gates=False, co_units=()), own, hat)


def _move(action: Action, due_on: date, reason: str, hat: Hat) -> None:
    for task in action.tasks.filter(matter__step="owed").order_by("matter"):
        matters.act_on_matter(
            matter_id=task.matter_id,
            act="move_date",
            hat=hat,
            given=Given(reason=reason, due_on=due_on),
        )


def _asked(campaign: Campaign, new: NewAction, own: Participation | None, hat: Hat) -> Action:
    phase = _phase(campaign, new)
    _refuse_what_is_odd(campaign, phase, new, own)
    last = campaign.actions.aggregate(last=Max("order"))["last"] or 0
    action = Action.objects.create(
        campaign=campaign,
        own=own,
        order=last + 1,
        title=new.title.strip(),
        about=new.about.strip(),
        phase=phase,
        due_on=new.due_on,
        gates=new.gates,
        needs_evidence=new.needs_evidence,
    )
    write("campaign.action_asked", campaign, action, hat, due=new.due_on.isoformat())
    name_co_units(campaign, action, new.co_units, hat)
    return action


def _phase(campaign: Campaign, new: NewAction) -> Phase:
    phase = campaign.phases.filter(order=new.phase).first()
    if phase is None:
        raise Refused(_("Choose the phase it belongs to."))
    if phase.closed_at:
        raise Refused(_("The phase “%(phase)s” is closed; choose a later one.") % {"phase": phase})
    return phase


def _refuse_what_is_odd(
    campaign: Campaign, phase: Phase, new: NewAction, own: Participation | None
) -> None:
    if not new.title.strip():
        raise Refused(_("Give it a title."))
    if len(new.title.strip()) > TITLE:
        raise Refused(
            _("A title of at most %(n)d characters, please; details belong below.") % {"n": TITLE}
        )
    if not phase.starts_on <= new.due_on <= campaign.ends_on:
        raise Refused(
            _("It is due between the beginning of its phase (%(from)s) and the campaign's end "
              "(%(until)s).")
            % {"from": phase.starts_on, "until": campaign.ends_on},
            code="due-outside",
        )  # fmt: skip
    if own and own.campaign_id != campaign.pk:
        raise Refused(_("This unit does not take part."))


TITLE = 40
