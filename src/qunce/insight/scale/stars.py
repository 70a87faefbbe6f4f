"""Bonds of all ranges become families. What no chain of bonds joins is gathered apart."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from qunce.insight.bonds import CONTAINED, EXACT, NEAR, Bonds
from qunce.insight.scale.ranges import Ranges
from qunce.insight.scale.running import Run
from qunce.insight.scale.shelf import Longs, Shelf
from qunce.insight.stars import Star, gathered

Codes = NDArray[np.uint8]
# Bonds gathered in one go; a single component may have more.
_BUNDLE = 100_000
# 0 is no family; the rest as they are told.
FAMILY_KINDS = ("", EXACT, NEAR, CONTAINED)


def gather(ranges: Ranges, run: Run) -> None:
    """Write the stars of copies and of templates over all ranges, sorted by position."""
    names = list(_bundles(ranges))
    for _ in run(_gather, ((ranges.shelf, name) for name in names)):
        pass
    for sort in ("copy", "template"):
        member, centre, kind = (
            np.concatenate([ranges.shelf.get(name, f"{sort}_{field}") for name in names])
            for field in ("member", "centre", "kind")
        )
        order = np.argsort(member)
        ranges.shelf.put(
            f"stars-{sort}", member=member[order], centre=centre[order], kind=kind[order]
        )
    ranges.shelf.drop("bundle-*")


def _bundles(ranges: Ranges) -> Iterator[str]:
    """Bonds on the shelf in bundles of whole components."""
    bonds = _bonds(ranges)
    component = _components(bonds.outer, bonds.inner)
    order = np.argsort(component, kind="stable")
    last = np.flatnonzero(np.diff(component[order], append=-1)) + 1
    start = 0
    for number, stop in enumerate(_cuts(last.tolist())):
        own = bonds.where(order[start:stop])
        positions = np.unique(np.concatenate((own.outer, own.inner)))
        name = f"bundle-{number}"
        ranges.shelf.put(
            name,
            position=positions,
            length=ranges.values("length", positions),
            outer=np.searchsorted(positions, own.outer),
            inner=np.searchsorted(positions, own.inner),
            kind=own.kind,
            closeness=own.closeness,
        )
        yield name
        start = stop


def _cuts(ends: list[int]) -> Iterator[int]:
    """The ends of components at which a bundle is full, and the last one."""
    if not ends:
        yield 0
    start = 0
    for end in ends:
        if end - start >= _BUNDLE or end == ends[-1]:
            yield end
            start = end


def _bonds(ranges: Ranges) -> Bonds:
    """All bonds; what the first sketch proposed is told once."""
    outer, inner, kind, closeness, second = (
        np.concatenate([ranges.shelf.get(f"range-{at}", field) for at in range(len(ranges))])
        for field in ("outer", "inner", "kind", "closeness", "second")
    )
    order = np.lexsort((second, inner, outer))
    again = (np.diff(outer[order], prepend=-1) == 0) & (np.diff(inner[order], prepend=-1) == 0)
    return Bonds(outer, inner, kind, closeness).where(np.sort(order[~again]))


def _components(outer: Longs, inner: Longs) -> Longs:
    positions, places = np.unique(np.concatenate((outer, inner)), return_inverse=True)
    ends = places[: len(outer)], places[len(outer) :]
    shape = (len(positions), len(positions))
    graph = sparse.coo_matrix((np.ones(len(outer), np.bool_), ends), shape=shape)
    labels: Longs = connected_components(graph, directed=False)[1]
    return labels[ends[0]]


def _gather(shelf: Shelf, name: str) -> None:
    fields = (shelf.get(name, field) for field in ("outer", "inner", "kind", "closeness"))
    stars, siblings = gathered(shelf.get(name, "length").astype(np.int64), Bonds(*fields))
    for sort, found in (("copy", stars), ("template", siblings)):
        _put(shelf, name, sort, [star for star in found if len(star.rows) > 1])


def _put(shelf: Shelf, name: str, sort: str, stars: list[Star]) -> None:
    positions = shelf.get(name, "position")
    sizes = [len(star.rows) for star in stars]
    members = np.array([row for star in stars for row in star.rows], np.int64)
    centres = np.repeat(np.array([star.rows[0] for star in stars], np.int64), sizes)
    codes = [FAMILY_KINDS.index(star.kind) if sort == "copy" else 0 for star in stars]
    shelf.put(
        name,
        **{
            f"{sort}_member": positions[members],
            f"{sort}_centre": positions[centres],
            f"{sort}_kind": np.repeat(np.array(codes, np.uint8), sizes),
        },
    )


@dataclass(frozen=True)
class Belongs:
    """Positions that belong to a star, in order, and the centre and kind of it."""

    member: Longs
    centre: Longs
    kind: Codes

    @classmethod
    def of(cls, shelf: Shelf, sort: str) -> "Belongs":
        name = f"stars-{sort}"
        return cls(
            shelf.get(name, "member"),
            shelf.get(name, "centre"),
            shelf.get(name, "kind"),
        )

    def between(self, start: int, stop: int) -> "Belongs":
        low, high = np.searchsorted(self.member, [start, stop])
        return Belongs(self.member[low:high], self.centre[low:high], self.kind[low:high])
