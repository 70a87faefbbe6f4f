"""How the audit's findings stand on a terminal and in JSON."""

import unicodedata
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qunce.audit.walk import Result
from qunce.common.laws import Sum

_WIDTH = 46
_SLOW = 1.0  # seconds after which a law's time is worth telling


def sums(rows: Sequence[Sum]) -> str:
    """One line a number, figures right-aligned, parts set in."""
    figures = max((len(f"{row.value:,}") for row in rows), default=0)
    lines = [_sum(row, figures) for row in rows]
    return "\n".join(["", *lines, "", ""])


def line(result: Result, seconds: float) -> str:
    """A law that met no row was neither kept nor broken, and says so."""
    sign = "✓" if result.seen and result.kept else "✗" if result.broken else "·"
    rows = ngettext("%(n)s row", "%(n)s rows", result.seen) % {"n": f"{result.seen:,}"}
    time = f", {seconds:.1f} s" if seconds >= _SLOW else ""
    first = f"{sign} {result.law.says} ({rows}{time})"
    named = [f"    {breach.row}: {breach.words}" for breach in result.breaches]
    return "\n".join([first, *named, *_more(result)])


def verdict(results: Sequence[Result]) -> str:
    broken = [result.law.code for result in results if not result.kept]
    if not broken:
        return "\n" + _("Every law is kept.")
    return "\n" + _("Broken: %(codes)s. The rows are named above.") % {"codes": ", ".join(broken)}


def document(rows: Sequence[Sum], results: Sequence[Result]) -> dict[str, Any]:
    return {
        "kept": all(result.kept for result in results),
        "sums": [{"label": str(r.label), "value": r.value, "part": r.part} for r in rows],
        "laws": [
            {
                "code": r.law.code,
                "says": str(r.law.says),
                "rows": r.seen,
                "broken": r.broken,
                "breaches": [{"row": b.row, "words": b.words} for b in r.breaches],
            }
            for r in results
        ],
    }


def _more(result: Result) -> list[str]:
    rest = result.broken - len(result.breaches)
    if not rest:
        return []
    words = ngettext("and %(n)s more", "and %(n)s more", rest) % {"n": f"{rest:,}"}
    return [f"    {words}"]


def _sum(row: Sum, figures: int) -> str:
    label = ("    " if row.part else "  ") + str(row.label)
    filled = label + " " * max(1, _WIDTH - width(label))
    return f"{filled}{row.value:>{figures},}"


def width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
