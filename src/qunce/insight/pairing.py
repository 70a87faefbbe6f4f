"""Who shares what: the loops that propose pairs from sketches, over flat arrays and hash tables.

Tables are open addressing with linear probing, at most half full. They propose exactly what
sorting every band would propose.
"""

import numpy as np
from numpy.typing import NDArray

from qunce.insight.kernel import kernel
from qunce.insight.sketches import Hashes, Longs

Pairs = NDArray[np.int64]

_ODD = np.uint64(0x9E3779B97F4A7C15)
_ONE = np.uint64(1)
_LOWER, _QUARTERS = np.uint64(0x7FFF7FFF7FFF7FFF), np.uint64(0x0001000100010001)
_BYTES = np.uint64(0x00FF00FF00FF00FF)


@kernel
def slot(value: np.uint64, mask: np.uint64) -> np.uint64:
    value = (value ^ (value >> np.uint64(29))) * _ODD
    return (value ^ (value >> np.uint64(32))) & mask


@kernel
def room(most: int) -> int:
    """A table that `most` fill at most by half; a power of two, for `slot`."""
    size = 16
    while size < 2 * most:
        size *= 2
    return size


def sharing_bands(bands: Hashes, least: int) -> Hashes:
    """Codes low * n + high of rows that share a band and agree in `least` values, each once.

    `bands` (n, bands) holds four values to a word. Each row is paired with the last row before it
    that has its band, and with the first one.
    """
    codes = distinct(_at_a_glance(bands, least))
    kept: Hashes = codes[_agree(bands, codes, least)]
    return kept


def distinct(values: Hashes) -> Hashes:
    """Sorted, each once.

    `numpy.unique` puts numbers into a hash table: slower than sorting, several times the memory.
    """
    ordered = np.sort(values)
    new = np.ones(len(ordered), np.bool_)
    new[1:] = ordered[1:] != ordered[:-1]
    found: Hashes = ordered[new]
    return found


@kernel
def _agree(bands: Hashes, codes: Hashes, least: int) -> NDArray[np.bool_]:
    found = np.empty(len(codes), np.bool_)
    count = np.uint64(len(bands))
    for at in range(len(codes)):
        low, high = codes[at] // count, codes[at] % count
        found[at] = agreeing(bands[low], bands[high]) >= least
    return found


@kernel
def _at_a_glance(bands: Hashes, least: int) -> Hashes:
    """Codes of pairs that share a band and seem to agree, some of them more than once.

    Most that share a band share little else. Four bits of each value, which lie side by side, tell
    so at a glance: where fewer than `least` of them are the same, fewer values are. Pairs are put
    down first and looked at in turn, so that the processor fetches many rows at once.
    """
    total = len(bands)
    count = np.uint64(total)
    glances = _glances(bands)
    size = room(2 * total)
    mask = np.uint64(size - 1)
    met = np.empty(size, np.uint8)
    block = np.empty((8, total), np.uint64)
    first = np.empty(size, np.int32)
    last = np.empty(size, np.int32)
    asked = np.full((total, 2), -1, np.int32)
    pairs = np.empty((2 * total, 2), np.int32)
    found = np.empty(16 * total, np.uint64)
    end = 0
    for band in range(bands.shape[1]):
        # Eight words of a row are one line of the cache.
        if band % 8 == 0:
            for row in range(total):
                for part in range(min(8, bands.shape[1] - band)):
                    block[part, row] = bands[row, band + part]
        values = block[band % 8]
        # Most bands are had by one text alone: a byte a slot finds that in the cache.
        met[:] = 0
        first[:] = -1
        for row in range(total):
            at = slot(values[row], mask)
            met[at] = min(met[at] + 1, 2)
        many = 0
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
            for turn in range(2):
                other = first[at] if turn else last[at]
                # Copies share most bands and meet again in each.
                if other == asked[row, 0] or other == asked[row, 1]:
                    continue
                asked[row, 1] = asked[row, 0]
                asked[row, 0] = other
                pairs[many, 0] = other
                pairs[many, 1] = row
                many += 1
            last[at] = row
        if end + many > len(found):
            # Among a million texts of one template every band repeats the same pairs.
            end = _distinct(found[:end])
            if 2 * (end + many) > len(found):
                found = np.concatenate((found, np.empty(max(len(found), many), np.uint64)))
        for other, row in pairs[:many]:
            found[end] = np.uint64(other) * count + np.uint64(row)
            end += _glance(glances[other], glances[row]) >= least
    return found[:end].copy()


@kernel
def _distinct(values: Hashes) -> int:
    """Sort in place, each value once; how many there are."""
    values.sort()
    end = 0
    for value in values:
        if end == 0 or value != values[end - 1]:
            values[end] = value
            end += 1
    return end


