"""Pairs proposed across ranges: of keys that share a band, of keys that share sampled runs.

Each band, and each bucket of runs, is joined by itself over all ranges. What is proposed are the
pairs of `signatures.alike` and `signatures.inside`, before they are looked at more closely: that
is done where the signatures are (`proving`). A pair is a code, one position x total + the other.
"""

import numpy as np
from numpy.typing import NDArray

from qunce.insight.kernel import kernel
from qunce.insight.pairing import distinct, room, slot
from qunce.insight.scale.ranges import Ranges
from qunce.insight.sketches import Hashes, Longs

_ONE = np.uint64(1)
_ODD = np.uint64(0xBF58476D1CE4E5B9)


def join_band(ranges: Ranges, band: int, share: int, shares: int) -> int:
    """Codes low x total + high of one band, or of one share of its values; how many."""
    values, positions = [np.empty(0, np.uint64)], [np.empty(0, np.int64)]
    for at in range(len(ranges)):
        every = ranges.shelf.get(f"range-{at}", "band")[band]
        own = _of_share(every, share, shares)
        values.append(every[own])
        positions.append(own + ranges.firsts[at])
    pairs = np.concatenate(positions)[sharing(np.concatenate(values))]
    return _put(ranges, f"alike-{band}-{share}", pairs)


def _put(ranges: Ranges, name: str, pairs: Longs) -> int:
    total = np.uint64(ranges.total)
    codes = distinct(pairs[:, 0].astype(np.uint64) * total + pairs[:, 1].astype(np.uint64))
    ranges.shelf.put(name, pair=codes)
    return len(codes)


def _of_share(values: Hashes, share: int, shares: int) -> Longs:
    """Places of the values of one share: by a hash, for bands are no even numbers."""
    if shares == 1:
        return np.arange(len(values))
    spread = ((values ^ (values >> np.uint64(31))) * _ODD) >> np.uint64(40)
    return np.flatnonzero(spread % np.uint64(shares) == share)


@kernel
def sharing(values: Hashes) -> Longs:
    """Pairs (m, 2): each place with the last one before it that has its value, and the first."""
    total = len(values)
    size = room(2 * total)
    mask = np.uint64(size - 1)
    # Most bands are had by one text alone: a byte a slot finds that in the cache.
    met = np.zeros(size, np.uint8)
    for value in values:
        at = slot(value, mask)
        if met[at] < 2:
            met[at] += 1
    first = np.full(size, -1, np.int32)
    last = np.empty(size, np.int32)
    found = np.empty((1024, 2), np.int64)
    end = 0
    for row in range(total):
        at = slot(values[row], mask)
        if met[at] < 2:
            continue
        while first[at] >= 0 and values[first[at]] != values[row]:
            at = (at + _ONE) & mask
        if first[at] < 0:
            first[at] = row
            last[at] = row
            continue
        if end + 2 > len(found):
            found = np.concatenate((found, np.empty((len(found), 2), np.int64)))
        found[end, 0] = last[at]
        found[end, 1] = row
        end += 1
        if first[at] != last[at]:
            found[end, 0] = first[at]
            found[end, 1] = row
            end += 1
        last[at] = row
    return found[:end].copy()


def join_runs(ranges: Ranges, bucket: int) -> int:
    """Codes inner x total + outer of keys that share a run of this bucket; how many.

    A key asks, by each of its first runs, the next longer key that has it and the longest.
    """
    values, owners, asked = _records(ranges, bucket)
    kept = _is_asked(values, asked)
    values, owners, asked = values[kept], owners[kept], asked[kept]
    own, back = np.unique(owners, return_inverse=True)
    lengths = ranges.values("length", own)[back]
    order = np.lexsort((-owners, -lengths.astype(np.int64), values))
    values, owners, asked, lengths = (part[order] for part in (values, owners, asked, lengths))
    begins = np.ones(len(values), np.bool_)
    begins[1:] = values[1:] != values[:-1]
    longest = np.maximum.accumulate(np.where(begins, np.arange(len(values)), 0))
    asking = np.flatnonzero(asked & ~begins)
    pairs = [np.empty((0, 2), np.int64)]
    for others in (asking - 1, longest[asking]):
        longer = lengths[others] > lengths[asking]
        pairs.append(np.column_stack((owners[asking[longer]], owners[others[longer]])))
    return _put(ranges, f"inside-{bucket}", np.concatenate(pairs))


def _records(ranges: Ranges, bucket: int) -> tuple[Hashes, Longs, NDArray[np.bool_]]:
    """Runs of one bucket, the positions that have them, and whether those ask by them."""
    values, owners, asked = [], [], []
    for at in range(len(ranges)):
        name = f"range-{at}"
        start, stop = ranges.shelf.get(name, "met_ends")[bucket : bucket + 2].tolist()
        values.append(ranges.shelf.get(name, "met")[start:stop].astype(np.uint64))
        own = ranges.shelf.get(name, "met_owner")[start:stop].astype(np.int64)
        owners.append(own + ranges.firsts[at])
        asked.append(ranges.shelf.get(name, "met_asked")[start:stop].astype(np.bool_))
    return np.concatenate(values), np.concatenate(owners), np.concatenate(asked)


@kernel
def _is_asked(values: Hashes, asked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether somebody asks by a run of this slot; a few others slip in and do no harm."""
    size = room(4 * asked.sum())
    mask = np.uint64(size - 1)
    table = np.zeros(size, np.bool_)
    for at in range(len(values)):
        if asked[at]:
            table[slot(values[at], mask)] = True
    found = np.empty(len(values), np.bool_)
    for at in range(len(values)):
        found[at] = table[slot(values[at], mask)]
    return found
