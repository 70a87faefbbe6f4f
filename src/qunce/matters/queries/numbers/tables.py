"""The numbers by year, by session of the congress, or by unit, and the matters behind each."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from django.utils import timezone
from django.utils.translation import gettext as _

from qunce.matters.models import Matter
from qunce.matters.queries.numbers.cases import Case, Cases, cases
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
    cases: list[Case]
    period: str = ""
    unit: int | None = None

    def rates(self, figures: Sequence[Figure]) -> list[tuple[Figure, Rate]]:
        return [(figure, figure.rate(self.cases)) for figure in figures]


@dataclass(frozen=True)
class Mean:
    """So many altogether, over so many matters."""

    total: int
    n: int

    @property
    def each(self) -> float | None:
        """One place, rounded down."""
        return self.total * 10 // self.n / 10 if self.n else None


def found(jurisdiction_id: int, asked: Asked) -> Cases:
    """All cases of the kind, narrowed to the period."""
    every = cases(jurisdiction_id, asked.kind, _BEGINNING, _END)
    if not asked.period:
        return every
    key = _keys(jurisdiction_id)[asked.period[0]]
    return Cases(
        [case for case in every.whole if key(case) == asked.period],
        {
            unit: kept
            for unit, its in every.by_unit.items()
            if (kept := [case for case in its if key(case) == asked.period])
        },
    )


def counted(jurisdiction_id: int, asked: Asked) -> list[Case]:
    """The cases behind the numbers: of one unit as it handled them, or of all."""
    narrowed = found(jurisdiction_id, asked)
    return narrowed.whole if asked.unit is None else narrowed.by_unit.get(asked.unit, [])


def periods(jurisdiction_id: int, kind: str) -> list[tuple[str, str]]:
    """Every year and every session that has cases, the newest first."""
    every = cases(jurisdiction_id, kind, _BEGINNING, _END).whole
    names, keys = _names(jurisdiction_id), _keys(jurisdiction_id)
    years = sorted({keys["y"](case) for case in every}, reverse=True)
    sessions = {keys["s"](case) for case in every} - {""}
    listed = [key for key in reversed(names) if key in sessions]
    return [(key, key[1:]) for key in years] + [(key, names[key]) for key in listed]


def groups(jurisdiction_id: int, asked: Asked, by: str) -> list[Group]:
    if by == "unit":
        return _by_unit(jurisdiction_id, asked)
    narrowed, names = counted(jurisdiction_id, asked), _names(jurisdiction_id)
    key = _keys(jurisdiction_id)[by[0]]
    sorted_in: dict[str, list[Case]] = defaultdict(list)
    for case in narrowed:
        sorted_in[key(case)].append(case)
    return [
        Group(names.get(at, at[1:]) or _("before the first session"), sorted_in[at], at, asked.unit)
        for at in sorted(sorted_in, key=_in_order(names), reverse=True)
    ]


def _by_unit(jurisdiction_id: int, asked: Asked) -> list[Group]:
    """In the order of the list of units; an order by rates would be a ranking."""
    its = found(jurisdiction_id, asked).by_unit
    names = units_of(jurisdiction_id).filter(pk__in=list(its)).values_list("pk", "name")
    wanted = [(pk, name) for pk, name in names if asked.unit in {None, pk}]
    return [Group(name, its[pk], asked.period, pk) for pk, name in wanted]


def _in_order(names: Mapping[str, str]) -> Callable[[str], tuple[int, str]]:
    order = {key: n for n, key in enumerate(names, 1)}
    return lambda key: (order.get(key, 0), key)


def _keys(jurisdiction_id: int) -> Mapping[str, Callable[[Case], str]]:
    sessions = list(sessions_of(jurisdiction_id))

    def of_session(case: Case) -> str:
        """The last session that had opened: between sessions too, it is that of the year."""
        on = case.submitted or case.assigned
        return next((f"s{s.pk}" for s in reversed(sessions) if s.opens_on <= on), "")

    return {"y": lambda case: f"y{case.assigned.year}", "s": of_session}


def _names(jurisdiction_id: int) -> dict[str, str]:
    return {f"s{session.pk}": session_name(session) for session in sessions_of(jurisdiction_id)}


def session_name(session: Session) -> str:
    words = _("session %(session)d of term %(term)d (%(year)d)")
    return words % {
        "session": session.number,
        "term": session.term.number,
        "year": session.opens_on.year,
    }


def means(jurisdiction_id: int, narrowed: Sequence[Case]) -> list[tuple[str, Mean]]:
    """Working days from assignment to the first answer, and contacts with the author."""
    signed = [case for case in narrowed if case.signed]
    days = sum(_working_days(jurisdiction_id, signed))
    contacts = sum(case.contacts for case in narrowed)
    return [
        (str(_("Working days until the answer")), Mean(days, len(signed))),
        (str(_("Contacts with the author")), Mean(contacts, len(narrowed))),
    ]


def _working_days(jurisdiction_id: int, signed: Sequence[Case]) -> Iterator[int]:
    """The days after assignment up to the answer; each day of the calendar is asked once."""
    if not signed:
        return
    ends = [timezone.localdate(case.signed) for case in signed]
    first, last = min(case.assigned for case in signed), max(ends)
    works = calendar(jurisdiction_id).is_workday
    each = (works(first + timedelta(days=n)) for n in range((last - first).days + 1))
    until = list(accumulate(each, initial=0))
    for case, end in zip(signed, ends, strict=True):
        yield until[(end - first).days + 1] - until[(case.assigned - first).days + 1]


def behind(narrowed: Iterable[Case], code: str, *, missing: bool) -> list[int]:
    """The matters behind a number, each once; without a figure all of them."""
    if figure := BY_CODE.get(code):
        return figure.behind(narrowed, missing=missing)
    return [case.matter for case in narrowed]


def rows(groups: Iterable[Group]) -> Iterator[list[str | int | float | None]]:
    """For a spreadsheet: one line for each group and figure, part and whole beside the rate."""
    for group in groups:
        yield [group.name, str(_("Matters")), len(group.cases), None, None, None]
        for figure, rate in group.rates(FIGURES):
            of = str(figure.of)
            yield [group.name, str(figure.title), rate.part, of, rate.whole, rate.percent]


def listed(ids: Sequence[int]) -> list[Matter]:
    """The matters of one page, in the order asked for."""
    known = Matter.objects.select_related("holder_unit", "holder_person").in_bulk(list(ids))
    return [known[pk] for pk in ids if pk in known]
