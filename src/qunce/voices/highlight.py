"""The part of a text where the words that were looked for stand, with them marked."""

import re
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from qunce.voices.search import fold

AROUND = 60
_WORD = re.compile(r"\w+")


def marked(text: str, asked: str, most: int = 140) -> SafeString:
    """About `most` characters of the text, escaped, around the first word found.

    >>> marked("请给<小区>装路灯", "路灯")
    '请给&lt;小区&gt;装<mark>路灯</mark>'
    """
    spans = _spans(text, asked)
    start = max(0, spans[0][0] - AROUND) if spans and spans[0][1] > most else 0
    end = min(len(text), start + most)
    parts, at = ["…" if start else ""], start
    for first, last in spans:
        if first < at or last > end:
            continue
        parts += [escape(text[at:first]), "<mark>", escape(text[first:last]), "</mark>"]
        at = last
    parts += [escape(text[at:end]), "…" if end < len(text) else ""]
    return mark_safe("".join(parts))


def _spans(text: str, asked: str) -> list[tuple[int, int]]:
    """Where the words stand, in the order of the text. None where folding moves the letters."""
    folded = fold(text)
    pattern = _pattern(asked)
    if len(folded) != len(text) or not pattern:
        return []
    return [m.span() for m in pattern.finditer(folded)]


@lru_cache(maxsize=64)  # a page asks it of twenty titles and texts
def _pattern(asked: str) -> re.Pattern[str] | None:
    words = sorted(set(_WORD.findall(fold(asked))), key=len, reverse=True)
    return re.compile("|".join(re.escape(word) for word in words)) if words else None
