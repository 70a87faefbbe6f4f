"""Which keys may be copies of each other: cheap sketches that propose pairs, never decide.

Two sketches, because they fail differently. MinHash over pairs of characters (256 values in
64 bands of 4) proposes texts that are alike as a whole, however the edits are spread. Sampled
runs of 12 characters propose a text that stands inside a longer one.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from qunce.insight import sketches

Hashes = NDArray[np.uint64]
Pairs = NDArray[np.int64]
Signatures = NDArray[np.uint16]

WIDTH, BANDS = 256, 64
ROWS = WIDTH // BANDS
ALIKE_ESTIMATE = 0.3
RUN = 12
# One run in eight is kept: a text of 40 characters then has none in 2 % of cases.
SAMPLE = 8
# Of a key's runs (smallest hash first) three look for longer keys and eight must agree.
ASKED, SHOWN, AGREE = 3, 8, 0.75
_ODD = np.uint64(0x9E3779B97F4A7C15)


def _mixed(values: Hashes) -> Hashes:
    """splitmix64's finaliser: neighbouring code points must not have neighbouring hashes."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def grams(key: str, size: int) -> Hashes:
    """Hashes of all runs of `size` characters, in order; a shorter key gives one."""
    codes = np.frombuffer(key.encode("utf-32-le"), np.uint32).astype(np.uint64)
    if len(codes) < size:
        codes = np.concatenate([codes, np.zeros(size - len(codes), np.uint64)])
    total = np.zeros(len(codes) - size + 1, np.uint64)
    for position in range(size):
        total = total * _ODD + codes[position : len(codes) - size + 1 + position]
    return _mixed(total)


def signatures(keys: Sequence[str]) -> Signatures:
    """MinHash of pairs of characters, (n, WIDTH)."""
    return sketches.minhashes(*sketches.flat(keys), WIDTH)


def band_keys(rows: Signatures) -> Iterator[Hashes]:
    """One hash a row for each band, band after band."""
    for band in range(BANDS):
        total = np.full(len(rows), band, np.uint64)
        for column in range(band * ROWS, (band + 1) * ROWS):
            total = _mixed(total * _ODD + rows[:, column])
        yield total


def alike(rows: Signatures) -> Pairs:
    """Pairs (low, high) that share a band and agree in enough of their values."""
    found = [_in_runs(band) for band in band_keys(rows)]
    pairs = _unique(found, len(rows))
    kept = [
        pairs[at : at + 50_000][_agreement(rows, pairs[at : at + 50_000]) >= ALIKE_ESTIMATE]
        for at in range(0, len(pairs), 50_000)
    ]
    return np.vstack(kept) if kept else pairs


def _agreement(rows: Signatures, pairs: Pairs) -> NDArray[np.float64]:
    share: NDArray[np.float64] = (rows[pairs[:, 0]] == rows[pairs[:, 1]]).mean(axis=1)
    return share


def _in_runs(values: Hashes) -> Pairs:
    """Each row with its neighbour in a run of equal values and with the first of the run."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    same = np.concatenate(([False], ordered[1:] == ordered[:-1]))
    starts = np.maximum.accumulate(np.where(same, 0, np.arange(len(order))))
    later = np.flatnonzero(same)
    return np.vstack(
        [
            np.column_stack([order[later - 1], order[later]]),
            np.column_stack([order[starts[later]], order[later]]),
        ]
    )


def _unique(found: Sequence[Pairs], total: int) -> Pairs:
    """Distinct pairs, low before high, none with itself."""
    codes = [np.empty(0, np.int64)]
    for pairs in found:
        low, high = pairs.min(axis=1), pairs.max(axis=1)
        codes.append((low * total + high)[low != high])
    ordered = np.sort(np.concatenate(codes))
    fresh = np.concatenate(([True], ordered[1:] != ordered[:-1]))[: len(ordered)]
    return np.column_stack(np.divmod(ordered[fresh], max(total, 1)))


def inside(keys: Sequence[str]) -> Pairs:
    """Pairs (inner, outer), outer longer: most of the inner key's runs stand in the outer."""
    sizes, values = sketches.sampled_runs(*sketches.flat(keys), RUN, SAMPLE)
    owners = np.repeat(np.arange(len(keys)), sizes)
    numbers = np.unique(values, return_inverse=True)[1].astype(np.int64)
    rank = np.arange(len(owners)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    lengths = np.fromiter(map(len, keys), np.int64, len(keys))
    offered = _longer_neighbours(owners, numbers, rank < ASKED, lengths)
    return _confirmed(offered, owners, numbers, np.minimum(sizes, SHOWN))


def _longer_neighbours(
    owners: Pairs, numbers: Pairs, asking: NDArray[np.bool_], lengths: Pairs
) -> Pairs:
    """For each asking entry, the next longer key with the same run, and the longest."""
    order = np.lexsort((owners, lengths[owners], numbers))
    run, owner = numbers[order], owners[order]
    last = np.searchsorted(run, run, side="right") - 1
    at = np.flatnonzero(asking[order] & (last > np.arange(len(order))))
    offered = np.vstack(
        [
            np.column_stack([owner[at], owner[at + 1]]),
            np.column_stack([owner[at], owner[last[at]]]),
        ]
    )
    longer = lengths[offered[:, 0]] < lengths[offered[:, 1]]
    found: Pairs = np.unique(offered[longer], axis=0)
    return found


def _confirmed(offered: Pairs, owners: Pairs, numbers: Pairs, shown: Pairs) -> Pairs:
    """The offers where the outer key holds enough of the runs that the inner key shows."""
    total = int(numbers.max(initial=0)) + 1
    known = np.sort(owners * total + numbers)
    starts = np.searchsorted(owners, np.arange(len(shown)))
    hits = np.zeros(len(offered))
    for rank in range(SHOWN):
        asked = rank < shown[offered[:, 0]]
        at = np.where(asked, starts[offered[:, 0]] + rank, 0)
        wanted = offered[:, 1] * total + numbers[at] if len(numbers) else offered[:, 1]
        place = np.minimum(np.searchsorted(known, wanted), max(len(known) - 1, 0))
        hits += asked & (known[place] == wanted) if len(known) else 0
    return offered[hits >= AGREE * shown[offered[:, 0]]]
