"""Families: the same text, nearly. Proposed by sketches, decided by comparing the texts.

A family is a star, not a chain: every member was compared with the representative and adds
nothing to it. `template` families differ: their members share the sentence and each states
another number, date or place, so they are shown together and none is a duplicate.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from qunce.insight import grams, sketches
from qunce.insight.bonds import EXACT, TEMPLATE, inner_first, proved
from qunce.insight.likeness import Likeness
from qunce.insight.signatures import Pairs, alike, inside, signatures
from qunce.insight.stars import Bond, Star, gathered

_BATCH = 20_000


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
        alike = Likeness.counted(*flat, sizes, keys, batch)
        closeness = alike.closeness
        for place, kind in proved(keys, batch, alike):
            outer, inner = _outer_first(keys, *batch[place].tolist())
            found.append(Bond(outer, inner, kind, float(closeness[place])))
    return found


def _outer_first(keys: Sequence[str], one: int, other: int) -> tuple[int, int]:
    return (other, one) if inner_first(keys[one], keys[other])[0] == keys[one] else (one, other)
