"""Many texts as one buffer of folded characters, each with the place it came from.

The same folding as `text.plain`: width, case and script; invisible characters go. Each character
is folded by Python once, a corpus by a table.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qunce.insight.kernel import kernel
from qunce.insight.text import HEAD, READ_WHOLE, TAIL, plain, read_for_words

Codes = NDArray[np.uint32]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Kinds = NDArray[np.uint8]

CODES = 0x110000
# Where a character becomes several ("㎡", "½"), the table holds their number behind the codes.
_UNKNOWN, _GONE = 0xFFFFFFFF, 0xFFFFFFFE
# Chinese is cut by a dictionary; a run of other letters is a word as it stands.
BREAK, HAN, ALNUM, SCRIPT = 0, 1, 2, 3


@dataclass(frozen=True)
class Folded:
    """Text i is `codes[starts[i]:starts[i + 1]]`; `origin` is the place in its own text."""

    codes: Codes
    starts: Longs
    origin: Ints

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, row: int) -> str:
        return spelled(self.codes[self.starts[row] : self.starts[row + 1]])

    def kinds(self) -> Kinds:
        found: Kinds = _TABLE.kinds[self.codes]
        return found


def encoded(text: str) -> Codes:
    """Code points; lone surrogates are kept."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def spelled(codes: Codes) -> str:
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


def joined(texts: Sequence[str]) -> tuple[Codes, Longs]:
    """One buffer and where each text starts in it, with the end behind."""
    ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)))
    return encoded("".join(texts)), np.concatenate([np.zeros(1, np.int64), ends])


def fold(texts: Sequence[str]) -> Folded:
    """Fold the part of each text that is read for words.

    >>> fold(["ＬＥＤ 路燈", "㎡"])[0], fold(["㎡"])[0]
    ('led 路灯', 'm2')
    """
    codes, starts = joined([read_for_words(text) for text in texts])
    _TABLE.learn(codes)
    folded, ends, origin = _folded(codes, starts, _TABLE.becomes, *_TABLE.spelled())
    for row, text in enumerate(texts):
        if len(text) > READ_WHOLE:
            own = origin[ends[row] : ends[row + 1]]
            own[own > HEAD] += len(text) - TAIL - (HEAD + 1)
    return Folded(folded, ends, origin)


class _Table:
    """What each character becomes and what kind that is, filled as characters turn up."""

    def __init__(self) -> None:
        self.becomes = np.full(CODES, _UNKNOWN, np.uint32)
        self.kinds = np.zeros(CODES, np.uint8)
        self.several: list[str] = []

    def learn(self, codes: Codes) -> None:
        present = np.zeros(CODES, np.bool_)
        present[codes] = True
        for code in np.flatnonzero(present & (self.becomes == _UNKNOWN)).tolist():
            drawn = plain(chr(code))
            for char in drawn:
                self.kinds[ord(char)] = _kind(char)
            self.becomes[code] = self._entry(drawn)

    def _entry(self, drawn: str) -> int:
        if len(drawn) < 2:
            return ord(drawn) if drawn else _GONE
        self.several.append(drawn)
        return CODES + len(self.several) - 1

    def spelled(self) -> tuple[Codes, Longs]:
        """What characters that become several become."""
        return joined(self.several)


def _kind(char: str) -> int:
    if "\u3400" <= char <= "\u9fff" or (char >= "\U00020000" and char.isalpha()):
        return HAN
    if char.isascii():
        return ALNUM if char.isalnum() else BREAK
    return SCRIPT if char.isalnum() or unicodedata.category(char)[0] == "M" else BREAK


@kernel
def _folded(
    codes: Codes, starts: Longs, becomes: Codes, several: Codes, several_starts: Longs
) -> tuple[Codes, Longs, Ints]:
    size = 0
    for code in codes:
        entry = becomes[code]
        if entry < CODES:
            size += 1
        elif entry != _GONE:
            size += several_starts[entry - CODES + 1] - several_starts[entry - CODES]
    folded = np.empty(size, np.uint32)
    origin = np.empty(size, np.int32)
    ends = np.zeros(len(starts), np.int64)
    end = 0
    for text in range(len(starts) - 1):
        for at in range(starts[text], starts[text + 1]):
            entry = becomes[codes[at]]
            if entry < CODES:
                folded[end] = entry
                origin[end] = at - starts[text]
                end += 1
            elif entry != _GONE:
                number = entry - CODES
                for part in range(several_starts[number], several_starts[number + 1]):
                    folded[end] = several[part]
                    origin[end] = at - starts[text]
                    end += 1
        ends[text + 1] = end
    return folded, ends, origin


_TABLE = _Table()
