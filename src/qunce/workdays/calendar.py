"""Which days offices work: the State Council's yearly notice, and what a place knows better.

>>> Calendar().is_workday(date(2026, 2, 28))  # a Saturday worked for the Spring Festival
True
>>> Calendar().knows(2031)
False
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import count

import chinese_calendar

# Days off whose date needs no notice: 全国年节及纪念日放假办法 (2024). The lunar ones and the
# moved weekends are known only from the notice, so such a year is provisional.
_FIXED = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
_DAY = timedelta(days=1)
_FIRST = 2004  # of the library's years


@dataclass(frozen=True)
class Calendar:
    """Days that are worked. `days` overrules single days, `years` are known through it alone."""

    days: Mapping[date, bool] = field(default_factory=dict)
    years: frozenset[int] = frozenset()

    def is_workday(self, on: date) -> bool:
        if (known := self.days.get(on)) is not None:
            return known
        if on.year not in self.years and _is_published(on.year):
            return bool(chinese_calendar.is_workday(on))
        return on.weekday() < 5 and not _is_fixed(on)

    def is_holiday(self, on: date) -> bool:
        """A day off that is more than an ordinary Saturday or Sunday."""
        return not self.is_workday(on) and (on.weekday() < 5 or _is_festival(on))

    def knows(self, year: int) -> bool:
        """Whether the notice for this year is in; before, its dates are provisional."""
        return year in self.years or _is_published(year)

    def workdays_after(self, on: date) -> Iterator[date]:
        """Every working day after `on`, without end."""
        while True:
            on += _DAY
            if self.is_workday(on):
                yield on

    def last_workday_before(self, on: date) -> date:
        """When to remind of something that is due on this day."""
        on -= _DAY
        while not self.is_workday(on):
            on -= _DAY
        return on


def overrule(calendar: Calendar, days: Mapping[date, bool]) -> Calendar:
    """The same calendar with these days worked or not; their years count as known.

    For a year whose notice is not in the library yet, give every day off and every moved
    weekend of it: what is left out is taken as an ordinary week.
    """
    merged = {**calendar.days, **days}
    fresh = {on.year for on in days if not _is_published(on.year)}
    return Calendar(days=merged, years=calendar.years | fresh)


@cache
def _is_published(year: int) -> bool:
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


@cache
def published() -> range:
    """The years whose notices the library has, one after another."""
    end = next(year for year in count(_FIRST) if not _is_published(year))
    return range(_FIRST, end)


def _is_fixed(on: date) -> bool:
    return (on.month, on.day) in _FIXED


def _is_festival(on: date) -> bool:
    if not _is_published(on.year):
        return _is_fixed(on)
    return chinese_calendar.get_holiday_detail(on)[1] is not None
