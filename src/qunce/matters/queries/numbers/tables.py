"""The numbers by year, by session of the congress, or by unit, and the matters behind each."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from django.utils.translation import gettext as _

from qunce.common.memo import for_seconds
from qunce.matters.models import Matter
from qunce.matters.queries.numbers.cases import Cell, Span, ask, cubes
from qunce.matters.queries.numbers.figures import BY_CODE, FIGURES, Figure, Rate
from qunce.people.models import Session
from qunce.people.queries import sessions_of, units_of
from qunce.places.queries import calendar

BY = ("unit", "session", "year")
_BEGINNING, _END = date(1954, 9, 15), date(9999, 12, 31)  # since there are congresses


@dataclass(frozen=True)
class Asked:
    """Which kind; of which year (`y2026`) or session (`s12`), all if empty; of which unit."""

    kind: str
    period: str = ""
    unit: int | None = None


@dataclass(frozen=True)
class Group:
    """`period` and `unit` narrow a list to what is counted here."""

    name: str
    cells: Sequence[Cell]
    period: str = ""
    unit: int | None = None

    @property
    def matters(self) -> int:
        return sum(cell.n for cell in self.cells)

    @property
    def contacts(self) -> int:
        return sum(cell.contacts for cell in self.cells)

    def rate(self, code: str) -> Rate:
        halves = [cell.sums[code] for cell in self.cells]
        return Rate(sum(part for part, _w in halves), sum(whole for _p, whole in halves))

    def rates(self, figures: Sequence[Figure]) -> list[tuple[Figure, Rate]]:
        return [(figure, self.rate(figure.code)) for figure in figures]


@dataclass(frozen=True)
class Mean:
    """So many altogether, over so many matters."""

    total: int
    n: int

    @property
    def each(self) -> float | None:
        """One place, rounded down."""
        return self.total * 10 // self.n / 10 if self.n else None


def counted(jurisdiction_id: int, asked: Asked) -> Group:
    """All that is asked for: of one unit as it handled them, or of all."""
    every = cubes(jurisdiction_id, asked.kind, _BEGINNING, _END)
    found: Iterable[Cell] = every.whole
    if asked.unit is not None:
        found = [cell for cell in every.by_unit if cell.unit == asked.unit]
    return Group("", [c for c in found if _is_of(c, asked.period)], asked.period, asked.unit)


def _is_of(cell: Cell, period: str) -> bool:
    return period in {"", cell.year, cell.session}


def periods(jurisdiction_id: int, kind: str) -> list[tuple[str, str]]:
    """Every year and every session that has cases, the newest first."""
    every = cubes(jurisdiction_id, kind, _BEGINNING, _END).whole
    names = _names(jurisdiction_id)
    years = sorted({cell.year for cell in every}, reverse=True)
    sessions = {cell.session for cell in every}
    listed = [key for key in reversed(names) if key in sessions]
    return [(key, key[1:]) for key in years] + [(key, names[key]) for key in listed]


def groups(jurisdiction_id: int, asked: Asked, by: str) -> list[Group]:
    if by == "unit":
        return _by_unit(jurisdiction_id, asked)
    names = _names(jurisdiction_id)
    sorted_in: dict[str, list[Cell]] = defaultdict(list)
    for cell in counted(jurisdiction_id, asked).cells:
        sorted_in[cell.session if by == "session" else cell.year].append(cell)
    return [
        Group(names.get(at, at[1:]) or _("before the first session"), sorted_in[at], at, asked.unit)
        for at in sorted(sorted_in, key=_in_order(names), reverse=True)
    ]


def _by_unit(jurisdiction_id: int, asked: Asked) -> list[Group]:
    """In the order of the list of units; an order by rates would be a ranking."""
    its: dict[int | None, list[Cell]] = defaultdict(list)
    for cell in cubes(jurisdiction_id, asked.kind, _BEGINNING, _END).by_unit:
        if _is_of(cell, asked.period):
            its[cell.unit].append(cell)
    names = units_of(jurisdiction_id).filter(pk__in=list(its)).values_list("pk", "name")
    wanted = [(pk, name) for pk, name in names if asked.unit in {None, pk}]
    return [Group(name, its[pk], asked.period, pk) for pk, name in wanted]


def _in_order(names: Mapping[str, str]) -> Callable[[str], tuple[int, str]]:
    order = {key: n for n, key in enumerate(names, 1)}
    return lambda key: (order.get(key, 0), key)


def _names(jurisdiction_id: int) -> dict[str, str]:
    return {f"s{session.pk}": session_name(session) for session in sessions_of(jurisdiction_id)}


def session_name(session: Session) -> str:
    words = _("session %(session)d of term %(term)d (%(year)d)")
    return words % {
        "session": session.number,
        "term": session.term.number,
        "year": session.opens_on.year,
    }


_NARROWED = """
WHERE (%(period)s = '' OR year = %(period)s OR session = %(period)s)
    AND (%(unit)s::bigint IS NULL OR unit = %(unit)s)
