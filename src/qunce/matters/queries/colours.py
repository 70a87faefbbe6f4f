"""Green, amber, red: how near the day is on which something is due."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from qunce.common.clock import today
from qunce.common.memo import for_seconds
from qunce.places.queries import calendar

# Working days before the day on which something turns amber.
NEAR = 5


@dataclass(frozen=True)
class Colour:
    """`tone` is the look of a badge, `words` say the same to whoever sees no colours."""

    tone: str
    words: str


def colour(due_on: date | None, jurisdiction_id: int) -> Colour:
    on = today()
    return _colour(due_on, on, near(jurisdiction_id, on), get_language())


@lru_cache(maxsize=2_000)  # most lines of a list share a few days
def _colour(due_on: date | None, on: date, soon: date, language: str | None) -> Colour:
    if due_on is None:
        return Colour("", _("no date runs"))
    if due_on < on:
        n = (on - due_on).days
        return Colour("red", ngettext("%(n)d day overdue", "%(n)d days overdue", n) % {"n": n})
    n = (due_on - on).days
    words = ngettext("%(n)d day left", "%(n)d days left", n) % {"n": n} if n else _("due today")
    return Colour("gold" if due_on <= soon else "green", words)


@for_seconds(60)
def near(jurisdiction_id: int, on: date) -> date:
    """The last day that is still near."""
    days = calendar(jurisdiction_id).workdays_after(on)
    return list(islice(days, NEAR))[-1]
