"""The numbers that are published of suggestions and their kin (domain: 满意率, 按期答复率, …).

A rate never stands alone: its numerator and its denominator are part of it, and satisfaction
never stands without the rate of return.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from qunce.common.clock import today
from qunce.matters.models import Answer, Assignment, Contact, Grade, Matter, Move, Promise, Rating
from qunce.matters.models import PromiseState as State

_GRADES = ("manner", "result", "explanation")
_FACE = (Contact.Way.FACE, Contact.Way.VISIT, Contact.Way.MEETING)


@dataclass(frozen=True)
class Rate:
    """`part` of `whole`; no percentage where there is nothing to divide by."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """Two places, rounded down: 92.479 is never said to be 92.48, nor 99.996 to be 100."""
        return self.part * 10_000 // self.whole / 100 if self.whole else None

    def __str__(self) -> str:
        return f"{self.part}/{self.whole}" + ("" if self.percent is None else f" {self.percent} %")


@dataclass(frozen=True)
class Satisfaction:
    """Three separate rates over what was returned, and beside them how much was."""

    returned: Rate
    satisfied: Rate
    basically: Rate
    dissatisfied: Rate


@dataclass(frozen=True)
class Numbers:
    matters: int
    answered: Rate
    in_time: Rate
    face_to_face: Rate
    feedback: Satisfaction
    satisfied_at_once: Rate
    by_result: dict[str, Rate]
    promises_kept: Rate
    handled_again: Rate
    returned_parts: Rate


def numbers(jurisdiction_id: int, procedure: str, since: date, until: date) -> Numbers:
    """Of the matters that were assigned in these days, both included."""
    found = Matter.objects.filter(
        jurisdiction=jurisdiction_id,
        procedure=procedure,
        anchors__assigned__gte=since.isoformat(),
        anchors__assigned__lte=until.isoformat(),
    ).order_by()
    total, first = found.count(), _first_answers(found)
    signed = first.count()
    return Numbers(
        matters=total,
        answered=Rate(signed, total),
        in_time=Rate(first.filter(signed_at__date__lte=F("due")).count(), total),
        face_to_face=Rate(_met(found), total),
        feedback=satisfaction(found),
        satisfied_at_once=_at_once(found),
        by_result=_by_result(first, signed),
        promises_kept=_kept(found),
        handled_again=Rate(found.filter(round__gt=1).count(), signed),
        returned_parts=_returned(found),
    )


def satisfaction(found: "QuerySet[Matter]") -> Satisfaction:
    """The last feedback of each matter. Silence is no opinion: it is left out, and shown."""
    asked = Rating.objects.filter(matter__in=found, voice_id=None)
    last = asked.filter(round=F("matter__round"))
    returned = last.exclude(result="")
    whole = returned.count()
    worst = {grade: _worst(returned, grade) for grade in Grade.values}
    return Satisfaction(
        returned=Rate(whole, last.count()),
        satisfied=Rate(worst[Grade.SATISFIED], whole),
        basically=Rate(worst[Grade.BASICALLY], whole),
        dissatisfied=Rate(worst[Grade.DISSATISFIED], whole),
    )


def _worst(found: "QuerySet[Rating]", grade: str) -> int:
    """How many are of this grade: the lowest of the three counts."""
    bad, fair = (_any(Grade.DISSATISFIED), _any(Grade.BASICALLY))
    lowest = {Grade.DISSATISFIED: bad, Grade.BASICALLY: fair & ~bad, Grade.SATISFIED: ~bad & ~fair}
    return found.filter(lowest[Grade(grade)]).count()


def _any(grade: Grade) -> Q:
    first, *rest = (Q(**{name: grade}) for name in _GRADES)
    for each in rest:
        first |= each
    return first


def _at_once(found: "QuerySet[Matter]") -> Rate:
    first = Rating.objects.filter(matter__in=found, voice_id=None, round=1).exclude(result="")
    return Rate(_worst(first, Grade.SATISFIED), first.count())


def _first_answers(found: "QuerySet[Matter]") -> "QuerySet[Answer]":
    """The first signed answer of each matter, and the day on which it was due then."""
    answered = Move.objects.filter(
        matter=OuterRef("matter"), act="answered", assignment=None
    ).order_by("pk")
    first = Answer.objects.filter(
        pk__in=Answer.objects.filter(matter__in=found)
        .exclude(signed_at=None)
        .order_by("matter", "signed_at", "pk")
        .distinct("matter")
        .values("pk")
    )
    due = Subquery(answered.values("due_before")[:1])
    return first.annotate(due=due)


def _met(found: "QuerySet[Matter]") -> int:
    """Matters with a contact face to face before their first answer."""
    first = Answer.objects.filter(matter=OuterRef("matter")).exclude(signed_at=None)
    before = Subquery(first.order_by("signed_at").values("signed_at")[:1])
    met = Contact.objects.filter(matter__in=found, way__in=_FACE).annotate(answered=before)
    return (
        met.filter(Q(answered=None) | Q(at__lte=F("answered"))).values("matter").distinct().count()
    )


def _by_result(first: "QuerySet[Answer]", whole: int) -> dict[str, Rate]:
    counted = first.order_by().values_list("result").annotate(n=Count("pk"))
    return {result: Rate(n, whole) for result, n in sorted(counted)}


def _kept(found: "QuerySet[Matter]") -> Rate:
    """Kept by the day that was promised first, of those whose day has come or that are settled."""
    promised = Promise.objects.filter(matter__in=found)
    come = promised.filter(~Q(state=State.RUNNING) | Q(first_due_on__lt=today()))
    kept = come.filter(state=State.KEPT, settled_on__lte=F("first_due_on"))
    return Rate(kept.count(), come.count())


def _returned(found: "QuerySet[Matter]") -> Rate:
    parts = Assignment.objects.filter(matter__in=found)
    return Rate(parts.filter(step="returned").count(), parts.count())