"""
_DAYS = f"""
, answered AS (SELECT assigned, signed_on FROM found {_NARROWED} AND signed_on IS NOT NULL)
SELECT -1, assigned, count(*) FROM answered GROUP BY 2
UNION ALL SELECT 1, signed_on, count(*) FROM answered GROUP BY 2
"""


def _ask(select: str, jurisdiction_id: int, asked: Asked, **more: Any) -> list[tuple[Any, ...]]:
    span = Span(jurisdiction_id, asked.kind, _BEGINNING, _END)
    narrowed = {"period": asked.period, "unit": asked.unit, **more}
    return ask(select, span, by_unit=asked.unit is not None, more=narrowed)


def means(jurisdiction_id: int, asked: Asked) -> list[tuple[str, Mean]]:
    """Working days from assignment to the first answer, and contacts with the author."""
    whole = counted(jurisdiction_id, asked)
    days = working_days(jurisdiction_id, asked)
    return [
        (str(_("Working days until the answer")), Mean(days, whole.rate("answered").part)),
        (str(_("Contacts with the author")), Mean(whole.contacts, whole.matters)),
    ]


@for_seconds(30)
def working_days(jurisdiction_id: int, asked: Asked) -> int:
    """Of all answers: the days after assignment up to the answer, summed from both ends."""
    rows = _ask(_DAYS, jurisdiction_id, asked)
    if not rows:
        return 0
    first, last = min(on for _s, on, _n in rows), max(on for _s, on, _n in rows)
    works = calendar(jurisdiction_id).is_workday
    each = (works(first + timedelta(days=n)) for n in range((last - first).days + 1))
    until = list(accumulate(each, initial=0))
    return sum(sign * n * until[(on - first).days + 1] for sign, on, n in rows)


@dataclass(frozen=True)
class Behind:
    """The matters behind a number, each once, a page at a time; without a figure all of them."""

    jurisdiction_id: int
    asked: Asked
    code: str = ""
    missing: bool = False

    def count(self) -> int:
        return int(self._rows(f"SELECT count(*) FROM found {self._which}")[0][0])

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, of: slice) -> list[int]:
        select = (
            f"SELECT matter FROM found {self._which} ORDER BY matter LIMIT %(n)s OFFSET %(from)s"
        )
        begin = of.start or 0
        rows = self._rows(select, **{"n": (of.stop or 0) - begin, "from": begin})
        return [pk for (pk,) in rows]

    @property
    def _which(self) -> str:
        if (figure := BY_CODE.get(self.code)) is None:
            return _NARROWED
        counts = f"{figure.part} < {figure.whole}" if self.missing else f"{figure.part} > 0"
        return f"{_NARROWED} AND {figure.whole} > 0 AND {counts}"

    def _rows(self, select: str, **more: Any) -> list[tuple[Any, ...]]:
        return _ask(select, self.jurisdiction_id, self.asked, **more)


def rows(groups: Iterable[Group]) -> Iterator[list[str | int | float | None]]:
    """For a spreadsheet: one line for each group and figure, part and whole beside the rate."""
    for group in groups:
        yield [group.name, str(_("Matters")), group.matters, None, None, None]
        for figure, rate in group.rates(FIGURES):
            of = str(figure.of)
            yield [group.name, str(figure.title), rate.part, of, rate.whole, rate.percent]


def listed(ids: Sequence[int]) -> list[Matter]:
    """The matters of one page, in the order asked for."""
    known = Matter.objects.select_related("holder_unit", "holder_person").in_bulk(list(ids))
    return [known[pk] for pk in ids if pk in known]
