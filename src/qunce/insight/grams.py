"""Runs of three characters, and characters, that two texts have in common, for many pairs at once.

Texts come as one array of code points; text i is `codes[starts[i]:starts[i + 1]]`. A run is its
three characters side by side in one number; a shorter text is one run.
"""

import numpy as np
from numpy.typing import NDArray

from qunce.insight.kernel import kernel
from qunce.insight.pairing import room, slot
from qunce.insight.sketches import Codes, Hashes, Longs

_ONE, _BITS = np.uint64(1), np.uint64(21)


@kernel
def distinct(codes: Codes, starts: Longs) -> Longs:
    """How many different runs each text has."""
    table, turns = _tables(starts)
    found = np.empty(len(starts) - 1, np.int64)
    for text in range(len(starts) - 1):
        found[text] = _put(codes, starts, text, table, turns, text + 1)
    return found


@kernel
def shared(codes: Codes, starts: Longs, pairs: NDArray[np.int64]) -> Longs:
    """How many runs the texts of each pair share; cheap where pairs are sorted by their first."""
    table, turns = _tables(starts)
    met = np.zeros(len(table), np.int64)
    found = np.zeros(len(pairs), np.int64)
    mask, turn = np.uint64(0), 0
    for pair in range(len(pairs)):
        one, other = pairs[pair]
        if pair == 0 or pairs[pair - 1, 0] != one:
            _put(codes, starts, one, table, turns, pair + 1)
            mask = _mask(starts[one + 1] - starts[one])
            turn = pair + 1
        for at in range(starts[other], max(starts[other + 1] - 2, starts[other] + 1)):
            run = _run(codes, at, starts[other + 1])
            place = slot(run, mask)
            while turns[place] == turn and table[place] != run:
                place = (place + _ONE) & mask
            if turns[place] == turn and met[place] != pair + 1:
                met[place] = pair + 1
                found[pair] += 1
    return found


@kernel
def same_characters(codes: Codes, starts: Longs, pairs: NDArray[np.int64]) -> Longs:
    """How many characters the texts of each pair share, each as often as both have it; cheap where
    pairs are sorted by their first.
    """
    left = np.zeros(int(codes.max()) + 1 if len(codes) else 1, np.int32)
    found = np.zeros(len(pairs), np.int64)
    for pair in range(len(pairs)):
        one, other = pairs[pair]
        if pair == 0 or pairs[pair - 1, 0] != one:
            before = pairs[pair - 1, 0] if pair else one
            for at in range(starts[before], starts[before + 1]):
                left[codes[at]] = 0
            for at in range(starts[one], starts[one + 1]):
                left[codes[at]] += 1
        same = 0
        for at in range(starts[other], starts[other + 1]):
            same += left[codes[at]] > 0
            left[codes[at]] -= 1
        found[pair] = same
        for at in range(starts[other], starts[other + 1]):
            left[codes[at]] += 1
    return found


@kernel
def _tables(starts: Longs) -> tuple[Hashes, Longs]:
    """A table that the longest text fills at most by half, and in which turn each was put there."""
    longest = 1
    for text in range(len(starts) - 1):
        longest = max(longest, starts[text + 1] - starts[text])
    size = int(_mask(longest)) + 1
    return np.empty(size, np.uint64), np.zeros(size, np.int64)


@kernel
def _mask(runs: int) -> np.uint64:
    return np.uint64(room(runs) - 1)


@kernel
def _run(codes: Codes, at: int, end: int) -> np.uint64:
    run = np.uint64(0)
    for offset in range(3):
        run <<= _BITS
        if at + offset < end:
            run |= np.uint64(codes[at + offset])
    return run


@kernel
def _put(codes: Codes, starts: Longs, text: int, table: Hashes, turns: Longs, turn: int) -> int:
    """The different runs of a text go into the table; how many they are."""
    mask = _mask(starts[text + 1] - starts[text])
    total = 0
    for at in range(starts[text], max(starts[text + 1] - 2, starts[text] + 1)):
        run = _run(codes, at, starts[text + 1])
        place = slot(run, mask)
        while turns[place] == turn and table[place] != run:
            place = (place + _ONE) & mask
        if turns[place] != turn:
            table[place], turns[place] = run, turn
            total += 1
    return total
