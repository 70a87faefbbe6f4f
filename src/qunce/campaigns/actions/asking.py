"""What is asked of units: the actions of a campaign, required of all or a unit's own."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from qunce.campaigns.actions.keeping import locked, write
from qunce.campaigns.models import Action, Campaign, Participation, Phase
from qunce.common.errors import Refused
from qunce.matters.actions.limits import checked
from qunce.people.rules import Hat


@dataclass(frozen=True)
class NewAction:
    """`phase` is the order of the phase in which it falls."""

    title: str
    due_on: date
    phase: int
    about: str = ""
    gates: bool = True
    needs_evidence: bool = False


@transaction.atomic
def ask(*, campaign_id: int, new: NewAction, hat: Hat, own: Participation | None = None) -> Action:
    """One more action. Of every unit; with `own`, of that unit alone."""
    campaign, new = locked(campaign_id, hat), checked(new)
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
