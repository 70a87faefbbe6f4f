"""Proposed pairs of one range, looked at more closely, then decided by comparing the keys."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from qunce.insight.bonds import Bonds
from qunce.insight.families import near_bonds
from qunce.insight.kernel import kernel
from qunce.insight.likeness import Flat
from qunce.insight.pairing import agreeing, distinct, holds
from qunce.insight.scale.ranges import Ranges
from qunce.insight.scale.shelf import Shelf
from qunce.insight.signatures import AGREE, ALIKE_ESTIMATE, SHOWN, WIDTH, words_of_bands
from qunce.insight.sketches import Hashes, Longs

# Pairs looked at in one go: their signatures take half a kilobyte a key. Of those that are left so
# many are compared in one go: their keys take three kilobytes each, laid out for that.
_STEP, _COMPARED = 50_000, 10_000
Bools = NDArray[np.bool_]


def prove(ranges: Ranges, number: int, alike: Sequence[str], inside: Sequence[str]) -> int:
    """The bonds of the pairs whose first position lies in this range; how many."""
    near = [
        _proved(ranges, pairs[_are_alike(ranges, pairs)]) for pairs in _pairs(ranges, number, alike)
    ]
    held = [
        _proved(ranges, pairs[_are_inside(ranges, pairs)])
        for pairs in _pairs(ranges, number, inside)
    ]
    bonds = Bonds.joined(near + held)
    second = np.arange(len(bonds.outer)) >= sum(len(part.outer) for part in near)
    ranges.shelf.put(f"range-{number}", **vars(bonds), second=second)
    return len(bonds.outer)


def _pairs(ranges: Ranges, number: int, names: Sequence[str]) -> Iterator[Longs]:
    first, stop = (np.uint64(bound * ranges.total) for bound in ranges.bounds(number))
    codes = _between(ranges.shelf, names, first, stop)
    for at in range(0, len(codes), _STEP):
        yield np.column_stack(np.divmod(codes[at : at + _STEP], np.uint64(ranges.total))).astype(
            np.int64
        )


def _between(shelf: Shelf, names: Sequence[str], first: np.uint64, stop: np.uint64) -> Hashes:
    """Codes of all these joins from `first` to before `stop`, each once."""
    found = [np.empty(0, np.uint64)]
    for name in names:
        codes = shelf.get(name, "pair").astype(np.uint64, copy=False)
        start, end = np.searchsorted(codes, np.array([first, stop], np.uint64))
        found.append(codes[start:end])
    return distinct(np.concatenate(found))


def _numbered(pairs: Longs) -> tuple[Longs, Longs]:
    """The positions of some pairs in order, and the pairs by their places among these."""
    positions, places = np.unique(pairs, return_inverse=True)
    return positions, places.reshape(pairs.shape)


def _are_alike(ranges: Ranges, pairs: Longs) -> Bools:
    positions, places = _numbered(pairs)
    rows = ranges.values("signature", positions).reshape(len(positions), WIDTH)
    words = words_of_bands(rows.astype(np.uint16, copy=False))
    return _agreeing(words, places, math.ceil(ALIKE_ESTIMATE * WIDTH))


@kernel
def _agreeing(words: Hashes, pairs: Longs, least: int) -> Bools:
    found = np.empty(len(pairs), np.bool_)
    for at in range(len(pairs)):
        found[at] = agreeing(words[pairs[at, 0]], words[pairs[at, 1]]) >= least
    return found


def _are_inside(ranges: Ranges, pairs: Longs) -> Bools:
    positions, places = _numbered(pairs)
    sizes, pieces = [np.zeros(1, np.int64)], [np.empty(0, np.uint64)]
    for name, local in ranges.parted(positions):
        ends = ranges.shelf.get(name, "run_ends")
        runs = ranges.shelf.get(name, "run")
        sizes.append((ends[local + 1] - ends[local]).astype(np.int64))
        pieces += [
            runs[start:stop].astype(np.uint64)
            for start, stop in zip(ends[local].tolist(), ends[local + 1].tolist(), strict=True)
        ]
    starts = np.cumsum(np.concatenate(sizes))
    return _holding(starts, np.concatenate(pieces), places, SHOWN, AGREE)


@kernel
def _holding(starts: Longs, runs: Hashes, pairs: Longs, shown: int, agree: float) -> Bools:
    found = np.empty(len(pairs), np.bool_)
    for at in range(len(pairs)):
        found[at] = holds(starts, runs, pairs[at, 0], pairs[at, 1], shown, agree)
    return found


def _proved(ranges: Ranges, pairs: Longs) -> Bonds:
    steps = range(0, len(pairs), _COMPARED)
    return Bonds.joined([_compared(ranges, pairs[at : at + _COMPARED]) for at in steps])


def _compared(ranges: Ranges, pairs: Longs) -> Bonds:
    positions, places = _numbered(pairs)
    bonds = near_bonds(Flat.of(ranges.texts("key", positions)), places)
    return replace(bonds, outer=positions[bonds.outer], inner=positions[bonds.inner])
