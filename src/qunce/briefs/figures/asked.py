"""What a figure is asked for: whose, from which day to which, known until when."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Asked:
    """Days are inclusive. `as_of` is the instant until which something must have been on record."""

    campaign: int
    jurisdiction: int
    calls: tuple[int, ...]
    corpus: int | None
    from_on: date
    to_on: date
    as_of: datetime
    area: int | None = None
    theme: int | None = None
