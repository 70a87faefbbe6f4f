"""How long a period is: so many days, working days or months.

>>> Length.parse("3 months")
Length(n=3, unit=<Unit.MONTHS: 'months'>)
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_FORM = re.compile(r"([1-9]\d{0,3}) (days|workdays|months)")
# The longest rest the State Council has given is nine days; four weeks hold at most two of them.
_LONGEST_REST = 9


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

    def most_days(self) -> int:
        """So many calendar days it can last at most, before the last day is moved."""
        if self.unit == Unit.DAYS:
            return self.n
        if self.unit == Unit.MONTHS:
            return max((add_months(first, self.n) - first).days for first in _FIRSTS)
        return self.n * 7 // 5 + _LONGEST_REST


def add_months(start: date, n: int) -> date:
    """The corresponding day n months later; the month's last day where there is none."""
    year, month = divmod(start.year * 12 + start.month - 1 + n, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


# Every month of four years, a leap year among them.
_FIRSTS = [date(year, month, 1) for year in range(2023, 2027) for month in range(1, 13)]
