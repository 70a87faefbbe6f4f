"""Families: the same text, nearly. Proposed by sketches, decided by comparing the texts.

A family is a star, not a chain: every member was compared with the representative and adds
nothing to it. `template` families differ: their members share the sentence and each states
another number, date or place, so they are shown together and none is a duplicate.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qunce.insight import compare, grams, sketches
from qunce.insight.bonds import CONTAINED, EXACT, NEAR, TEMPLATE, between, edits, inner_first
from qunce.insight.signatures import Pairs, alike, inside, signatures
from qunce.insight.sketches import Longs

_BATCH = 20_000


@dataclass(frozen=True)
class Group:
    """A family before rows have their final numbers."""

    representative: int
    members: tuple[int, ...]
    kind: str


@dataclass(frozen=True)
class Star:
    """Keys that were all compared with the first of them."""

    rows: tuple[int, ...]
    kind: str


@dataclass(frozen=True)
class Bond:
    """Two keys that proved to be copies; `outer` can stand for `inner`."""

    outer: int
    inner: int
    kind: str


def find(keys: Sequence[str], *, tick: Callable[[float], None] | None = None) -> list[Group]:
    """Families among keys; positions count from 0, singles are left out, templates come last."""
    copies = _exact(keys)
    distinct = [keys[rows[0]] for rows in copies]
    bonds = _bonds(distinct, tick or (lambda _: None))
    stars, siblings = gathered([len(text_key) for text_key in distinct], bonds)
    bonded = {row for star in stars for row in star.rows}
    alone = [row for row, rows in enumerate(copies) if len(rows) > 1 and row not in bonded]
    ordered = sorted(alone, key=lambda row: (-len(distinct[row]), row))
    stars += [Star((row,), EXACT) for row in ordered]
    families = [
        Group(copies[star.rows[0]][0], _rows(star, copies), star.kind)
        for star in stars
        if len(star.rows) > 1 or len(copies[star.rows[0]]) > 1
    ]
    return families + [_template(star, copies) for star in siblings]


def gathered(lengths: Sequence[int], bonds: Sequence[Bond]) -> tuple[list[Star], list[Star]]:
    """Stars of copies, and stars of templates among their centres, from bonds between keys.

    `lengths` are those of the keys. Keys that no chain of bonds joins never meet in a star, so
    bonds may be gathered component by component.
    """
    merging = [bond for bond in bonds if bond.kind != TEMPLATE]
    kinds = {
        (min(bond.outer, bond.inner), max(bond.outer, bond.inner)): bond.kind for bond in merging
    }
    stars = [Star(tuple(star), _kind(star, kinds)) for star in _stars(lengths, merging)]
    return stars, _templates(stars, lengths, [bond for bond in bonds if bond.kind == TEMPLATE])


def _rows(star: Star, copies: list[list[int]]) -> tuple[int, ...]:
    return tuple(sorted(row for position in star.rows for row in copies[position]))


def _template(star: Star, copies: list[list[int]]) -> Group:
    """The first text of each sibling; their own copies are in families of their own."""
    members = tuple(sorted(copies[position][0] for position in star.rows))
    return Group(copies[star.rows[0]][0], members, TEMPLATE)


def _exact(keys: Sequence[str]) -> list[list[int]]:
    rows_of: dict[str, list[int]] = defaultdict(list)
    for row, text_key in enumerate(keys):
        rows_of[text_key].append(row)
    return list(rows_of.values())


def _bonds(keys: Sequence[str], tick: Callable[[float], None]) -> list[Bond]:
    pairs = alike(signatures(keys))
    tick(0.4)
    found = near_bonds(keys, pairs)
    tick(0.7)
    asked = {(low, high) for low, high in pairs.tolist()}
    held = [(a, b) for a, b in inside(keys).tolist() if (min(a, b), max(a, b)) not in asked]
    found += near_bonds(keys, np.array(held, np.int64).reshape(-1, 2))
    tick(1.0)
    return found


def near_bonds(keys: Sequence[str], pairs: Pairs) -> list[Bond]:
    """What pairs of positions prove to be; those that are no copies are left out."""
    found: list[Bond] = []
    flat = sketches.flat(keys)
    sizes = grams.distinct(*flat)
    for at in range(0, len(pairs), _BATCH):
        batch = pairs[at : at + _BATCH]
        close = edits(*([keys[row] for row in rows] for rows in batch.T.tolist()))
        hopeful = (close > 0) | _share_enough(sizes, batch, grams.shared(*flat, batch))
        some, theirs = batch[hopeful].tolist(), close[hopeful].tolist()
        for (one, other), edit in zip(some, theirs, strict=True):
            if kind := between(keys[one], keys[other], edit):
                first_inside = inner_first(keys[one], keys[other])[0] == keys[one]
                found.append(Bond(other, one, kind) if first_inside else Bond(one, other, kind))
    return found


def _share_enough(sizes: Longs, pairs: Pairs, shared: Longs) -> NDArray[np.bool_]:
    """Whether keys that edits do not turn into each other may be copies for what they share.

    Nearly all that sketches propose are none, and this tells it without asking `between`.
    """
    one, other = sizes[pairs].T
    moved = shared / (one + other - shared) >= compare.REORDERED
    held = shared / np.minimum(one, other) >= compare.CONTAINED
    enough: NDArray[np.bool_] = moved | held
    return enough


def _stars(lengths: Sequence[int], bonds: Sequence[Bond]) -> list[list[int]]:
    """Each bonded key in one star, the centre first; centres with most bonds choose first."""
    stands_for: dict[int, set[int]] = defaultdict(set)
    for bond in bonds:
        stands_for[bond.outer].add(bond.inner)
        back = {bond.outer} if bond.kind == NEAR else set()
        stands_for[bond.inner] |= back
    order = sorted(stands_for, key=lambda row: (-len(stands_for[row]), -lengths[row], row))
    taken: set[int] = set()
    stars = []
    for centre in order:
        if centre in taken:
            continue
        star = [centre, *sorted(stands_for[centre] - taken)]
        taken.update(star)
        stars.append(star)
    return _with_the_left(stars, stands_for)


def _with_the_left(stars: list[list[int]], stands_for: Mapping[int, set[int]]) -> list[list[int]]:
    """Stars where those that were left alone have back the near copy that a longer text took.

    A text that holds two others takes both, and a misspelt copy of one of them, which it does not
    hold, would stand alone. The longer text must keep another, or more than one must be left.
    """
    star_of = {row: star for star in stars for row in star}
    left = {star[0] for star in stars if len(star) == 1}
    found: list[list[int]] = []
    for row in sorted(row for one in left for row in stands_for[one]):
        star = star_of[row]
        back = left & stands_for[row]
        if not back or star[0] in stands_for[row] or star[0] in (row, *back):
            continue
        if len(star) + len(back) > 3:
            own = [row, *sorted(back | (stands_for[row] & {*star}))]
            star[:] = [one for one in star if one not in own]
            star_of |= dict.fromkeys(own, own)
            left -= back
            found.append(own)
    return [star for star in stars if len(star) > 1 or star[0] in left] + found


def _kind(star: list[int], bond_kinds: dict[tuple[int, int], str]) -> str:
    kinds = {bond_kinds[min(star[0], row), max(star[0], row)] for row in star[1:]}
    return next((kind for kind in (CONTAINED, NEAR) if kind in kinds), EXACT)


def _templates(stars: Sequence[Star], lengths: Sequence[int], bonds: Sequence[Bond]) -> list[Star]:
    """Stars among the centres of stars whose keys differ in facts alone."""
    centre_of = {row: star.rows[0] for star in stars for row in star.rows}
    lifted = [
        Bond(centre_of.get(bond.outer, bond.outer), centre_of.get(bond.inner, bond.inner), NEAR)
        for bond in bonds
    ]
    apart = [bond for bond in lifted if bond.outer != bond.inner]
    return [Star(tuple(star), TEMPLATE) for star in _stars(lengths, apart) if len(star) > 1]
