"""What everybody may read of a matter, as its review decided (rule 13).

No telephone, no name of whom to ask, no author: only what was asked, by which unit it was
answered, and how.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from qunce.matters.models import Answer, Publication
from qunce.matters.queries.gate import whole
from qunce.voices import screen

_OPEN = ("full", "summary", "redacted")


@dataclass(frozen=True)
class Public:
    """`text` is the answer, or what stands instead of it; empty where the screen stops it."""

    number: str
    title: str
    requests: tuple[str, ...]
    unit: str
    result: str
    text: str
    how: str
    at: datetime


def reviewed(jurisdiction_id: int) -> QuerySet[Publication]:
    """What may be read, the newest first. Never what is confidential, whatever a review says."""
    found = Publication.objects.filter(
        matter__jurisdiction=jurisdiction_id, matter__confidential=False, step__in=_OPEN
    )
    return found.select_related("matter").order_by("-at", "-pk")


def public(row: Publication) -> list[Public]:
    """Each signed answer of the round, as everybody may read it."""
    signed = row.matter.answers.exclude(signed_at=None).filter(round=row.round)
    return [_public(row, answer) for answer in signed.select_related("unit").order_by("pk")]


def _public(row: Publication, answer: Answer) -> Public:
    assert row.at is not None
    return Public(
        number=row.matter.number,
        title=_shown(row.matter.title),
        requests=tuple(_shown(asked) for asked in row.matter.requests),
        unit=answer.unit.name,
        result=answer.result,
        text=_shown(whole(answer) if row.step == "full" else row.text),
        how=row.step,
        at=row.at,
    )


def _shown(text: str) -> str:
    """A telephone number or a citizen's name that a reviewer overlooked stays inside."""
    return "" if screen.codes(text) else text
