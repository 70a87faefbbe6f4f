"""Many texts as one buffer of folded characters, each with the place it came from.

The same folding as `text.plain`: width, case and script; invisible characters go. Each character
is folded by Python once, a corpus by a table.
"""

import threading
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qunce.insight.kernel import kernel
from qunce.insight.text import HEAD, READ_WHOLE, TAIL, plain, read_for_words

Codes = NDArray[np.uint32]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Kinds = NDArray[np.uint8]
Bools = NDArray[np.bool_]

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
        found: Kinds = _KINDS[self.codes]
        return found


def encoded(text: str) -> Codes:
    """Code points; lone surrogates are kept."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def spelled(codes: Codes) -> str:
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


def joined(texts: Sequence[str]) -> tuple[Codes, Longs]:
    """One buffer and where each text starts in it, with the end behind."""
    starts = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)), out=starts[1:])
    return encoded("".join(texts)), starts


def fold(texts: Sequence[str]) -> Folded:
    """Fold the part of each text that is read for words.

    >>> fold(["ＬＥＤ 路燈", "㎡"])[0], fold(["㎡"])[0]
    ('led 路灯', 'm2')
    """
    folded = fold_whole([read_for_words(text) for text in texts])
    for row, text in enumerate(texts):
        if len(text) > READ_WHOLE:
            own = folded.origin[folded.starts[row] : folded.starts[row + 1]]
            own[own > HEAD] += len(text) - TAIL - (HEAD + 1)
    return folded


def fold_whole(texts: Sequence[str]) -> Folded:
    """Fold all of each text."""
    return Folded(*_PLAIN.of(*joined(texts)))


class Drawing:
    """What each character becomes, asked once of Python and kept in a table."""

    def __init__(self, draw: Callable[[str], str]) -> None:
        self._draw = draw
        self._becomes = np.full(CODES, _UNKNOWN, np.uint32)
        self._several: list[str] = []
        self._spelled = joined(self._several)
        self._one_at_a_time = threading.Lock()

    def of(self, codes: Codes, starts: Longs) -> tuple[Codes, Longs, Ints]:
        """What texts become, where each starts, and where each character stood in its own text."""
        if not _all_known(codes, self._becomes):
            with self._one_at_a_time:
                self._learn(np.unique(codes[self._becomes[codes] == _UNKNOWN]))
        return _drawn(codes, starts, self._becomes, *self._spelled)

    def _learn(self, codes: Codes) -> None:
        becomes = {code: self._entry(self._draw(chr(code))) for code in codes.tolist()}
        # Before the table names them: another thread may read it any moment.
        self._spelled = joined(self._several)
        for code, entry in becomes.items():
            self._becomes[code] = entry

    def _entry(self, drawn: str) -> int:
        if len(drawn) < 2:
            return ord(drawn) if drawn else _GONE
        self._several.append(drawn)
        return CODES + len(self._several) - 1


# By code, as characters turn up: their kind, and whether regular expressions call them `\w`.
_KINDS = np.zeros(CODES, np.uint8)
IN_WORDS = np.zeros(CODES, np.bool_)


def _noted(char: str) -> str:
    """A character in plain form, whose kind is known from then on."""
    drawn = plain(char)
    for part in drawn:
        _KINDS[ord(part)] = _kind(part)
        IN_WORDS[ord(part)] = part.isalnum() or part == "_"
    return drawn


def _kind(char: str) -> int:
    if "\u3400" <= char <= "\u9fff" or (char >= "\U00020000" and char.isalpha()):
        return HAN
    if char.isascii():
        return ALNUM if char.isalnum() else BREAK
    return SCRIPT if char.isalnum() or unicodedata.category(char)[0] == "M" else BREAK


@kernel
def _all_known(codes: Codes, becomes: Codes) -> bool:
    unknown = 0
    for code in codes:
        unknown += becomes[code] == _UNKNOWN
    return unknown == 0


@kernel
def _drawn(
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


_PLAIN = Drawing(_noted)
