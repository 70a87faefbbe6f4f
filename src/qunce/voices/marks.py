"""A text cut where the first screen stopped, so that a clerk sees at once what to look at."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from qunce.voices import screen
from qunce.voices.reasons import SCREEN


@dataclass(frozen=True)
class Piece:
    """A part of a text; `why` says what may be personal in it, and is empty for the rest."""

    text: str
    why: str = ""


def pieces(text: str) -> Iterator[Piece]:
    """The text in parts that join to the very same text.

    >>> [p.text for p in pieces("请打１３９００００１２３４，谢谢")]
    ['请打', '１３９００００１２３４', '，谢谢']
    """
    folded, where = _folded(text)
    at = 0
    for hit in screen.hits(folded):
        start, end = where[hit.start], where[hit.end - 1] + 1
        if start > at:
            yield Piece(text[at:start])
        if end > at:
            yield Piece(text[max(start, at) : end], str(SCREEN.get(hit.code, hit.code)))
            at = end
    if at < len(text):
        yield Piece(text[at:])


def passages(text: str, around: int = 60) -> Iterator[Piece]:
    """The same with long stretches between the marks shortened: what stands around each mark.

    >>> "".join(p.text for p in passages("甲" * 200 + "13900001234", around=3))
    '…甲甲甲13900001234'
    """
    parts = list(pieces(text))
    for at, part in enumerate(parts):
        before = around if at else 0
        after = around if at < len(parts) - 1 else 0
        if part.why or len(part.text) <= before + after + around:
            yield part
        else:
            end = part.text[-after:] if after else ""
            yield Piece(f"{part.text[:before]}…{end}")


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as the screen reads it, and for each of its characters the one it came from."""
    parts, where = [], []
    for index, character in enumerate(text):
        folded = unicodedata.normalize("NFKC", character)
        parts.append(folded)
        where += [index] * len(folded)
    return "".join(parts), where
