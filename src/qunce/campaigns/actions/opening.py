"""Opening a campaign."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qunce.campaigns.models import Campaign, Phase
from qunce.common import now
from qunce.common.errors import Refused
from qunce.people.models import Unit
from qunce.reading.models import Corpus
from qunce.record import actions as record
from qunce.record.actions import Line
from qunce.voices.actions import set_out_topics
from qunce.voices.models import Call


@dataclass(frozen=True)
class NewPhase:
    title: str
    about: str
    starts_on: date
    ends_on: date


@transaction.atomic
def open_campaign(
    *,
    office: Unit,
    slug: str,
    title: str,
    slogan: str,
    about: str,
    topics: Sequence[str],
    phases: Sequence[NewPhase],
    call_title: str,
) -> Campaign:
    """A campaign with its phases, one call for ideas that is open all along, and its corpus."""
    _check(phases)
    if earlier := Campaign.objects.filter(slug=slug).first():
        return earlier
    starts_on, ends_on = phases[0].starts_on, phases[-1].ends_on
    call = Call.objects.create(
        jurisdiction=office.jurisdiction,
        slug=slug,
        title=call_title,
        opens_at=_at(starts_on, time.min),
        closes_at=_at(ends_on, time.max),
    )
    set_out_topics(call, topics)
    corpus = Corpus.objects.create(name=title)
    corpus.calls.add(call)
    campaign = Campaign.objects.create(
        jurisdiction=office.jurisdiction,
        slug=slug,
        title=title,
        slogan=slogan,
        about=about,
        office=office,
        starts_on=starts_on,
        ends_on=ends_on,
        corpus=corpus,
        issued_at=now(),
    )
    campaign.calls.add(call)
    for order, phase in enumerate(phases, 1):
        Phase.objects.create(
            campaign=campaign,
            order=order,
            title=phase.title,
            about=phase.about,
            starts_on=phase.starts_on,
            ends_on=phase.ends_on,
        )
    _record(campaign, call)
    return campaign


def _check(phases: Sequence[NewPhase]) -> None:
    if not phases:
        raise Refused(_("A campaign has at least one phase."), code="no-phase")
    days = [d for p in phases for d in (p.starts_on, p.ends_on)]
    if days != sorted(days):
        raise Refused(_("The phases of a campaign follow one another."), code="phases-overlap")


def _at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


def _record(campaign: Campaign, call: Call) -> None:
    record.write(
        Line(
            jurisdiction_id=campaign.jurisdiction_id,
            verb="campaign.opened",
            actor=("system", 0),
            subject=("campaign", campaign.pk),
            body={
                "call": call.pk,
                "ends_on": campaign.ends_on.isoformat(),
                "office": campaign.office_id,
                "phases": campaign.phases.count(),
                "starts_on": campaign.starts_on.isoformat(),
            },
        )
    )
