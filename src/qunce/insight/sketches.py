"""Sketches of many keys at once, compiled: what `signatures` compares instead of the texts.

Keys come as one array of code points; key i is `codes[starts[i]:starts[i + 1]]`.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qunce.insight.kernel import kernel

Codes = NDArray[np.uint32]
Hashes = NDArray[np.uint64]
Longs = NDArray[np.int64]
Signatures = NDArray[np.uint16]

_ODD = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_EMPTY = np.uint64(0xFFFFFFFFFFFFFFFF)


def flat(keys: Sequence[str]) -> tuple[Codes, Longs]:
    """All keys in one array, and where each begins."""
    codes = np.frombuffer("".join(keys).encode("utf-32-le", "surrogatepass"), np.uint32)
    lengths = np.fromiter(map(len, keys), np.int64, len(keys))
    return codes, np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)


@kernel
def _mixed(value: np.uint64) -> np.uint64:
    """splitmix64's finaliser: neighbouring code points must not have neighbouring hashes."""
    value = (value ^ (value >> np.uint64(30))) * _FIRST
    value = (value ^ (value >> np.uint64(27))) * _SECOND
    return value ^ (value >> np.uint64(31))


@kernel
def minhashes(codes: Codes, starts: Longs, width: int) -> Signatures:
    """One-permutation MinHash of pairs of characters, (n, width); `width` is a power of two.

    A pair falls into one bin and the least value of a bin is kept (Li, Owen, Zhang 2012); an empty
    bin borrows from the next full one, marked by the distance (Shrivastava and Li 2014). Half of
    each value tells two texts apart as well and halves what a Placer keeps.
    """
    found = np.zeros((len(starts) - 1, width), np.uint16)
    bins = np.empty(width, np.uint64)
    for text in range(len(starts) - 1):
        begin, end = starts[text], starts[text + 1]
        bins[:] = _EMPTY
        for at in range(begin, max(end - 1, begin + 1)):
            second = codes[at + 1] if at + 1 < end else np.uint32(0)
            first = codes[at] if at < end else np.uint32(0)
            value = _mixed(np.uint64(first) * _ODD + np.uint64(second))
            place = value & np.uint64(width - 1)
            bins[place] = min(bins[place], value)
        last = width - 1
        while bins[last] == _EMPTY:
            last -= 1
        # Downwards from the last full bin; below bin 0 come those above it, which are empty.
        borrowed, distance = bins[last], 0
        for step in range(width):
            at = (last - step) & (width - 1)
            if bins[at] == _EMPTY:
                distance += 1
            else:
                borrowed, distance = bins[at], 0
            found[text, at] = _mixed(borrowed + np.uint64(distance) * _ODD) & np.uint64(0xFFFF)
    return found


@kernel
def sampled_runs(codes: Codes, starts: Longs, size: int, share: int) -> tuple[Longs, Hashes]:
    """Hashes of runs of `size` characters, one in `share`: sizes (n), and all of them in turn.

    `share` is a power of two. Within a text each stands once, the least first. A shorter text gives
    the hash of all of it.
    """
    sizes = np.zeros(len(starts) - 1, np.int64)
    values = np.empty(len(codes) // min(share, 2) + len(starts), np.uint64)
    # What the character that leaves the run was multiplied with by the time it leaves.
    leaves = np.uint64(1)
    for _ in range(size):
        leaves *= _ODD
    rest = np.uint64(share - 1)
    end = 0
    for text in range(len(starts) - 1):
        first = end
        stop = max(starts[text + 1] - size + 1, starts[text] + 1)
        total = np.uint64(0)
        for offset in range(size):
            inside = starts[text] + offset < starts[text + 1]
            code = np.uint64(codes[starts[text] + offset]) if inside else np.uint64(0)
            total = total * _ODD + code
        if end + stop - starts[text] > len(values):
            values = np.concatenate((values, np.empty(len(values) + stop, np.uint64)))
        for at in range(starts[text], stop):
            if at > starts[text]:
                total = total * _ODD + np.uint64(codes[at + size - 1])
                total -= np.uint64(codes[at - 1]) * leaves
            values[end] = _mixed(total)
            # One that is not sampled is written over: there is no branch to guess.
            end += values[end] & rest == 0
        values[first:end].sort()
        kept = first
        for at in range(first, end):
            if at == first or values[at] != values[at - 1]:
                values[kept] = values[at]
                kept += 1
        end = kept
        sizes[text] = kept - first
    return sizes, values[:end].copy()


@kernel
def in_both(mine: Hashes, yours: Hashes) -> int:
    """How many values two sorted arrays of different values have in common."""
    shared = at = 0
    for value in mine:
        while at < len(yours) and yours[at] < value:
            at += 1
        shared += at < len(yours) and yours[at] == value
    return shared
