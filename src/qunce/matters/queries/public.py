"""You said, we did: what everybody may read of matters that were answered.

Words only as their review opened them: in full, or the text that stands instead. Never of a
confidential matter, and none in which the first screen finds something personal. The numbers count
every answer, with those that wait for their review and those that stay closed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from qunce import procedures
from qunce.common.clock import today
from qunce.common.memo import for_seconds
from qunce.matters.models import Answer, Carried, Matter, Promise, PromiseState
from qunce.matters.queries import openness
from qunce.matters.queries.broken import is_broken
from qunce.matters.queries.saying import say
from qunce.voices import screen

SIZE = 20
KINDS = ("deputy-suggestion", "golden-idea", "citizens-voice", "grid-report")


@dataclass(frozen=True)
class Narrowed:
    kind: str = ""
    unit: int | None = None


@dataclass(frozen=True)
class Done:
    """One answer: what was asked, by how many voices, what was said and promised.

    `how` is what its review decided; promises stand only beside an answer that is open in full.
    """

    matter: Matter
    unit: str
    at: datetime
    result: str
    text: str  # empty where the screen holds it back
    voices: int
    promises: list[tuple[Promise, bool]]
    pk: int
    how: str

    @property
    def kind(self) -> str:
        return say(self.matter.grammar.title)


@dataclass(frozen=True)
class Tally:
    """Answers and promises of a unit, or of all; kept is counted by the first day.

    `opened` are the answers that everybody may read.
    """

    name: str
    answered: int
    opened: int
    promised: int
    kept: int
    broken: int

    @property
    def running(self) -> int:
        return self.promised - self.kept - self.broken

    @property
    def closed(self) -> int:
        return self.answered - self.opened


def done(jurisdiction_id: int, narrowed: Narrowed, before: int | None = None) -> list[Done]:
    """The newest answers first; one more than a page, to know whether there are older ones."""
    found = _narrow(_opened(jurisdiction_id), narrowed)
    if before:
        found = found.filter(pk__lt=before)
    return [_done(row) for row in _rows(found)[: SIZE + 1]]


def done_within(jurisdiction_id: int, kinds: Iterable[str], days: tuple[date, date]) -> list[Done]:
    """Every open answer of some kinds that was signed within these days, the oldest first."""
    found = _opened(jurisdiction_id).filter(
        matter__procedure__in=list(kinds), signed_at__date__range=days
    )
    return [_done(row) for row in _rows(found).order_by("signed_at", "pk")]


def answers_to(voice_id: int, jurisdiction_id: int) -> list[Done]:
    """What was answered to one voice, as far as everybody may read it, the newest first."""
    carried = Carried.objects.filter(voice=voice_id, until=None)
    found = _opened(jurisdiction_id).filter(matter__in=carried.values("matter"))
    return [_done(row) for row in _rows(found)]


def kept_within(jurisdiction_id: int, days: tuple[date, date]) -> list[tuple[Done, Promise]]:
    """Every promise kept within these days that stands beside an answer open in full."""
    kept = Promise.objects.filter(state=PromiseState.KEPT, settled_on__range=days)
    found = _opened(jurisdiction_id).filter(pk__in=kept.values("answer"))
    return [
        (done, promise)
        for done in map(_done, _rows(found))
        for promise, _broken in done.promises
        if promise.state == PromiseState.KEPT
        and promise.settled_on
        and days[0] <= promise.settled_on <= days[1]
    ]


def _rows(found: QuerySet[Answer]) -> QuerySet[Answer]:
    carried = Carried.objects.filter(matter=OuterRef("matter"), until=None).order_by()
    count = Subquery(carried.values("matter").annotate(n=Count("pk")).values("n"))
    rows = found.annotate(voices=Coalesce(count, 0)).select_related("matter", "unit")
    return rows.prefetch_related("promises").order_by("-pk")


def kinds() -> list[tuple[str, str]]:
    return [(code, say(procedures.load(code).title)) for code in KINDS]


@for_seconds(30)
def tallies(jurisdiction_id: int) -> list[Tally]:
    """Every unit that answered, the most answers first."""
    answered = _answers(jurisdiction_id).values("unit", "unit__name").annotate(n=Count("pk"))
    opened = dict(_opened(jurisdiction_id).order_by().values_list("unit").annotate(Count("pk")))
    promises = {row["unit"]: row for row in _promises(jurisdiction_id)}
    none = {"promised": 0, "kept": 0, "broken": 0}
    return [
        Tally(
            row["unit__name"],
            row["n"],
            opened.get(row["unit"], 0),
            **_numbers(promises.get(row["unit"], none)),
        )
        for row in answered.order_by("-n", "unit__name")
    ]


def total(tallied: Iterable[Tally]) -> Tally:
    rows = list(tallied)
    return Tally(
        "",
        sum(row.answered for row in rows),
        sum(row.opened for row in rows),
        sum(row.promised for row in rows),
        sum(row.kept for row in rows),
        sum(row.broken for row in rows),
    )


def _answers(jurisdiction_id: int) -> QuerySet[Answer]:
    """Every signed answer but those of what is confidential."""
    return Answer.objects.exclude(signed_at=None).filter(
        matter__jurisdiction=jurisdiction_id,
        matter__procedure__in=KINDS,
        matter__confidential=False,
    )


def _opened(jurisdiction_id: int) -> QuerySet[Answer]:
    """Those whose review opened them, with how it did and the text that stands instead."""
    review = openness.reviewed(jurisdiction_id).filter(
        matter=OuterRef("matter"), round=OuterRef("round")
    )
    review = review.order_by()
    return (
        _answers(jurisdiction_id)
        .filter(Exists(review))
        .annotate(how=Subquery(review.values("step")), instead=Subquery(review.values("text")))
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
    matter, in_full = answer.matter, answer.how == "full"
    said = "\n".join([answer.text, *(r for r in answer.responses if r)])
    text = said if in_full else answer.instead
    if screen.codes(matter.title):
        matter.title = ""
    assert answer.signed_at is not None
    promises = answer.promises.all() if in_full else []
    return Done(
        matter=matter,
        unit=answer.unit.name,
        at=answer.signed_at,
        result=answer.get_result_display(),
        text="" if screen.codes(text) else text,
        voices=answer.voices,
        promises=[(p, is_broken(p)) for p in promises if not screen.codes(p.what)],
        pk=answer.pk,
        how=answer.how,
    )
