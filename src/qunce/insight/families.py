"""Families: the same text, nearly. Proposed by sketches, decided by comparing the texts.

A family is a star, not a chain: every member was compared with the representative and adds
nothing to it. `template` families differ: their members share the sentence and each states
another number, date or place, so they are shown together and none is a duplicate.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from qunce.insight.bonds import EXACT, KINDS, TEMPLATE, Bonds, proved
from qunce.insight.likeness import Flat, Likeness
from qunce.insight.pairing import distinct
from qunce.insight.signatures import Pairs, alike, inside, signatures
from qunce.insight.stars import Star, gathered

_BATCH = 100_000


@dataclass(frozen=True)
class Group:
    """A family before rows have their final numbers."""

    representative: int
    members: tuple[int, ...]
    kind: str


def find(keys: Sequence[str], *, tick: Callable[[float], None] | None = None) -> list[Group]:
    """Families among keys; positions count from 0, singles are left out, templates come last."""
    copies = _Copies(keys)
    distinct = [keys[row] for row in copies.first]
    bonds = _bonds(distinct, tick or (lambda _: None))
    stars, siblings = gathered(np.fromiter(map(len, distinct), np.int64, len(distinct)), bonds)
    bonded = {row for star in stars for row in star.rows}
    alone = [row for row in copies.again if row not in bonded]
    ordered = sorted(alone, key=lambda row: (-len(distinct[row]), row))
    stars += [Star((row,), EXACT) for row in ordered]
    families = [
        Group(copies.first[star.rows[0]], copies.rows(star), star.kind)
        for star in stars
        if len(star.rows) > 1 or star.rows[0] in copies.again
    ]
    return families + [_template(star, copies) for star in siblings]


class _Copies:
    """Distinct keys by the row that each comes in first; those that come again, in all rows."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.first: list[int] = []
        self.again: dict[int, list[int]] = {}
        number_of: dict[str, int] = {}
        for row, text_key in enumerate(keys):
            number = number_of.setdefault(text_key, len(self.first))
            if number == len(self.first):
                self.first.append(row)
            else:
                self.again.setdefault(number, [self.first[number]]).append(row)

    def rows(self, star: Star) -> tuple[int, ...]:
        """All rows of the keys of a star."""
        found = (self.again.get(number, (self.first[number],)) for number in star.rows)
        return tuple(sorted(row for rows in found for row in rows))


def _template(star: Star, copies: _Copies) -> Group:
    """The first text of each sibling; their own copies are in families of their own."""
    members = tuple(sorted(copies.first[number] for number in star.rows))
    return Group(copies.first[star.rows[0]], members, TEMPLATE)


def _bonds(keys: Sequence[str], tick: Callable[[float], None]) -> Bonds:
    flat = Flat.of(keys)
    pairs = alike(signatures(flat.codes, flat.starts))
    tick(0.4)
    held = np.sort(inside(flat.codes, flat.starts), axis=1)
    pairs = _either(pairs, held, len(keys))
    tick(0.6)
    found = near_bonds(flat, pairs)
    tick(1.0)
    return found


def _either(one: Pairs, other: Pairs, total: int) -> Pairs:
    """Pairs (low, high) of the one or the other, sorted, each once."""
    codes = np.concatenate([pairs[:, 0] * total + pairs[:, 1] for pairs in (one, other)])
    both = distinct(codes.view(np.uint64)).view(np.int64)
    return np.column_stack(np.divmod(both, max(total, 1)))


def near_bonds(flat: Flat, pairs: Pairs) -> Bonds:
    """What pairs of positions prove to be; those that are no copies are left out."""
    steps = range(0, len(pairs), _BATCH)
    return Bonds.joined([_proved(flat, pairs[at : at + _BATCH]) for at in steps])


def _proved(flat: Flat, pairs: Pairs) -> Bonds:
    alike = Likeness.of(flat, pairs)
    proofs = [
        (pair, outer, inner, KINDS.index(kind))
        for pair, inner, outer, kind in proved(flat.keys, pairs, alike)
    ]
    pair, outer, inner, kind = np.array(proofs, np.int64).reshape(-1, 4).T
    return Bonds(outer, inner, kind.astype(np.uint8), alike.closeness[pair])
