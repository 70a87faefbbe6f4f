"""Which campaign, and where it stands."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from qunce.campaigns.models import Campaign, Phase
from qunce.common.clock import today
from qunce.common.compiled import compiled


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
    return next(iter(_by_slug(slug)), None)


@compiled
def _by_slug(slug: str) -> QuerySet[Campaign]:
    return _issued().filter(slug=slug)


def _issued() -> QuerySet[Campaign]:
    """A draft is the office's alone."""
    found = Campaign.objects.select_related("jurisdiction", "office", "corpus")
    return found.filter(issued_at__isnull=False)


def issued() -> list[Campaign]:
    """Every campaign but drafts, the oldest first."""
    return list(_issued().order_by("pk"))


def call_ids(campaign: Campaign) -> tuple[int, ...]:
    """The calls of a campaign, as the queries of lower rooms want them."""
    return tuple(campaign.calls.order_by("pk").values_list("pk", flat=True))


def phases_of(campaign: Campaign, on: date | None = None) -> list[PhaseCard]:
    day = on or today()
    return [
        PhaseCard(p.title, p.about, p.starts_on, p.ends_on, _state(p.starts_on, p.ends_on, day))
        for p in _phases(campaign.pk)
    ]


@compiled
def _phases(campaign_id: int) -> QuerySet[Phase]:
    return Phase.objects.filter(campaign=campaign_id)


def _state(starts_on: date, ends_on: date, day: date) -> str:
    if day < starts_on:
        return "coming"
    return "now" if day <= ends_on else "past"


def of_call(call_id: int | None) -> Campaign | None:
    """The campaign that a call belongs to, for the way back from one of its voices."""
    return next(iter(_of_call(call_id)), None) if call_id else None


@compiled
def _of_call(call_id: int) -> QuerySet[Campaign]:
    return Campaign.objects.filter(calls=call_id).order_by("-pk")[:1]


def of_corpus(corpus_id: int) -> Campaign | None:
    return next(iter(_of_corpus(corpus_id)), None)


@compiled
def _of_corpus(corpus_id: int) -> QuerySet[Campaign]:
    return Campaign.objects.filter(corpus=corpus_id).order_by("pk")[:1]
