"""Open letters: what they say, whether they can be answered, and how many did."""

from dataclasses import dataclass

from django.db.models import Count

from qunce.campaigns.models import Campaign, OpenLetter
from qunce.common import now
from qunce.common.memo import for_seconds


@dataclass(frozen=True)
class LetterLine:
    """`answers` are the voices that came by its link, "I mean the same" among them."""

    letter: OpenLetter
    answers: int

    @property
    def state(self) -> str:
        call = self.letter.call
        if call is None:
            return "draft"
        return "open" if call.closes_at >= now() else "closed"


def letters(campaign: Campaign) -> list[LetterLine]:
    found = campaign.letters.select_related("call").annotate(n=Count("call__voice"))
    return [LetterLine(letter, letter.n) for letter in found.order_by("-pk")]


@for_seconds(3)
def _opened(campaign_id: int) -> list[LetterLine]:
    found = OpenLetter.objects.filter(campaign=campaign_id, call__isnull=False)
    rows = found.select_related("call").annotate(n=Count("call__voice")).order_by("-pk")
    return [LetterLine(row, row.n) for row in rows]


def opened(campaign: Campaign) -> list[LetterLine]:
    """Those that have a link, a few seconds old at most: the command page asks again and again."""
    return _opened(campaign.pk)


def letter(letter_id: int, *, jurisdiction_id: int | None = None) -> LetterLine | None:
    """At the desk of its place; without a place only once it is open to everybody."""
    found = OpenLetter.objects.select_related("call", "campaign__jurisdiction", "campaign__office")
    if jurisdiction_id is None:
        found = found.filter(call__isnull=False, campaign__issued_at__isnull=False)
    else:
        found = found.filter(campaign__jurisdiction=jurisdiction_id)
    row = found.annotate(n=Count("call__voice")).filter(pk=letter_id).first()
    return LetterLine(row, row.n) if row else None


@for_seconds(3)
def to_be_answered(campaign_id: int) -> list[OpenLetter]:
    """Those that everybody can answer now, a few seconds old at most: every visitor asks."""
    found = OpenLetter.objects.filter(campaign=campaign_id, call__closes_at__gte=now())
    return list(found.order_by("pk"))
