"""What the pages of a round show. The office sees all of it, others what is theirs."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from qunce.people.models import Person, Role
from qunce.people.rules import UNIT, Hat
from qunce.selection import rules
from qunce.selection.engine import Agreement
from qunce.selection.models import (
    Appeal,
    Candidate,
    Objection,
    Reviewer,
    Round,
    Stage,
    State,
)
from qunce.selection.queries.results import Results, drafted, lines, missed, results
from qunce.selection.queries.subjects import Subject, subjects

# What is talked over one by one.
APART_SIZE = 50
# A round of 1,384 is some fourteen pages.
LIST_SIZE = 100
# Screening is ticked: the 308 ideas of one unit are four pages, a round of 2,388 is 24.
SCREEN_SIZE = 100


@dataclass(frozen=True)
class RoundLine:
    round: Round
    candidates: int
    waiting: int


def rounds_of(hat: Hat) -> list[RoundLine]:
    """For the office every round, for a unit those in which something waits for it."""
    found = Round.objects.filter(jurisdiction=hat.jurisdiction_id).order_by("-pk")
    waiting = Q(candidates__state=State.WAITING)
    if hat.role != Role.OFFICE:
        mine = Q(candidates__screener=hat.unit_id) if hat.role in UNIT else Q(pk=None)
        found, waiting = found.filter(mine, stage=Stage.SCREENING), waiting & mine
    counted = found.annotate(
        all=Count("candidates", distinct=True),
        left=Count("candidates", filter=waiting, distinct=True),
    )
    return [RoundLine(one, one.all, one.left) for one in counted]


def round_of(round_id: int, hat: Hat) -> Round | None:
    found = Round.objects.filter(pk=round_id, jurisdiction=hat.jurisdiction_id)
    return found.select_related("call", "jurisdiction").first()


@dataclass(frozen=True)
class Line:
    candidate: Candidate
    subject: Subject
    group: str = ""


@dataclass(frozen=True)
class ReaderLine:
    """How far a reader is; how severe only while the round's office may know it."""

    name: str
    unit: str
    total: int
    done: int
    points: float | None


@dataclass(frozen=True)
class RoundPage:
    round: Round
    states: dict[str, int]
    steps: list[dict[str, str]]
    readers: list[ReaderLine]
    agreement: Agreement | None
    parts: int
    apart: list[Line]
    apart_page: Page[Candidate]
    ranked: list[Line]
    list_page: Page[Candidate]
    listed: frozenset[int]
    by_quota: frozenset[int]
    quota_trouble: bool
    wrong: list[Line]
    appeals: list[tuple[Appeal | Objection, Subject]]
    objections: list[tuple[Appeal | Objection, Subject]]

    @property
    def scored(self) -> int:
        return sum(reader.done for reader in self.readers)

    @property
    def reads(self) -> int:
        return sum(reader.total for reader in self.readers)


def round_page(round_: Round, number: int = 1, apart_number: int = 1) -> RoundPage:
    found = results(lines(round_)) if round_.seed else None
    ranked = Paginator(_ranked(round_), LIST_SIZE).get_page(number)
    apart = Paginator(_apart(round_, found), APART_SIZE).get_page(apart_number)
    seats, trouble = _seats(round_, found)
    wrong = _wrong(round_, found, [pk for pk, quota in seats.items() if not quota])
    return RoundPage(
        round=round_,
        states=dict(round_.candidates.order_by().values_list("state").annotate(n=Count("pk"))),
        steps=steps(round_),
        readers=_readers(round_),
        agreement=found.agreement if found else None,
        parts=found.parts if found else 1,
        apart=_with_words(list(apart)),
        apart_page=apart,
        ranked=_with_words(list(ranked)),
        list_page=ranked,
        listed=frozenset(seats),
        by_quota=frozenset(pk for pk, quota in seats.items() if quota),
        quota_trouble=trouble,
        wrong=_with_words(wrong),
        appeals=_said(Appeal.objects.filter(candidate__round=round_)),
        objections=_said(Objection.objects.filter(candidate__round=round_)),
    )


def steps(round_: Round) -> list[dict[str, str]]:
    order = list(Stage)
    at = order.index(Stage(round_.stage))
    over = round_.stage == Stage.SELECTED
    return [
        {
            "label": str(stage.label),
            "state": "done" if n < at or over else "current" if n == at else "todo",
        }
        for n, stage in enumerate(order)
    ]


def _ranked(round_: Round) -> QuerySet[Candidate]:
    return round_.candidates.exclude(place=None).select_related("unit").order_by("place")


