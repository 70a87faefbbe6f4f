"""Pictures of a reading, each with the sentence that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from qunce import charts
from qunce.reading.queries import Coverage

# The curve is told at so many points; more cannot be told apart at this width.
POINTS = 60
# Its letters can be read on a telephone.
WIDTH = 520
# The point of the curve that is named: a clerk can read this many in a day.
NAMED = 200


@dataclass(frozen=True)
class Drawn:
    """A picture that is drawn when it is put into the page, once for the same numbers."""

    picture: charts.Picture

    @property
    def words(self) -> str:
        return self.picture.words

    @property
    def svg(self) -> SafeString:
        # Made by our own drawing; texts in it are escaped there.
        return mark_safe(self.picture.svg)


def read_and_heard(coverage: Coverage) -> str:
    """The one sentence of the coverage curve."""
    read = min(NAMED, len(coverage.share))
    return _("Read %(read)s of them and you have heard %(heard)s %%.") % {
        "read": f"{read:,}",
        "heard": f"{100 * coverage.heard(read):.0f}",
    }


def curve(coverage: Coverage) -> Drawn | None:
    if len(coverage.share) < 2:
        return None
    read = min(NAMED, len(coverage.share))
    heard = coverage.heard(read)
    step = max(1, len(coverage.share) // POINTS)
    at = sorted({1, read, len(coverage.share), *range(step, len(coverage.share), step)})
    name = _("%(read)s read, %(heard)s %% heard") % {"read": read, "heard": f"{100 * heard:.0f}"}
    return Drawn(
        charts.curve(
            _("How much is heard by reading how many"),
            [(0, 0.0), *((n, coverage.heard(n)) for n in at)],
            x_title=_("voices read, in the order proposed"),
            y_title=_("share heard"),
            mark=(read, heard, name),
            words=read_and_heard(coverage),
            width=WIDTH,
        )
    )


def repeated(days: Sequence[tuple[date, int]]) -> Drawn | None:
    """How often one text was handed in, day by day."""
    if len(days) < 2:
        return None
    return Drawn(charts.days(_("How often it was handed in"), days, words=_peak(days), width=WIDTH))


def trend(days: Sequence[tuple[date, int]]) -> Drawn | None:
    if len(days) < 3:
        return None
    return Drawn(
        charts.days(_("Voices of this theme, day by day"), days, words=_peak(days), width=WIDTH)
    )


def _peak(days: Sequence[tuple[date, int]]) -> str:
    peak, most = max(days, key=lambda day: day[1])
    return _("From %(first)s to %(last)s; most on %(peak)s: %(most)d.") % {
        "first": days[0][0],
        "last": days[-1][0],
        "peak": peak,
        "most": most,
    }
