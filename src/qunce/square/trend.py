"""How many spoke when, as a sentence and a picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Trend:
    """`days` are stretches of days under their last one, each with five voices or more."""

    days: tuple[tuple[date, int], ...]
    first: date
    last: date
    peak: date
    most: int


def trend_of(days: Sequence[tuple[date, int]]) -> Trend | None:
    """None where there are too few stretches to see a course."""
    if len(days) < 3:
        return None
    peak, most = max(days, key=lambda day: day[1])
    return Trend(tuple(days), days[0][0], days[-1][0], peak, most)
