"""Sentences of many texts at once, as spans of the originals and of their words.

The same sentences as `text.sentences` finds in one text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from qunce.insight.folding import CODES, Codes, Ints, Longs, joined
from qunce.insight.kernel import kernel
from qunce.insight.text import HEAD, READ_WHOLE, TAIL
from qunce.insight.words import Cut

Bools = NDArray[np.bool_]


def _those(chars: str) -> Bools:
    table = np.zeros(CODES, np.bool_)
    table[[ord(char) for char in chars]] = True
    return table


_ENDS = _those("。！？!?；;\n\r\u2028\u2029")
_SPACES = _those("".join(char for char in map(chr, range(0x3100)) if char.isspace()))


@dataclass(frozen=True)
class Sentences:
    """Sentence i is `[start[i], stop[i])` of the text `owner[i]`, text after text."""

    owner: Longs
    start: Ints
    stop: Ints

    @classmethod
    def of(cls, texts: Sequence[str]) -> Self:
        """The sentences of the part of each text that is read for words.

        >>> found = Sentences.of(["路灯坏了。 请修！", "好"])
        >>> found.owner.tolist(), found.start.tolist(), found.stop.tolist()
        ([0, 0, 1], [0, 6, 0], [5, 9, 1])
        """
        owner, start, stop = _sentences(*joined(texts), _ENDS, _SPACES)
        sizes = np.fromiter(map(len, texts), np.int64, len(texts))[owner]
        read = (sizes <= READ_WHOLE) | (stop <= HEAD) | (start >= sizes - TAIL)
        return cls(owner[read], start[read], stop[read])

    def words(self, texts: Cut, first: int = 0) -> tuple[Longs, Longs]:
        """Where the words of each sentence begin and end in `texts`; text 0 is its row `first`."""
        return _words(texts.at, texts.starts[first:], self.owner, self.start, self.stop)


@kernel
def _sentences(codes: Codes, starts: Longs, ends: Bools, spaces: Bools) -> tuple[Longs, Ints, Ints]:
    owner = np.empty(len(codes), np.int64)
    start = np.empty(len(codes), np.int32)
    stop = np.empty(len(codes), np.int32)
    found = 0
    for text in range(len(starts) - 1):
        at = starts[text]
        while at < starts[text + 1]:
            first = at
            while at < starts[text + 1] and not ends[codes[at]]:
                at += 1
            said = at > first
            while at < starts[text + 1] and ends[codes[at]]:
                at += 1
            last = at
            while first < last and spaces[codes[first]]:
                first += 1
            while last > first and spaces[codes[last - 1]]:
                last -= 1
            if said and last > first:
                owner[found] = text
                start[found] = first - starts[text]
                stop[found] = last - starts[text]
                found += 1
    return owner[:found].copy(), start[:found].copy(), stop[:found].copy()


@kernel
def _words(at: Ints, starts: Longs, owner: Longs, start: Ints, stop: Ints) -> tuple[Longs, Longs]:
    begins = np.zeros(len(owner), np.int64)
    ends = np.zeros(len(owner), np.int64)
    word = 0
    for sentence in range(len(owner)):
        text = owner[sentence]
        word = max(word, starts[text])
        while word < starts[text + 1] and at[word] < start[sentence]:
            word += 1
        begins[sentence] = word
        while word < starts[text + 1] and at[word] < stop[sentence]:
            word += 1
        ends[sentence] = word
    return begins, ends
