"""What every change of a campaign does: lock, permit, record."""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from qunce.campaigns.models import Campaign, Phase
from qunce.campaigns.rules import may_run
from qunce.common.errors import NotAllowed, Refused
from qunce.people.rules import Hat
from qunce.record import actions as record
from qunce.record.actions import Line


def locked(campaign_id: int, hat: Hat) -> Campaign:
    """The campaign, held against other hands; refused to whoever does not run it."""
    campaign = Campaign.objects.select_for_update().filter(pk=campaign_id).first()
    if campaign is None:
        raise Refused(_("There is no such campaign."))
    if not may_run(hat, campaign.jurisdiction_id):
        raise NotAllowed(_("The campaign office does this."))
    return campaign


def locked_phase(phase_id: int, hat: Hat) -> tuple[Phase, Campaign]:
    """A phase with its campaign, which is locked: phases depend on one another."""
    of = Phase.objects.filter(pk=phase_id).values_list("campaign", flat=True).first()
    if of is None:
        raise Refused(_("There is no such phase."))
    campaign = locked(of, hat)
    return Phase.objects.get(pk=phase_id), campaign


def write(verb: str, campaign: Campaign, subject: Model, hat: Hat, **body: Any) -> None:
    """An entry about a campaign or what belongs to it; the subject's kind is its model."""
    record.write(
        Line(
            jurisdiction_id=campaign.jurisdiction_id,
            verb=verb,
            actor=("person", hat.person_id),
            subject=(str(subject._meta.model_name), subject.pk),
            body={"campaign": campaign.pk, **body},
        )
    )
