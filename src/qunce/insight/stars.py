"""Bonds between keys become stars: one key in the middle that every other of them is a copy of.

Copies of copies make chains, and what stands at the two ends of a chain may have little in common.
So keys come together from the closest bond to the loosest, and only where one of them stands for
all the others.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qunce.insight.bonds import CONTAINED, EXACT, NEAR, TEMPLATE


@dataclass(frozen=True)
class Bond:
    """Two keys that proved to be copies; `outer` can stand for `inner`.

    `closeness`, 0 to 1, is their edit similarity, where sentences moved the share of characters in
    common, or what they share of their runs of three characters if that is more: the middle
    between its share of the shorter key and of both.
    """

    outer: int
    inner: int
    kind: str
    closeness: float


@dataclass(frozen=True)
class Star:
    """Keys that were all compared with the first of them."""

    rows: tuple[int, ...]
    kind: str


def gathered(lengths: Sequence[int], bonds: Sequence[Bond]) -> tuple[list[Star], list[Star]]:
    """Stars of copies, and stars of templates among their centres, from bonds between keys.

    `lengths` are those of the keys. Keys that no chain of bonds joins never meet in a star, so
    bonds may be gathered component by component.
    """
    merging = [bond for bond in bonds if bond.kind != TEMPLATE]
    kinds = {_ends(bond): bond.kind for bond in merging}
    stars = [Star(tuple(star), _kind(star, kinds)) for star in _stars(lengths, merging)]
    return stars, _templates(stars, lengths, [bond for bond in bonds if bond.kind == TEMPLATE])


class _Cluster:
    """Keys that have come together, and those of them that stand for all the others."""

    def __init__(self, row: int) -> None:
        self.rows, self.centres = {row}, {row}


def _stars(lengths: Sequence[int], bonds: Sequence[Bond]) -> list[list[int]]:
    """Each bonded key in one star, the centre first: of several that could be it, the one that
    stands for most, then the longest. Large stars come first.
    """
    stands_for: dict[int, set[int]] = defaultdict(set)
    for bond in bonds:
        stands_for[bond.outer].add(bond.inner)
        if bond.kind == NEAR:
            stands_for[bond.inner].add(bond.outer)

    def rank(row: int) -> tuple[int, int, int]:
        return -len(stands_for.get(row, ())), -lengths[row], row

    stars = []
    for cluster in _clusters(bonds, stands_for):
        centre = min(cluster.centres, key=rank)
        stars.append([centre, *sorted(cluster.rows - {centre})])
    return sorted(stars, key=lambda star: (-len(star), rank(star[0])))


def _clusters(bonds: Sequence[Bond], stands_for: Mapping[int, set[int]]) -> list[_Cluster]:
    cluster_of: dict[int, _Cluster] = {}
    for bond in sorted(bonds, key=lambda bond: (-bond.closeness, *_ends(bond))):
        for row in (bond.outer, bond.inner):
            if row not in cluster_of:
                cluster_of[row] = _Cluster(row)
        one, other = cluster_of[bond.outer], cluster_of[bond.inner]
        if one is other or not (centres := _for_all(one, other, stands_for)):
            continue
        large, small = (one, other) if len(one.rows) >= len(other.rows) else (other, one)
        large.rows |= small.rows
        large.centres = centres
        cluster_of |= dict.fromkeys(small.rows, large)
    return list({id(cluster): cluster for cluster in cluster_of.values()}.values())


def _for_all(one: _Cluster, other: _Cluster, stands_for: Mapping[int, set[int]]) -> set[int]:
    nobody: set[int] = set()
    mine = {row for row in one.centres if other.rows <= stands_for.get(row, nobody)}
    return mine | {row for row in other.centres if one.rows <= stands_for.get(row, nobody)}


def _ends(bond: Bond) -> tuple[int, int]:
    return min(bond.outer, bond.inner), max(bond.outer, bond.inner)


def _kind(star: list[int], kinds: Mapping[tuple[int, int], str]) -> str:
    found = {kinds[min(star[0], row), max(star[0], row)] for row in star[1:]}
    return next((kind for kind in (CONTAINED, NEAR) if kind in found), EXACT)


def _templates(stars: Sequence[Star], lengths: Sequence[int], bonds: Sequence[Bond]) -> list[Star]:
    """Stars among the centres of stars whose keys differ in facts alone."""
    centre_of = {row: star.rows[0] for star in stars for row in star.rows}
    lifted = [
        Bond(
            centre_of.get(bond.outer, bond.outer),
            centre_of.get(bond.inner, bond.inner),
            NEAR,
            bond.closeness,
        )
        for bond in bonds
    ]
    apart = [bond for bond in lifted if bond.outer != bond.inner]
    return [Star(tuple(star), TEMPLATE) for star in _stars(lengths, apart) if len(star) > 1]
