"""Bonds between keys become stars: one key in the middle that every other of them is a copy of.

Copies of copies make chains, and what stands at the two ends of a chain may have little in common.
So keys come together from the closest bond to the loosest, and only where one of them stands for
all the others.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qunce.insight.bonds import CONTAINED, KINDS, NEAR, TEMPLATE, Bonds
from qunce.insight.kernel import kernel
from qunce.insight.pairing import room, slot
from qunce.insight.sketches import Longs

Bools = NDArray[np.bool_]
Pairs = NDArray[np.int64]

_ONE, _ODD = np.uint64(1), np.uint64(0x9E3779B97F4A7C15)
_NONE = -1


@dataclass(frozen=True)
class Star:
    """Keys that were all compared with the first of them."""

    rows: tuple[int, ...]
    kind: str


def gathered(lengths: Longs, bonds: Bonds) -> tuple[list[Star], list[Star]]:
    """Stars of copies, and stars of templates among their centres, from bonds between keys.

    `lengths` are those of the keys. Large stars come first. Keys that no chain of bonds joins never
    meet in a star, so bonds may be gathered component by component.
    """
    siblings = bonds.kind == KINDS.index(TEMPLATE)
    copies, templates = bonds.where(~siblings), bonds.where(siblings)
    centre_of, stands_for = _centres(lengths, copies)
    stars = _stars(lengths, centre_of, stands_for)
    contained = _with_contained(centre_of, copies)
    kinds = [CONTAINED if star[0] in contained else NEAR for star in stars]
    between = _lifted(templates, centre_of)
    return (
        [Star(star, kind) for star, kind in zip(stars, kinds, strict=True)],
        [Star(star, TEMPLATE) for star in _stars(lengths, *_centres(lengths, between))],
    )


def _centres(lengths: Longs, bonds: Bonds) -> tuple[Longs, Longs]:
    """The centre of each key's star, -1 where it has none, and for how many keys each can stand."""
    low, high = np.minimum(bonds.outer, bonds.inner), np.maximum(bonds.outer, bonds.inner)
    closest = np.lexsort((high, low, -bonds.closeness))
    either = bonds.kind[closest] == KINDS.index(NEAR)
    return _gathered(lengths, bonds.outer[closest], bonds.inner[closest], either)


def _stars(lengths: Longs, centre_of: Longs, stands_for: Longs) -> list[tuple[int, ...]]:
    """The keys of each star, its centre first and the others in order; large stars first."""
    rows = np.flatnonzero(centre_of != _NONE)
    centres = centre_of[rows]
    size = np.bincount(centres, minlength=len(lengths))[centres]
    rank = (centres, -lengths[centres], -stands_for[centres], -size)
    order = np.lexsort((rows, rows != centres, *rank))
    ends = np.flatnonzero(np.diff(centres[order], append=_NONE)) + 1
    found = rows[order].tolist()
    return [
        tuple(found[start:stop])
        for start, stop in zip([0, *ends[:-1].tolist()], ends.tolist(), strict=False)
    ]


def _with_contained(centre_of: Longs, bonds: Bonds) -> set[int]:
    """Centres that hold one of the others within them."""
    held = (centre_of[bonds.inner] == bonds.outer) & (bonds.kind == KINDS.index(CONTAINED))
    return set(bonds.outer[held].tolist())


def _lifted(bonds: Bonds, centre_of: Longs) -> Bonds:
    """The same bonds between the centres that stand for these keys."""
    outer, inner = (
        np.where(centre_of[rows] == _NONE, rows, centre_of[rows])
        for rows in (bonds.outer, bonds.inner)
    )
    near = np.full(len(outer), KINDS.index(NEAR), np.uint8)
    return Bonds(outer, inner, near, bonds.closeness).where(outer != inner)


@kernel
def _gathered(lengths: Longs, outer: Longs, inner: Longs, either: Bools) -> tuple[Longs, Longs]:
    """What `_centres` gives, of bonds in the order in which keys are to come together.

    Where `either` is set, the inner key can stand for the outer one as well. What has come together
    is a chain of keys from its first to its last; those that stand for all the others are central.
    """
    total = len(lengths)
    standing = _table(2 * len(outer))
    stands_for = np.zeros(total, np.int64)
    for bond in range(len(outer)):
        stands_for[outer[bond]] += _put(standing, outer[bond], inner[bond])
        if either[bond]:
            stands_for[inner[bond]] += _put(standing, inner[bond], outer[bond])
    first, last = np.arange(total), np.arange(total)
    after = np.full(total, _NONE)
    sizes = np.ones(total, np.int64)
    central, keeps = np.ones(total, np.bool_), np.ones(total, np.bool_)
    for bond in range(len(outer)):
        one, other = first[outer[bond]], first[inner[bond]]
        if one == other:
            continue
        kept = _keep(keeps, one, other, after, central, standing)
        kept += _keep(keeps, other, one, after, central, standing)
        if not kept:
            continue
        if sizes[one] < sizes[other]:
            one, other = other, one
        row = other
        while row != _NONE:
            first[row] = one
            row = after[row]
        after[last[one]] = other
        last[one] = last[other]
        sizes[one] += sizes[other]
        row = one
        while row != _NONE:
            central[row] = keeps[row]
            row = after[row]
    centre_of = np.full(total, _NONE)
    for row in range(total):
        best = centre_of[first[row]]
        if sizes[first[row]] > 1 and central[row] and _before(row, best, stands_for, lengths):
            centre_of[first[row]] = row
    return centre_of[first], stands_for


@kernel
def _keep(keeps: Bools, one: int, other: int, after: Longs, central: Bools, standing: Pairs) -> int:
    """Which keys of one chain stay central with the other; how many."""
    kept = 0
    row = one
    while row != _NONE:
        keeps[row] = central[row]
        inner = other
        while keeps[row] and inner != _NONE:
            keeps[row] = _stands(standing, row, inner)
            inner = after[inner]
        kept += keeps[row]
        row = after[row]
    return kept


@kernel
def _before(row: int, other: int, stands_for: Longs, lengths: Longs) -> bool:
    """Whether a key is the better centre than one that came before it, or than none."""
    if other == _NONE or stands_for[row] != stands_for[other]:
        return other == _NONE or stands_for[row] > stands_for[other]
    return bool(lengths[row] > lengths[other])


@kernel
def _table(most: int) -> Pairs:
    """A table of pairs that `most` of them fill at most by half."""
    return np.full((room(most), 2), _NONE)


@kernel
def _place(table: Pairs, outer: int, inner: int) -> np.uint64:
    mask = np.uint64(len(table) - 1)
    at = slot(np.uint64(outer) * _ODD + np.uint64(inner), mask)
    while table[at, 0] != _NONE and (table[at, 0] != outer or table[at, 1] != inner):
        at = (at + _ONE) & mask
    return at


@kernel
def _put(table: Pairs, outer: int, inner: int) -> bool:
    """Whether a pair was not in the table; it is then."""
    at = _place(table, outer, inner)
    new = table[at, 0] == _NONE
    table[at, 0] = outer
    table[at, 1] = inner
    return bool(new)


@kernel
def _stands(table: Pairs, outer: int, inner: int) -> bool:
    return bool(table[_place(table, outer, inner), 0] != _NONE)
