"""Families: the same text, nearly. Proposed by sketches, decided by comparing the texts.

A family is a star, not a chain: every member was compared with the representative and adds
nothing to it. `template` families differ: their members share the sentence and each states
another number, date or place, so they are shown together and none is a duplicate.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qunce.insight import compare, grams, sketches
from qunce.insight.bonds import EXACT, TEMPLATE, between, edits, inner_first
from qunce.insight.signatures import Pairs, alike, inside, signatures
from qunce.insight.sketches import Codes, Longs
from qunce.insight.stars import Bond, Star, gathered

_BATCH = 20_000

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Group:
    """A family before rows have their final numbers."""

    representative: int
    members: tuple[int, ...]
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
        edited = edits(*([keys[row] for row in rows] for rows in batch.T.tolist()))
        shares = _shares(sizes, batch, grams.shared(*flat, batch))
        # Nearly all that sketches propose are no copies, and this tells it without `between`.
        hopeful = (
            (edited > 0) | (shares[0] >= compare.REORDERED) | (shares[1] >= compare.MOVED_INSIDE)
        )
        some, edited, shares = batch[hopeful], edited[hopeful], shares[:, hopeful]
        moved = _same_characters(*flat, some)
        closeness = np.maximum(np.where(edited > 0, edited, moved), shares.mean(axis=0))
        for (one, other), edit, close in zip(some.tolist(), edited, closeness, strict=True):
            if kind := between(keys[one], keys[other], float(edit)):
                found.append(Bond(*_outer_first(keys, one, other), kind, float(close)))
    return found


def _outer_first(keys: Sequence[str], one: int, other: int) -> tuple[int, int]:
    return (other, one) if inner_first(keys[one], keys[other])[0] == keys[one] else (one, other)


def _shares(sizes: Longs, pairs: Pairs, shared: Longs) -> Floats:
    """What the keys of each pair share of the runs of both, and of those of the shorter, (2, n)."""
    one, other = sizes[pairs].T
    return np.stack((shared / (one + other - shared), shared / np.minimum(one, other)))


def _same_characters(codes: Codes, starts: Longs, pairs: Pairs) -> Floats:
    """The share of characters that keys have in common, of the longer; 0 where it is too little."""
    longer = np.diff(starts)[pairs].max(axis=1)
    share = grams.same_characters(codes, starts, pairs) / longer
    return np.where(share >= compare.SAME_CHARACTERS, share, 0)
