"""All open matters of a place by due date, for those who see that nothing is late in silence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from qunce import procedures
from qunce.common.clock import today
from qunce.common.compiled import compiled
from qunce.common.memo import for_seconds
from qunce.matters.models import Assignment, Matter
from qunce.matters.queries.colours import Colour, colour, near
from qunce.matters.queries.inbox import Place
from qunce.matters.queries.rows import kind_title, step_title
from qunce.matters.queries.saying import holder_named, say
from qunce.procedure import Phase

SIZE = 40
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Wanted:
    """The filters of the list; empty ones let everything through."""

    kind: str = ""
    unit: int | None = None
    tone: str = ""


class Open(NamedTuple):
    """What a line shows of an open matter."""

    pk: int
    procedure: str
    step: str
    due_on: date | None
    title: str
    number: str
    holder_role: str
    holder_unit: str | None
    holder_person: str | None

    @property
    def step_title(self) -> str:
        return step_title(self.procedure, self.step, get_language())

    @property
    def kind(self) -> str:
        return kind_title(self.procedure, get_language())

    @property
    def holder(self) -> str:
        return holder_named(self.holder_unit, self.holder_person, self.holder_role)


@dataclass(frozen=True)
class Listed:
    matter: Open
    colour: Colour


@dataclass(frozen=True)
class Listing:
    rows: list[Listed]
    next: Place | None
    tones: Mapping[str, int]


def kinds() -> list[tuple[str, str]]:
    """The kinds of matters; parts and reviews are inside them."""
    inside = {"assignment", "opinion", "co-task", "publication"}
    every = procedures.every().items()
    return [(code, say(kind.title)) for code, kind in every if code not in inside]


def open_matters(
    jurisdiction_id: int, wanted: Wanted, after: Place | None, among: Q | None = None
) -> Listing:
    """The first page after `after`; `among` narrows it to what something can be done with."""
    on = today()
    soon = near(jurisdiction_id, on)
    kind, unit = (wanted.kind,) if wanted.kind else (), (wanted.unit,) if wanted.unit else ()
    of = (jurisdiction_id, kind, unit)
    narrowed = (*of, *_days(wanted.tone, on, soon), _behind(after))
    if among is None:
        read, counted = _first(*narrowed), _tones(*of, on, soon)
    else:
        read = list(_page(*narrowed).filter(among)[: SIZE + 1])
        counted = list(_counted(_of(*of).filter(among), on, soon))
    rows = [Open(*found) for found in read]
    listed = [Listed(m, colour(m.due_on, jurisdiction_id)) for m in rows[:SIZE]]
    tones = dict(zip(_TONES, counted[0] if counted else (0, 0, 0), strict=True))
    return Listing(listed, _next(listed) if len(rows) > SIZE else None, tones)


def _next(listed: list[Listed]) -> Place:
    last = listed[-1].matter
    return Place(last.due_on, 0, last.pk)


def _behind(after: Place | None) -> tuple[Any, ...]:
    if after is None:
        return ()
    return (after.pk,) if after.due_on is None else (after.pk, after.due_on)


_TONES = ("red", "gold", "green")
_Days = tuple[tuple[date, ...], tuple[date, ...]]


def _days(tone: str, on: date, soon: date) -> _Days:
    """The first and the last day of a colour, each empty where it has none."""
    days: dict[str, _Days] = {
        "red": ((), (on - _ONE_DAY,)),
        "gold": ((on,), (soon,)),
        "green": ((soon + _ONE_DAY,), ()),
    }
    return days.get(tone, ((), ()))


def _of(jurisdiction_id: int, kind: tuple[str, ...], unit: tuple[int, ...]) -> QuerySet[Matter]:
    found = Matter.objects.filter(jurisdiction=jurisdiction_id, phase=Phase.OPEN)
    if kind:
        found = found.filter(procedure=kind[0])
    if unit:
        part = Assignment.objects.filter(matter=OuterRef("pk"), unit=unit[0], phase=Phase.OPEN)
        found = found.filter(Q(holder_unit=unit[0]) | Q(Exists(part)))
    return found


def _page(
    jurisdiction_id: int,
    kind: tuple[str, ...],
    unit: tuple[int, ...],
    since: tuple[date, ...],
    until: tuple[date, ...],
    behind: tuple[Any, ...],
) -> "QuerySet[Matter, tuple[Any, ...]]":
    found = _of(jurisdiction_id, kind, unit)
    if since:
        found = found.filter(due_on__gte=since[0])
    if until:
        found = found.filter(due_on__lte=until[0])
    if behind:
        found = found.filter(_after(*behind))
    return found.order_by(F("due_on").asc(nulls_last=True), "pk").values_list(
        *("pk", "procedure", "step", "due_on", "title", "number"),
        *("holder_role", "holder_unit__name", "holder_person__name"),
    )


@compiled
def _first(*narrowed: Any) -> "QuerySet[Matter, tuple[Any, ...]]":
    return _page(*narrowed)[: SIZE + 1]


def _after(pk: int, day: date | None = None) -> Q:
    same_day = Q(due_on=day, pk__gt=pk)
    return same_day if day is None else same_day | Q(due_on__gt=day) | Q(due_on=None)


def _counted(
    found: QuerySet[Matter], on: date, soon: date
) -> "QuerySet[Matter, tuple[int, int, int]]":
    """How many of each colour, in one row; none where nothing is open."""
    # Counting days, not numbers: the index by place and day knows all that is asked.
    counts = {
        "red": Count("due_on", filter=Q(due_on__lt=on)),
        "gold": Count("due_on", filter=Q(due_on__gte=on, due_on__lte=soon)),
        "green": Count("due_on", filter=Q(due_on__gt=soon)),
    }
    return found.order_by().values("jurisdiction").annotate(**counts).values_list(*_TONES)


@for_seconds(3)  # ten thousand open matters are counted; the lines themselves are read each time
@compiled
def _tones(
    jurisdiction_id: int, kind: tuple[str, ...], unit: tuple[int, ...], on: date, soon: date
) -> "QuerySet[Matter, tuple[int, int, int]]":
    return _counted(_of(jurisdiction_id, kind, unit), on, soon)
