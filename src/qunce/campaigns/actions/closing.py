"""A phase is summed up, and closes once its gates are shut."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from qunce.campaigns.actions.keeping import locked_phase, write
from qunce.campaigns.models import Phase
from qunce.campaigns.queries.gates import gates_of
from qunce.common import now
from qunce.common.clock import today
from qunce.common.errors import Conflict, Refused
from qunce.matters.actions.limits import checked_words
from qunce.people.rules import Hat


@transaction.atomic
def sum_up(*, phase_id: int, summary: str, hat: Hat) -> Phase:
    """The summary, to be approved; it can be rewritten until the phase closes."""
    phase, campaign = locked_phase(phase_id, hat)
    _refuse_if_closed(phase)
    phase.summary = checked_words("summary", summary).strip()
    phase.save(update_fields=["summary"])
    write("campaign.phase_summed_up", campaign, phase, hat)
    return phase


@transaction.atomic
def close_phase(*, phase_id: int, approved: str, approved_on: date, hat: Hat) -> Phase:
    """Its summary was approved, by whom and on which day; refused while a gate is open."""
    phase, campaign = locked_phase(phase_id, hat)
    _refuse_if_closed(phase)
    _refuse_open_gates(phase)
    approved = checked_words("approved", approved, 80).strip()
    if not approved:
        raise Refused(_("Say who approved the summary: the meeting or the leader."))
    if not phase.starts_on <= approved_on <= today():
        raise Refused(
            _("The summary was approved after the phase began and not after today."),
            code="approved-when",
        )
    phase.approved, phase.approved_on = approved, approved_on
    phase.closed_at, phase.closed_by_id = now(), hat.person_id
    phase.save(update_fields=["approved", "approved_on", "closed_at", "closed_by"])
    write("campaign.phase_closed", campaign, phase, hat, approved_on=approved_on.isoformat())
    return phase


def _refuse_if_closed(phase: Phase) -> None:
    if phase.closed_at:
        raise Conflict(_("This phase is closed already."))


def _refuse_open_gates(phase: Phase) -> None:
    if left := [gate.words for gate in gates_of(phase) if not gate.is_shut]:
        raise Refused(
            _("This phase cannot close yet: %(gates)s.") % {"gates": "；".join(left)},
            code="gate-open",
        )
