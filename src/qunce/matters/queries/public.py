"""You said, we did: what everybody may read of matters that were answered.

Until the openness review has a page, only kinds that the public itself began are shown, never a
confidential one, and no words in which the first screen finds something personal. What a review
decided to keep, to shorten or to sum up is not shown at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from qunce import procedures
from qunce.common.clock import today
from qunce.common.memo import for_seconds
from qunce.matters.models import Answer, Carried, Matter, Promise, PromiseState, Publication
from qunce.matters.queries.broken import is_broken
from qunce.matters.queries.saying import say
from qunce.voices import screen

SIZE = 20
_NOT_IN_FULL = ("summary", "redacted", "not_public")
# Begun by people at large; what deputies ask waits for the review of its openness.
KINDS = ("golden-idea", "citizens-voice", "grid-report")


@dataclass(frozen=True)
class Narrowed:
    kind: str = ""
    unit: int | None = None


@dataclass(frozen=True)
class Done:
    """One answer: what was asked, by how many voices, what was said and promised."""

    matter: Matter
    unit: str
    at: datetime
    result: str
    text: str  # empty where the screen holds it back
    voices: int
    promises: list[tuple[Promise, bool]]
    pk: int

    @property
    def kind(self) -> str:
        return say(self.matter.grammar.title)


@dataclass(frozen=True)
class Tally:
    """Answers and promises of a unit, or of all; kept is counted by the first day."""

    name: str
    answered: int
    promised: int
    kept: int
    broken: int

    @property
    def running(self) -> int:
        return self.promised - self.kept - self.broken


def done(jurisdiction_id: int, narrowed: Narrowed, before: int | None = None) -> list[Done]:
    """The newest answers first; one more than a page, to know whether there are older ones."""
    found = _narrow(_answers(jurisdiction_id), narrowed)
    if before:
        found = found.filter(pk__lt=before)
    carried = Carried.objects.filter(matter=OuterRef("matter"), until=None).order_by()
    count = Subquery(carried.values("matter").annotate(n=Count("pk")).values("n"))
    rows = found.annotate(voices=Coalesce(count, 0)).select_related("matter", "unit")
    rows = rows.prefetch_related("promises").order_by("-pk")[: SIZE + 1]
    return [_done(row) for row in rows]


def kinds() -> list[tuple[str, str]]:
    return [(code, say(procedures.load(code).title)) for code in KINDS]


@for_seconds(30)
def tallies(jurisdiction_id: int) -> list[Tally]:
    """Every unit that answered, the most answers first."""
    answered = _answers(jurisdiction_id).values("unit", "unit__name").annotate(n=Count("pk"))
    promises = {row["unit"]: row for row in _promises(jurisdiction_id)}
    none = {"promised": 0, "kept": 0, "broken": 0}
    return [
        Tally(row["unit__name"], row["n"], **_numbers(promises.get(row["unit"], none)))
        for row in answered.order_by("-n", "unit__name")
    ]


def total(tallied: Iterable[Tally]) -> Tally:
    rows = list(tallied)
    return Tally(
        "",
        sum(row.answered for row in rows),
        sum(row.promised for row in rows),
        sum(row.kept for row in rows),
        sum(row.broken for row in rows),
    )


def _answers(jurisdiction_id: int) -> QuerySet[Answer]:
    held_back = Publication.objects.filter(
        matter=OuterRef("matter"), round=OuterRef("round"), step__in=_NOT_IN_FULL
    )
    return Answer.objects.exclude(signed_at=None).filter(
        ~Exists(held_back),
        matter__jurisdiction=jurisdiction_id,
        matter__procedure__in=KINDS,
        matter__confidential=False,
    )


def _narrow(found: QuerySet[Answer], narrowed: Narrowed) -> QuerySet[Answer]:
    if narrowed.kind:
        found = found.filter(matter__procedure=narrowed.kind)
    return found.filter(unit=narrowed.unit) if narrowed.unit else found


def _promises(jurisdiction_id: int) -> Iterable[Any]:
    late = Q(state=PromiseState.KEPT, settled_on__gt=F("first_due_on"))
    gone_by = Q(state=PromiseState.RUNNING, first_due_on__lt=today())
    found = Promise.objects.filter(answer__in=_answers(jurisdiction_id)).values("unit")
    return found.order_by().annotate(
        promised=Count("pk"),
        kept=Count("pk", filter=Q(state=PromiseState.KEPT) & ~late),
        broken=Count("pk", filter=Q(state=PromiseState.IMPOSSIBLE) | late | gone_by),
    )


def _numbers(row: dict[str, Any]) -> dict[str, int]:
    return {name: int(row[name]) for name in ("promised", "kept", "broken")}


def _done(answer: Any) -> Done:
    whole = "\n".join([answer.text, *(r for r in answer.responses if r)])
    matter = answer.matter
    if screen.codes(matter.title):
        matter.title = ""
    assert answer.signed_at is not None
    return Done(
        matter=matter,
        unit=answer.unit.name,
        at=answer.signed_at,
        result=answer.get_result_display(),
        text="" if screen.codes(whole) else whole,
        voices=answer.voices,
        promises=[(p, is_broken(p)) for p in answer.promises.all() if not screen.codes(p.what)],
        pk=answer.pk,
    )
