"""Keys: what copies of a text share, whatever its width, script, case, spacing and punctuation.

Numbers are in digits, greetings and thanks are gone, and letters and digits alone are left. Keys
are made for many texts at once, over one buffer of characters. The rules of `text` and `numerals`
are asked once for each character, each different number, and each text that may begin or end with
a courtesy.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from qunce.insight.digits import all_in_digits
from qunce.insight.folding import (
    IN_WORDS,
    Bools,
    Codes,
    Drawing,
    Folded,
    Longs,
    encoded,
    fold_whole,
    spelled,
)
from qunce.insight.kernel import kernel
from qunce.insight.text import (
    CLOSINGS,
    FAREWELL,
    GREETED,
    GREETINGS,
    OPENINGS,
    said,
    what_is_read,
)

# So many characters at a time stay near the processor and cost little memory.
_BATCH = 500_000
_READ = Drawing(what_is_read)


def _pairs(words: Sequence[str]) -> Codes:
    """Their two characters each, (n, 2); 0 stands for any."""
    return encoded("".join(word.ljust(2, "\0") for word in words)).reshape(-1, 2)


_COURTESIES = (_pairs(OPENINGS), _pairs(GREETINGS), _pairs(CLOSINGS), encoded("了啦"))


def key(text: str) -> str:
    """What copies of a text have in common.

    >>> key("您好！請修好 3棟路燈，謝謝") == key("请修好三栋路灯。")
    True
    """
    return next(_batch([text]))


def keys(texts: Sequence[str]) -> list[str]:
    """The key of each text.

    >>> keys(["１２號 路燈壞了！", "尊敬的领导：您好"])
    ['12号路灯坏了', '尊敬的领导您好']
    """
    found: list[str] = []
    start = size = 0
    for position, text in enumerate(texts, start=1):
        size += len(text)
        if size >= _BATCH or position == len(texts):
            found.extend(_batch(texts[start:position]))
            start, size = position, 0
    return found


def _batch(texts: Sequence[str]) -> Iterator[str]:
    folded = fold_whole(texts)
    codes, starts, _ = _READ.of(*all_in_digits(folded.codes, *_without_courtesies(folded)))
    drawn = spelled(codes)
    return (drawn[start:stop] for start, stop in pairwise(starts.tolist()))


def _without_courtesies(folded: Folded) -> tuple[Longs, Longs]:
    """Where what each text says begins and ends."""
    begins, ends = folded.starts[:-1].copy(), folded.starts[1:].copy()
    for row in _courteous(folded.codes, folded.starts, IN_WORDS, *_COURTESIES).tolist():
        start, stop = said(folded[row])
        begins[row], ends[row] = folded.starts[row] + start, folded.starts[row] + stop
    return begins, ends


@kernel
def _courteous(
    codes: Codes,
    starts: Longs,
    in_words: Bools,
    openings: Codes,
    greetings: Codes,
    closings: Codes,
    endings: Codes,
) -> Longs:
    """The texts that may begin or end with a courtesy; `text.said` decides."""
    rows = np.empty(len(starts) - 1, np.int64)
    found = 0
    for text in range(len(starts) - 1):
        begin, end = starts[text], starts[text + 1]
        first, last = begin, end - 1
        while first < end and not in_words[codes[first]]:
            first += 1
        while last > first and not in_words[codes[last]]:
            last -= 1
        if first == end:
            continue
        may = _any_of(codes, first, end, openings)
        if first > begin:
            may |= _any_of(codes, first - 1, end, openings)
        for at in range(first, min(first + GREETED, end)):
            may |= _any_of(codes, at, end, greetings)
        if end - last <= FAREWELL:
            last -= codes[last] in endings
            may |= last > begin and _any_of(codes, last - 1, end, closings)
        if may:
            rows[found] = text
            found += 1
    return rows[:found].copy()


@kernel
def _any_of(codes: Codes, at: int, end: int, pairs: Codes) -> bool:
    for pair in range(len(pairs)):
        first, second = pairs[pair, 0], pairs[pair, 1]
        if codes[at] == first and (second == 0 or (at + 1 < end and codes[at + 1] == second)):
            return True
    return False
