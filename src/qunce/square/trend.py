"""How many spoke when, as a sentence and a picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from qunce import charts

# Narrow enough for its letters to be read on a telephone.
WIDTH = 480


@dataclass(frozen=True)
class Trend:
    """`days` are stretches of days under their last one, each with five voices or more."""

    days: tuple[tuple[date, int], ...]

    @cached_property
    def words(self) -> str:
        peak, most = max(self.days, key=lambda day: day[1])
        return _(
            "From %(first)s to %(last)s; the most, %(most)d, around %(peak)s. Days with fewer "
            "than 5 voices are joined with those that follow."
        ) % {"first": self.days[0][0], "last": self.days[-1][0], "most": most, "peak": peak}

    @property
    def picture(self) -> SafeString:
        """Drawn once for the same numbers; without a script or a style."""
        return _drawn(_("Voices received, day by day"), self.days, self.words)


@lru_cache(maxsize=200)
def _drawn(title: str, days: tuple[tuple[date, int], ...], words: str) -> SafeString:
    return mark_safe(charts.days(title, days, words=words, width=WIDTH).svg)


def trend_of(days: Sequence[tuple[date, int]]) -> Trend | None:
    """None where there are too few stretches to see a course."""
    return Trend(tuple(days)) if len(days) >= 3 else None
