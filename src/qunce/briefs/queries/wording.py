"""The words of an article: {received} stands for a figure, {voice:12} for what somebody said.

People's own words are fetched from the voice whenever they are shown, so they are verbatim, and
words that were withdrawn or withheld are gone here too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qunce.voices.models import Showing
from qunce.voices.queries import Line, lines_by_id

_TOKEN = re.compile(r"\{([a-z_]+(?:[:-]\d{1,18})?)\}")
_VOICE = re.compile(r"voice:(\d{1,18})")
# A quotation says what was meant; who wants the whole follows its number.
LONGEST = 160


@dataclass(frozen=True)
class Piece:
    """A stretch of text; a figure by its key, or a voice by its number, where it is one."""

    text: str
    figure: str = ""
    voice: int = 0


def tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def figures_named(texts: Iterable[str]) -> set[str]:
    return {t for text in texts for t in tokens(text) if not _VOICE.fullmatch(t)}


def voices_named(texts: Iterable[str]) -> list[int]:
    found = [_VOICE.fullmatch(t) for text in texts for t in tokens(text)]
    return list(dict.fromkeys(int(m[1]) for m in found if m))


def shown(ids: Iterable[int]) -> dict[int, Line]:
    """Of these voices those that everybody may read, in one query."""
    return {v.pk: v for v in lines_by_id(ids) if v.showing == Showing.SHOWN and not v.erased_at}


def excerpt(line: Line) -> str:
    """Its words as they are; of a long one whole sentences from the beginning, and an ellipsis."""
    text = " ".join(line.text.split())
    if len(text) <= LONGEST:
        return text
    end = max(text.rfind(stop, 0, LONGEST) for stop in "。！？；!?;")
    return f"{text[: end + 1] if end > 0 else text[:LONGEST]}……"


def pieces(text: str, figures: Mapping[str, str], voices: Mapping[int, Line]) -> Iterator[Piece]:
    """The stretches of a text; a voice that may not be read (any more) has no words."""
    at = 0
    for found in _TOKEN.finditer(text):
        if found.start() > at:
            yield Piece(text[at : found.start()])
        at = found.end()
        yield _piece(found[0], found[1], figures, voices)
    if at < len(text):
        yield Piece(text[at:])


def _piece(whole: str, token: str, figures: Mapping[str, str], voices: Mapping[int, Line]) -> Piece:
    if named := _VOICE.fullmatch(token):
        line = voices.get(int(named[1]))
        return Piece(f"“{excerpt(line)}”" if line else "", voice=int(named[1]))
    return Piece(figures[token], figure=token) if token in figures else Piece(whole)
