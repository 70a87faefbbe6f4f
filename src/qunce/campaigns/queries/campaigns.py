"""Which campaign, and where it stands."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from qunce.campaigns.models import Campaign
from qunce.common.clock import today


@dataclass(frozen=True)
class PhaseCard:
    """A phase as pages show it; `state` is past, now or coming."""

    title: str
    about: str
    starts_on: date
    ends_on: date
    state: str


def current(jurisdiction_id: int | None = None) -> Campaign | None:
    """The campaign that runs now, or else the one that ended last."""
    found = _issued()
    if jurisdiction_id is not None:
        found = found.filter(jurisdiction=jurisdiction_id)
    begun = found.filter(starts_on__lte=today()).order_by("-ends_on", "-pk")
    return begun.first() or found.order_by("starts_on", "pk").first()


def by_slug(slug: str) -> Campaign | None:
    return _issued().filter(slug=slug).first()


def _issued() -> QuerySet[Campaign]:
    """A draft is the office's alone."""
    found = Campaign.objects.select_related("jurisdiction", "office", "corpus")
    return found.filter(issued_at__isnull=False)


def call_ids(campaign: Campaign) -> tuple[int, ...]:
    """The calls of a campaign, as the queries of lower rooms want them."""
    return tuple(campaign.calls.order_by("pk").values_list("pk", flat=True))


def phases_of(campaign: Campaign, on: date | None = None) -> list[PhaseCard]:
    day = on or today()
    return [
        PhaseCard(p.title, p.about, p.starts_on, p.ends_on, _state(p.starts_on, p.ends_on, day))
        for p in campaign.phases.all()
    ]


def _state(starts_on: date, ends_on: date, day: date) -> str:
    if day < starts_on:
        return "coming"
    return "now" if day <= ends_on else "past"


def of_call(call_id: int | None) -> Campaign | None:
    """The campaign that a call belongs to, for the way back from one of its voices."""
    return Campaign.objects.filter(calls=call_id).order_by("-pk").first() if call_id else None


def of_corpus(corpus_id: int) -> Campaign | None:
    return Campaign.objects.filter(corpus=corpus_id).order_by("pk").first()
