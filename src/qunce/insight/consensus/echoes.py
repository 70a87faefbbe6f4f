"""Stances that were copied: many people with the very same ones, and nobody with nearly the same.

People who agree still differ here and there: where many took the same stances on the same
statements, others differ from them in one. Accounts that follow a script have no such neighbours.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import pdtr

from qunce.insight.consensus.stances import Ints, Longs, Stances
from qunce.insight.kernel import kernel

Floats = NDArray[np.float64]
Hashes = NDArray[np.uint64]

# Assumed, not measured: on what nearly everybody agrees, still one in fifty does not.
STRAYS = 0.02
# Chance that people who answer by themselves show so few neighbours.
CHANCE = 1e-3
_ODD = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Echo:
    """So many people took the same stances on the same statements; they count as one."""

    people: int
    stances: int


def find(stances: Stances, least: int) -> tuple[Floats, tuple[Echo, ...]]:
    """Weight of each person (n), 1 or 1 / size of the echo; the echoes, largest first.

    Only people with `least` stances or more are looked at.
    """
    weights = np.ones(len(stances.people))
    rows = np.flatnonzero(stances.counts >= least)
    if not len(rows):
        return weights, ()
    sums = _summed(stances.pointers, stances.marks)[rows]
    known, first, owner, sizes = np.unique(
        sums, return_index=True, return_inverse=True, return_counts=True
    )
    expected = STRAYS * sizes * stances.counts[rows[first]]
    copied = np.zeros(len(known), bool)
    for block in np.flatnonzero(pdtr(0, expected) < CHANCE):
        near = _neighbours(stances, int(rows[first[block]]), known, sizes)
        copied[block] = pdtr(near, expected[block]) < CHANCE
    weights[rows] = np.where(copied[owner], 1 / sizes[owner], 1.0)
    found = [
        Echo(int(sizes[block]), int(stances.counts[rows[first[block]]]))
        for block in np.flatnonzero(copied)
    ]
    return weights, tuple(sorted(found, key=lambda echo: (-echo.people, -echo.stances)))


def _neighbours(stances: Stances, person: int, known: Hashes, sizes: Longs) -> int:
    """How many people differ from this one in exactly one stance, on the same statements."""
    marks = stances.marks[stances.pointers[person] : stances.pointers[person + 1]]
    whole = _summed(np.array([0, len(marks)]), marks)[0]
    other: Ints = np.bitwise_or((marks >> 2 << 2)[:, None], np.arange(3, dtype=np.int32))
    wanted = ((whole - _hashed(marks))[:, None] + _hashed(other))[other != marks[:, None]]
    places = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return int(sizes[places[known[places] == wanted]].sum())


def _hashed(marks: Ints) -> Hashes:
    """splitmix64 of each mark, as in `_summed`."""
    mixed = (marks.astype(np.uint64) + np.uint64(1)) * _ODD
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


@kernel
def _summed(pointers: Longs, marks: Ints) -> Hashes:
    """The sum of the hashes of each person's marks: equal only where all marks are."""
    found = np.zeros(len(pointers) - 1, np.uint64)
    for person in range(len(found)):
        for at in range(pointers[person], pointers[person + 1]):
            mixed = (np.uint64(marks[at]) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
            mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            found[person] += mixed ^ (mixed >> np.uint64(31))
    return found