@kernel
def agreeing(one: Hashes, other: Hashes) -> int:
    """In how many of their values, four to a word, two rows agree."""
    total = np.uint64(0)
    for word in range(len(one)):
        apart = one[word] ^ other[word]
        # The upper bit of each quarter, set where nothing of the quarter is apart.
        total += ~(((apart & _LOWER) + _LOWER) | apart | _LOWER) >> np.uint64(15)
    return int((total * _QUARTERS) >> np.uint64(48))


@kernel
def _glances(bands: Hashes) -> Hashes:
    """The four low bits of each value, sixteen values to a word."""
    found = np.zeros((len(bands), (bands.shape[1] + 3) // 4), np.uint64)
    for row in range(len(bands)):
        for band in range(bands.shape[1]):
            for quarter in range(4):
                bits = (bands[row, band] >> np.uint64(16 * quarter)) & np.uint64(15)
                found[row, band // 4] |= bits << np.uint64(16 * (band % 4) + 4 * quarter)
    return found


@kernel
def _glance(one: Hashes, other: Hashes) -> int:
    """In how many values the four low bits are the same; what fills the last word is, too."""
    total = np.uint64(0)
    for word in range(len(one)):
        apart = one[word] ^ other[word]
        apart |= apart >> np.uint64(2)
        bits = ~(apart | (apart >> _ONE)) & np.uint64(0x1111111111111111)
        total += (bits + (bits >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    total = (total & _BYTES) + ((total >> np.uint64(8)) & _BYTES)
    return int((total * _QUARTERS) >> np.uint64(48))


@kernel
def longer_with_runs(
    starts: Longs, runs: Hashes, order: Longs, lengths: Longs, asked: int, shown: int, agree: float
) -> Pairs:
    """Pairs (inner, outer): the longer key holds `agree` of the inner key's `shown` first runs.

    Key i has the runs `runs[starts[i]:starts[i + 1]]`, sorted. `order` goes from the longest key to
    the shortest. Each of the `asked` first runs of a key asks the next longer key that has it, and
    the longest.
    """
    asking = 0
    for row in range(len(starts) - 1):
        asking += min(asked, starts[row + 1] - starts[row])
    size = room(asking)
    mask = np.uint64(size - 1)
    values = np.zeros(size, np.uint64)
    last = np.full(size, -2, np.int32)
    longest = np.full(size, -1, np.int32)
    # Few runs are asked for: a byte a slot tells in the cache that a run is none of them.
    asked_for = np.zeros(size, np.uint8)
    for row in range(len(starts) - 1):
        for at in range(starts[row], min(starts[row] + asked, starts[row + 1])):
            place = _place(runs[at], values, last, mask)
            values[place] = runs[at]
            last[place] = -1
            asked_for[slot(runs[at], mask)] = 1
    found = np.empty((1024, 2), np.int64)
    end = 0
    for row in order:
        before = end
        for at in range(starts[row], min(starts[row] + asked, starts[row + 1])):
            place = _place(runs[at], values, last, mask)
            for outer in (last[place], longest[place]):
                if outer < 0 or lengths[outer] <= lengths[row]:
                    continue
                known = False
                for earlier in range(before, end):
                    known |= found[earlier, 1] == outer
                if known or not holds(starts, runs, row, outer, shown, agree):
                    continue
                if end == len(found):
                    found = np.concatenate((found, np.empty((len(found), 2), np.int64)))
                found[end, 0] = row
                found[end, 1] = outer
                end += 1
        for at in range(starts[row], starts[row + 1]):
            if not asked_for[slot(runs[at], mask)]:
                continue
            place = _place(runs[at], values, last, mask)
            if last[place] != -2:
                last[place] = row
                if longest[place] < 0:
                    longest[place] = row
    return found[:end].copy()


@kernel
def _place(value: np.uint64, values: Hashes, last: NDArray[np.int32], mask: np.uint64) -> np.uint64:
    at = slot(value, mask)
    while last[at] != -2 and values[at] != value:
        at = (at + _ONE) & mask
    return at


@kernel
def holds(starts: Longs, runs: Hashes, inner: int, outer: int, shown: int, agree: float) -> bool:
    asked = min(shown, starts[inner + 1] - starts[inner])
    hits = 0
    for at in range(starts[inner], starts[inner] + asked):
        place = starts[outer] + np.searchsorted(runs[starts[outer] : starts[outer + 1]], runs[at])
        hits += place < starts[outer + 1] and runs[place] == runs[at]
    return bool(hits >= agree * asked)
