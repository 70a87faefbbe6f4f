"""Texts cut into words once: flat arrays of word numbers, with the breaks kept.

A break (punctuation, end of line) is word 0, so words that stand side by side in the arrays
stood side by side in the text.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import rjieba
from numpy.typing import NDArray

from qunce.insight.text import plain, read_for_words
from qunce.insight.vocabulary import STOP_WORDS

BREAK = ""
HEADING_WORDS = 40
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]

_SAYS = re.compile(r"[^\W_]")
_DIGITS = re.compile(r"[\d零〇一二三四五六七八九十百千万亿两.,%:]+")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


# 'a市', 'a3区', 'm1县': a masked place tells nothing, and its letters glue to the next word.
_MASKED = re.compile(r"(?<![a-z])[a-z]\d{0,3}(?:市|区|县|镇|州|省)")


class _Index(dict[str, int]):
    """Word to number, growing; anything without a letter or digit is a break."""

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self) if _SAYS.search(word) else 0
        return number


@dataclass(frozen=True)
class Cut:
    """A corpus in words: text i is `ids[starts[i]:starts[i + 1]]`, breaks are 0.

    The first `heads[i]` of them are its heading: a short first line with more below it.
    """

    words: tuple[str, ...]
    ids: Ints
    starts: Longs
    heads: Longs

    def __len__(self) -> int:
        return len(self.starts) - 1

    def of(self, row: int) -> Ints:
        return self.ids[self.starts[row] : self.starts[row + 1]]

    def owners(self) -> Longs:
        """The text of each position in `ids`."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))


def cut_text(text: str) -> list[str]:
    """The words of one text, breaks and spaces among them."""
    return rjieba.cut(_MASKED.sub("，", plain(read_for_words(text))))


def cut(texts: Sequence[str], *, tick: Callable[[float], None] | None = None) -> Cut:
    """Cut texts into words; word numbers follow the order of the words, not of the texts."""
    index = _Index({BREAK: 0})
    pieces: list[Ints] = []
    heads: list[int] = []
    for position, text in enumerate(texts):
        words = cut_text(text)
        heads.append(_heading(words))
        pieces.append(np.fromiter(map(index.__getitem__, words), np.int32, len(words)))
        if tick and position % 1024 == 0:
            tick(position / len(texts))
    starts = np.concatenate(([0], np.cumsum([len(piece) for piece in pieces]))).astype(np.int64)
    ids = np.concatenate(pieces) if pieces else np.empty(0, np.int32)
    return _in_word_order(index, ids, starts, np.array(heads, np.int64))


def _heading(words: list[str]) -> int:
    """How many words stand in a first line that is short and has more below it; else 0."""
    line_end = next((at for at, word in enumerate(words[:HEADING_WORDS]) if "\n" in word), 0)
    more = any(word.strip() for word in words[line_end : line_end + HEADING_WORDS])
    return line_end if more else 0


def _in_word_order(index: _Index, ids: Ints, starts: Longs, heads: Longs) -> Cut:
    known = sorted(word for word, number in index.items() if number)
    renumber = np.zeros(len(index), np.int32)
    for position, word in enumerate(known, start=1):
        renumber[index[word]] = position
    return Cut((BREAK, *known), renumber[ids], starts, heads)


def is_content(word: str) -> bool:
    """Whether a word can carry a theme: not a function word, not a number, not one letter."""
    if word in STOP_WORDS or _DIGITS.fullmatch(word):
        return False
    return len(word) > 1 or not _HAN.match(word)


def content_mask(words: Iterable[str]) -> NDArray[np.bool_]:
    return np.fromiter(map(is_content, words), np.bool_)
