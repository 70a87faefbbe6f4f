"""How long a period is: so many days, working days or months.

>>> Length.parse("3 months")
Length(n=3, unit=<Unit.MONTHS: 'months'>)
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import takewhile

from qunce.workdays.calendar import Calendar, published

_FORM = re.compile(r"([1-9]\d{0,3}) (days|workdays|months)")
# Longer periods are bounded by parts of so many working days, a year of them.
_YEAR = 250


class Unit(StrEnum):
    DAYS = "days"
    WORKDAYS = "workdays"
    MONTHS = "months"


@dataclass(frozen=True)
class Length:
    n: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> "Length":
        """From "5 workdays". Raises ValueError for anything else."""
        if (found := _FORM.fullmatch(text)) is None:
            raise ValueError(f"“{text}” is no length; write it like “5 workdays” or “3 months”")
        return cls(int(found[1]), Unit(found[2]))

    def exceeds(self, other: "Length") -> bool:
        """Whether it can last longer than the other one; of one unit, the number says it."""
        if self.unit == other.unit:
            return self.n > other.n
        return self.most_days() > other.most_days()

    def most_days(self) -> int:
        """So many calendar days it can last at most, before the last day is moved.

        Of working days: as long as so many have lasted in any year whose calendar is known.
        """
        if self.unit == Unit.DAYS:
            return self.n
        if self.unit == Unit.MONTHS:
            return max((add_months(first, self.n) - first).days for first in _FIRSTS)
        years, rest = divmod(self.n, _YEAR)
        return years * _most_days_of(_YEAR) + _most_days_of(rest)


@cache
def _workdays() -> list[date]:
    """Of all years whose calendar the State Council has published."""
    years = published()
    days = Calendar().workdays_after(date(years.start, 1, 1))
    return list(takewhile(lambda day: day.year < years.stop, days))


def _most_days_of(n: int) -> int:
    """The longest that `n` working days, a year of them at most, have ever lasted."""
    days = _workdays()
    return max((end - start).days for start, end in zip(days, days[n:], strict=False))


def add_months(start: date, n: int) -> date:
    """The corresponding day n months later; the month's last day where there is none."""
    year, month = divmod(start.year * 12 + start.month - 1 + n, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


# Every month of four years, a leap year among them.
_FIRSTS = [date(year, month, 1) for year in range(2023, 2027) for month in range(1, 13)]
