"""When a period ends.

The day it starts from is not counted (Civil Code 201); months end on the corresponding day, or on
the month's last if there is none (202); where the last day is a day off, the day after it (203).

>>> count(date(2026, 2, 10), Length.parse("3 months"), Calendar()).on
datetime.date(2026, 5, 11)
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from qunce.workdays.calendar import Calendar
from qunce.workdays.lengths import Length, Unit, add_months

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Pause:
    """The clock stood from one day until another, and why; the days after `since` do not count."""

    since: date
    until: date
    reason: str = ""

    def __post_init__(self) -> None:
        if self.until < self.since:
            raise ValueError(f"a pause that begins on {self.since} cannot end on {self.until}")


@dataclass(frozen=True)
class End:
    """The last day of a period, and the day it fell on before it was moved."""

    on: date
    counted: date
    provisional: bool  # a year on the way has no calendar yet

    @property
    def moved(self) -> bool:
        return self.on != self.counted


def count(
    start: date,
    length: Length,
    calendar: Calendar,
    *,
    pauses: Sequence[Pause] = (),
    weekends: bool = True,
) -> End:
    """The end of a period that starts on `start`.

    `pauses` may overlap. With `weekends`, an ordinary Saturday or Sunday moves the last day too;
    without, only a holiday does. Raises OverflowError beyond the year 9999.
    """
    stood = list(_stood(start, pauses))
    if length.unit == Unit.WORKDAYS:
        counted = on = _worked(start, length.n, calendar, stood)
    else:
        counted = _counted(start, length, stood)
        on = _moved(counted, calendar, weekends)
    years = range(start.year, on.year + 1)
    return End(on, counted, not all(calendar.knows(year) for year in years))


def _counted(start: date, length: Length, stood: list[Pause]) -> date:
    end = add_months(start, length.n) if length.unit == Unit.MONTHS else start + _DAY * length.n
    for pause in stood:
        if pause.since < end:
            end += pause.until - pause.since
    return end


def _worked(start: date, n: int, calendar: Calendar, stood: list[Pause]) -> date:
    days = (d for d in calendar.workdays_after(start) if not _stands(d, stood))
    return next(day for i, day in enumerate(days, 1) if i == n)


def _stands(on: date, stood: list[Pause]) -> bool:
    return any(pause.since < on <= pause.until for pause in stood)


def _moved(on: date, calendar: Calendar, weekends: bool) -> date:
    # 203 moves the end past a holiday; the day it then falls on may be a weekend behind it.
    while not calendar.is_workday(on) and (weekends or calendar.is_holiday(on)):
        on += _DAY
    return on


def _stood(start: date, pauses: Sequence[Pause]) -> Iterator[Pause]:
    """The pauses in order, overlapping ones joined, cut at the start."""
    last: Pause | None = None
    for pause in sorted(pauses, key=lambda p: p.since):
        since = max(pause.since, start)
        if pause.until <= since:
            continue
        if last and since <= last.until:
            last = Pause(last.since, max(last.until, pause.until), last.reason)
            continue
        if last:
            yield last
        last = Pause(since, pause.until, pause.reason)
    if last:
        yield last
