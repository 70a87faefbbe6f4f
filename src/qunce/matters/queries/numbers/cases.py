"""What the numbers ask of each matter: one case for each, read in seven questions for all.

A unit's case is the matter as that unit handled it: its own answer, promises, parts and contacts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from qunce.common.clock import today
from qunce.common.memo import for_seconds
from qunce.matters.models import (
    Answer,
    Assignment,
    Contact,
    Grade,
    Matter,
    Mode,
    Move,
    Promise,
    PromiseState,
    Rating,
)

_FACE = {Contact.Way.FACE.value, Contact.Way.VISIT.value, Contact.Way.MEETING.value}


@dataclass(frozen=True)
class Case:
    """`due` is the day that ran when it was answered first; grades are the lowest of the three."""

    matter: int
    assigned: date
    submitted: date | None = None
    signed: datetime | None = None
    due: date | None = None
    result: str = ""
    contacts: int = 0
    met: bool = False
    round: int = 1
    # None: not asked yet; empty: asked and silent.
    grade: str | None = None
    first_grade: str | None = None
    promises: int = 0  # settled, or their first day has come
    kept: int = 0
    parts: int = 0
    returned: int = 0
    # A unit that gave all its parts back owes no answer.
    owes: bool = True

    @property
    def in_time(self) -> bool:
        return bool(self.signed and self.due and timezone.localdate(self.signed) <= self.due)


@dataclass
class _Found:
    """The rows of one matter, or of one unit in it, before they are a case."""

    answers: list[dict[str, Any]] = field(default_factory=list)
    contacts: list[dict[str, Any]] = field(default_factory=list)
    promises: list[dict[str, Any]] = field(default_factory=list)
    parts: list[dict[str, Any]] = field(default_factory=list)


Key = tuple[int, int | None]  # the matter, and the unit for a unit's case


@dataclass(frozen=True)
class Cases:
    whole: list[Case]
    # By unit: of every unit that had to answer, its own cases.
    by_unit: Mapping[int, list[Case]]


@for_seconds(30)
def cases(jurisdiction_id: int, procedure: str, since: date, until: date) -> Cases:
    """Of the matters that were assigned in these days, both included."""
    matters = Matter.objects.filter(
        jurisdiction=jurisdiction_id,
        procedure=procedure,
        anchors__assigned__gte=since.isoformat(),
        anchors__assigned__lte=until.isoformat(),
    ).order_by("pk")
    rows: list[Any] = list(matters.values("pk", "anchors", "round"))
    found, due, graded = _rows(matters), _due(matters), _graded(matters)
    whole = [_case(row, found[row["pk"], None], due, graded, unit=False) for row in rows]
    units: dict[int, list[Case]] = defaultdict(list)
    for row in rows:
        for unit in _answering(found[row["pk"], None].parts):
            units[unit].append(_case(row, found[row["pk"], unit], due, graded, unit=True))
    return Cases(whole, units)


def _answering(parts: Iterable[dict[str, Any]]) -> list[int]:
    """Co-units give an opinion and no answer; who returned its part had it all the same."""
    return sorted({part["unit"] for part in parts if part["mode"] != Mode.CO})


def _rows(matters: Any) -> dict[Key, _Found]:
    found: dict[Key, _Found] = defaultdict(_Found)
    signed = Answer.objects.filter(matter__in=matters).exclude(signed_at=None)
    _sort(found, "answers", signed.order_by("signed_at", "pk"), "signed_at", "result")
    contacts = Contact.objects.filter(matter__in=matters).order_by("pk")
    _sort(found, "contacts", contacts, "way", "at", unit="assignment__unit")
    promised = Promise.objects.filter(matter__in=matters).order_by("pk")
    _sort(found, "promises", promised, "state", "settled_on", "first_due_on")
    parts = Assignment.objects.filter(matter__in=matters).order_by("pk")
    _sort(found, "parts", parts, "mode", "step")
    return found


def _sort(
    found: dict[Key, _Found], name: str, rows: Any, *columns: str, unit: str = "unit"
) -> None:
    """Each row to its matter, and to its unit there."""
    for row in rows.values("matter", unit, *columns):
        row["unit"] = row[unit]
        getattr(found[row["matter"], None], name).append(row)
        if row["unit"]:
            getattr(found[row["matter"], row["unit"]], name).append(row)


def _due(matters: Any) -> dict[int, date]:
    """The due date that ran when all answers were in for the first time."""
    moves = Move.objects.filter(matter__in=matters, act="answered", assignment=None)
    rows = moves.order_by("-pk").values_list("matter", "due_before")
    return {matter: due for matter, due in rows if due}


def _graded(matters: Any) -> dict[tuple[int, int], str]:
    """The author's rating of each round, the lowest of the three grades."""
    found = Rating.objects.filter(matter__in=matters, voice_id=None).order_by("pk")
    rows = found.values_list("matter", "round", "manner", "result", "explanation")
    return {(matter, round): lowest(grades) for matter, round, *grades in rows}


def lowest(grades: Iterable[str]) -> str:
    given = set(grades)
    worst_first = (Grade.DISSATISFIED, Grade.BASICALLY, Grade.SATISFIED)
    return next((grade.value for grade in worst_first if grade in given), "")


def _case(
    row: dict[str, Any],
    found: _Found,
    due: Mapping[int, date],
    graded: Mapping[tuple[int, int], str],
    *,
    unit: bool,
) -> Case:
    pk, days = row["pk"], row["anchors"]
    first = found.answers[0] if found.answers else None
    returned = sum(part["step"] == "returned" for part in found.parts)
    owes = not unit or returned < len(found.parts)
    come = [promise for promise in found.promises if _has_come(promise)]
    return Case(
        matter=pk,
        assigned=date.fromisoformat(days["assigned"]),
        submitted=date.fromisoformat(days["submitted"]) if "submitted" in days else None,
        signed=first["signed_at"] if first else None,
        due=due.get(pk),
        result=first["result"] if first else "",
        contacts=len(found.contacts),
        met=any(_is_before(contact, first) for contact in found.contacts),
        round=row["round"],
        grade=graded.get((pk, row["round"])) if owes else None,
        first_grade=graded.get((pk, 1)) if owes else None,
        promises=len(come),
        kept=sum(_is_kept(promise) for promise in come),
        parts=len(found.parts),
        returned=returned,
        owes=owes,
    )


def _is_before(contact: dict[str, Any], answer: dict[str, Any] | None) -> bool:
    """Face to face, and before the first answer."""
    return contact["way"] in _FACE and (answer is None or contact["at"] <= answer["signed_at"])


def _has_come(promise: dict[str, Any]) -> bool:
    return promise["state"] != PromiseState.RUNNING or bool(promise["first_due_on"] < today())


def _is_kept(promise: dict[str, Any]) -> bool:
    """By the day that was promised first."""
    settled = promise["settled_on"]
    return promise["state"] == PromiseState.KEPT and bool(settled <= promise["first_due_on"])