def _seats(round_: Round, found: Results | None) -> tuple[dict[int, bool], bool]:
    """What is on the list, and whether by quota: as it would be now, or as it was published."""
    if round_.stage == Stage.SHORTLIST and found:
        try:
            return {seat.candidate: seat.by_quota for seat in drafted(round_, found)}, False
        except ValueError:
            return {}, True
    kept = round_.candidates.filter(state__in=[State.LISTED, State.SELECTED])
    return dict(kept.values_list("pk", "by_quota")), False


def _wrong(round_: Round, found: Results | None, listed: Sequence[int]) -> list[Candidate]:
    if round_.stage != Stage.SHORTLIST or found is None:
        return []
    again = round_.candidates.filter(reread=True, state=State.DROPPED)
    ids = missed(found, listed, again.values_list("pk", flat=True))
    return list(round_.candidates.filter(pk__in=ids).select_related("unit"))


def _apart(round_: Round, found: Results | None) -> QuerySet[Candidate]:
    """While scoring: what is not talked over yet."""
    if round_.stage != Stage.SCORING or found is None:
        return round_.candidates.none()
    far = [pk for pk, one in found.of.items() if one.spread > rules.FAR_APART]
    rows = round_.candidates.filter(pk__in=far, state=State.PASSED, talk="")
    return rows.select_related("unit").order_by("number")


def _readers(round_: Round) -> list[ReaderLine]:
    rows = (
        round_.reviewers.select_related("person", "severity")
        .annotate(
            total=Count("reviews"), done=Count("reviews", filter=Q(reviews__saved_at__isnull=False))
        )
        .order_by("pk")
    )
    units = dict(
        Person.objects.filter(posts__until_on=None, pk__in=[row.person_id for row in rows])
        .order_by("-posts__pk")
        .values_list("pk", "posts__unit__name")
    )
    return [
        ReaderLine(row.person.name, units.get(row.person_id, ""), row.total, row.done, _points(row))
        for row in rows
    ]


def _points(reader: Reviewer) -> float | None:
    severity = getattr(reader, "severity", None)
    return severity.points if severity else None


def _with_words(rows: Sequence[Candidate]) -> list[Line]:
    words = subjects(rows)
    return [Line(row, words[row.pk], row.unit.name if row.unit else row.strand) for row in rows]


def _said(
    rows: QuerySet[Appeal] | QuerySet[Objection],
) -> list[tuple[Appeal | Objection, Subject]]:
    """What is not decided first."""
    every: list[Appeal | Objection] = list(rows.select_related("candidate").order_by("pk"))
    every.sort(key=lambda row: row.granted is not None)
    words = subjects([row.candidate for row in every])
    return [(row, words[row.candidate_id]) for row in every]


@dataclass(frozen=True)
class ScreenPage:
    """A page of what waits, and what of the other pages is ticked and waits still."""

    page: Page[Candidate]
    lines: list[Line]
    elsewhere: list[int]


def to_screen(round_: Round, hat: Hat, ticked: Sequence[int] = (), number: int = 1) -> ScreenPage:
    """What waits for this post to look at, oldest number first."""
    rows = round_.candidates.filter(state=State.WAITING).select_related("unit")
    if hat.role != Role.OFFICE:
        rows = rows.filter(screener=hat.unit_id)
    rows = rows.order_by("number")
    page = Paginator(rows, SCREEN_SIZE).get_page(number)
    lines = _with_words(list(page))
    here = [line.candidate.pk for line in lines]
    others = rows.filter(pk__in=ticked).exclude(pk__in=here).values_list("pk", flat=True)
    return ScreenPage(page, lines, list(others) if ticked else [])


def screened(round_: Round, hat: Hat) -> dict[str, int]:
    rows = round_.candidates.all()
    if hat.role != Role.OFFICE:
        rows = rows.filter(screener=hat.unit_id)
    found = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    return {
        "waiting": found.get(State.WAITING, 0),
        "dropped": found.get(State.DROPPED, 0),
        "total": sum(found.values()),
    }


@dataclass(frozen=True)
class CandidatePage:
    """All the office may see of one: the words, and each score under a number, not a name."""

    candidate: Candidate
    subject: Subject
    criteria: list[str]
    reviews: list[tuple[int, list[int], float, str]]


def candidate_page(candidate_id: int, hat: Hat) -> CandidatePage | None:
    found = Candidate.objects.select_related("round", "unit", "screener", "matter")
    row = found.filter(pk=candidate_id, round__jurisdiction=hat.jurisdiction_id).first()
    if row is None:
        return None
    reviews = row.reviews.exclude(score=None).order_by("pk")
    return CandidatePage(
        candidate=row,
        subject=subjects([row])[row.pk],
        criteria=[str(one) for one in row.round.criteria.all()],
        reviews=[
            (n, list(review.marks), review.score or 0.0, review.note)
            for n, review in enumerate(reviews, 1)
        ],
    )
