"""What every change of a bulletin does: lock, permit, record."""

from typing import Any

from django.utils.translation import gettext as _

from qunce.briefs.models import Brief, State
from qunce.briefs.rules import may_edit
from qunce.common.errors import Conflict, NotAllowed, Refused
from qunce.people.rules import Hat
from qunce.record import actions as record
from qunce.record.actions import Line


def permit(hat: Hat, jurisdiction_id: int) -> None:
    if not may_edit(hat, jurisdiction_id):
        raise NotAllowed(_("The campaign office does this."))


def locked(brief_id: int, hat: Hat, state: State) -> Brief:
    """The bulletin, held against other hands, in the state that this act belongs to."""
    brief = (
        Brief.objects.select_for_update(of=("self",))
        .select_related("campaign")
        .filter(pk=brief_id)
        .first()
    )
    if brief is None:
        raise Refused(_("There is no such bulletin."))
    permit(hat, brief.campaign.jurisdiction_id)
    if brief.state != state:
        raise Conflict(
            _("Another hand was quicker: this one stands at “%(state)s” now.")
            % {"state": brief.get_state_display()}
        )
    return brief


def write(verb: str, brief: Brief, hat: Hat, **body: Any) -> None:
    record.write(
        Line(
            jurisdiction_id=brief.campaign.jurisdiction_id,
            verb=verb,
            actor=("person", hat.person_id),
            subject=("brief", brief.pk),
            body={"campaign": brief.campaign_id, **body},
        )
    )
