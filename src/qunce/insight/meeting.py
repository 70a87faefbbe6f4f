"""Who met this before: the loops behind `shelf`, over chains in flat arrays.

A chain holds what falls into one slot of a hash table, the newest first. `heads` holds an entry and
one (0 for none), `nexts` the entry before it in the same way. What was erased stays in its chain
and is met no more: its row is negative.
"""

import numpy as np
from numpy.typing import NDArray

from qunce.insight.kernel import kernel
from qunce.insight.pairing import agreeing, room, slot
from qunce.insight.sketches import Hashes, Longs

Units = NDArray[np.uint16]
Tags = NDArray[np.uint32]
Entries = NDArray[np.int32]
# Rows and in how many values each agrees.
Met = tuple[Longs, Longs]

_ODD = np.uint64(0x9E3779B97F4A7C15)
_NOBODY = -1


@kernel
def wholes(units: Units, starts: Longs) -> Hashes:
    """One hash of each whole key; text i is `units[starts[i]:starts[i + 1]]`."""
    found = np.zeros(len(starts) - 1, np.uint64)
    for text in range(len(starts) - 1):
        total = np.uint64(starts[text + 1] - starts[text])
        for at in range(starts[text], starts[text + 1]):
            total = (total ^ np.uint64(units[at])) * _ODD
            total ^= total >> np.uint64(29)
        found[text] = total
    return found


@kernel
def link(values: NDArray[np.unsignedinteger], heads: Entries, nexts: Entries, first: int) -> None:
    """Put the entries of `values[first:]` into their chains."""
    mask = np.uint64(len(heads) - 1)
    for entry in range(first, len(values)):
        at = slot(np.uint64(values[entry]), mask)
        nexts[entry] = heads[at]
        heads[at] = entry + 1


@kernel
def link_bands(words: Hashes, heads: Entries, nexts: Entries, first: int) -> None:
    """The same for the bands of `words[first:]`, (n, bands); each band has chains of its own."""
    mask = np.uint64(heads.shape[1] - 1)
    # Eight words of a row are one line of the cache.
    for block in range(0, words.shape[1], 8):
        for row in range(first, len(words)):
            for band in range(block, min(block + 8, words.shape[1])):
                at = slot(words[row, band], mask)
                nexts[row, band] = heads[band, at]
                heads[band, at] = row + 1


@kernel
def meet_wholes(
    value: np.uint64, values: Hashes, heads: Entries, nexts: Entries, rows: Longs
) -> Longs:
    """Entries that have this hash, the newest first."""
    found = np.empty(16, np.int64)
    end = 0
    entry = heads[slot(value, np.uint64(len(heads) - 1))]
    while entry:
        if values[entry - 1] == value and rows[entry - 1] != _NOBODY and end < len(found):
            found[end] = entry - 1
            end += 1
        entry = nexts[entry - 1]
    return found[:end]


@kernel
def meet_bands(
    own: Hashes,
    words: Hashes,
    heads: Entries,
    nexts: Entries,
    rows: Longs,
    left: Longs,
    least: int,
) -> Met:
    """Who shares one of the bands `own` and agrees in `least` values.

    `left` says for each band how many may still be met; it counts down.
    """
    seen = _table(left.sum())
    found = np.empty(256, np.int64)
    values = np.empty(256, np.int64)
    end = 0
    entries = np.empty(len(own), np.int64)
    onwards = np.empty(len(own), np.int64)
    shares = np.empty(len(own), np.bool_)
    bands = np.empty(len(own), np.int64)
    going = _begin(own, heads, left, entries, bands)
    while going:
        _look(own, words, nexts, bands[:going], entries, onwards, shares)
        on = 0
        for band in bands[:going]:
            row = entries[band] - 1
            if shares[band] and rows[row] != _NOBODY:
                left[band] -= 1
                if _is_new(seen, row + 1):
                    same = agreeing(own, words[row])
                    if same >= least:
                        if end == len(found):
                            found = np.concatenate((found, np.empty(end, np.int64)))
                            values = np.concatenate((values, np.empty(end, np.int64)))
                        found[end] = row
                        values[end] = same
                        end += 1
            entries[band] = onwards[band]
            if entries[band] and left[band]:
                bands[on] = band
                on += 1
        going = on
    return found[:end], values[:end]


@kernel
def _begin(own: Hashes, heads: Entries, left: Longs, entries: Longs, bands: Longs) -> int:
    """The newest entry of each band's chain; puts down the bands that have one, and how many."""
    mask = np.uint64(heads.shape[1] - 1)
    for band in range(len(own)):
        entries[band] = heads[band, slot(own[band], mask)]
    going = 0
    for band in range(len(own)):
        if entries[band] and left[band]:
            bands[going] = band
            going += 1
    return going


@kernel
def _look(
    own: Hashes, words: Hashes, nexts: Entries, bands: Longs, entries: Longs, onwards: Longs,
    shares: NDArray[np.bool_],
) -> None:  # fmt: skip
    """One entry of each chain: whether it shares the band, and the entry before it.

    What is looked up lies all over the memory. Nothing is decided here, so a processor waits for
    all of these looks together about as long as for one.
    """
    for band in bands:
        row = entries[band] - 1
        shares[band] = words[row, band] == own[band]
        onwards[band] = nexts[row, band]


@kernel
def _table(most: int) -> Entries:
    """A table that `most` entries fill at most by half."""
    return np.zeros(room(most), np.int32)


@kernel
def _is_new(seen: Entries, entry: int) -> bool:
    """Whether an entry was not in the table; it is then."""
    mask = np.uint64(len(seen) - 1)
    at = slot(np.uint64(entry), mask)
    while seen[at] and seen[at] != entry:
        at = (at + np.uint64(1)) & mask
    new = seen[at] == 0
    seen[at] = entry
    return bool(new)


@kernel
def meet_runs(
    own: Tags,
    runs: Tags,
    starts: Longs,
    heads: Entries,
    nexts: Entries,
    rows: Longs,
    texts: Longs,
    left: Longs,
    longer_than: int,
    least: int,
) -> Met:
    """Who is longer and has `least` of the runs `own`; the first `len(left)` of these ask.

    Text i has the runs `runs[starts[i]:starts[i + 1]]`, sorted, and ends before `texts[i + 1]`.
    """
    mask = np.uint64(len(heads) - 1)
    found = np.empty(256, np.int64)
    having = np.empty(256, np.int64)
    seen = _table(left.sum())
    end = 0
    for asked in range(min(len(left), len(own))):
        entry = heads[slot(np.uint64(own[asked]), mask)]
        while entry and left[asked]:
            run = entry - 1
            entry = nexts[run]
            if runs[run] != own[asked]:
                continue
            row = np.searchsorted(starts, run, side="right") - 1
            if rows[row] == _NOBODY:
                continue
            left[asked] -= 1
            if texts[row + 1] - texts[row] <= longer_than or not _is_new(seen, row + 1):
                continue
            mine = runs[starts[row] : starts[row + 1]]
            hits = 0
            for value in own:
                place = np.searchsorted(mine, value)
                hits += place < len(mine) and mine[place] == value
            if hits >= least:
                if end == len(found):
                    found = np.concatenate((found, np.empty(end, np.int64)))
                    having = np.concatenate((having, np.empty(end, np.int64)))
                found[end] = row
                having[end] = hits
                end += 1
    return found[:end], having[:end]
