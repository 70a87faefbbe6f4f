"""Working days: which days offices work, and how periods are counted (Civil Code 200-204)."""

from qunce.workdays.calendar import Calendar, overrule
from qunce.workdays.lengths import Length, Unit
from qunce.workdays.periods import End, Pause, count

__all__ = ["Calendar", "End", "Length", "Pause", "Unit", "count", "overrule"]
