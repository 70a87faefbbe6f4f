"""Leaves become themes: two levels, keys, names, members and representatives."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qunce.insight import coverage
from qunce.insight.heard import Heard
from qunce.insight.names import Name, name_themes
from qunce.insight.parents import parents
from qunce.insight.points import Points
from qunce.insight.themes import Leaves
from qunce.insight.understanding import Seed, Theme
from qunce.insight.vectors import Floats, Vectors
from qunce.insight.words import Cut, cut

Positions = NDArray[np.int64]


@dataclass(frozen=True)
class Forest:
    """Themes, parents first; `leaf_keys` leads from a leaf of the stage to its theme's key."""

    themes: tuple[Theme, ...]
    leaf_keys: tuple[int, ...]


def grow(
    words: Cut,
    rows: Floats,
    leaves: Leaves,
    extra: Sequence[Points],
    heard: Heard,
    seeds: Sequence[Seed],
    vectors: Vectors,
) -> Forest:
    typical = _typical_first(leaves)
    belonging = _belonging(leaves, extra)
    groups = _groups(leaves)
    names, tops = name_themes(
        words,
        typical,
        groups,
        centres=leaves.centres,
        draw=lambda phrases: vectors.transform(cut(phrases)),
        taken={seed.name for seed in seeds},
    )
    spoken_for = heard.spoken_for()
    bare = [
        _theme(
            names[at], belonging[at], coverage.representatives(rows, typical[at]), heard, spoken_for
        )
        for at in range(len(typical))
    ]
    bare = [
        replace(theme, seed=seeds[at].key, name=seeds[at].name) if at < len(seeds) else theme
        for at, theme in enumerate(bare)
    ]
    upper = [
        _above(name, [bare[at] for at in group], belonging, group, heard, spoken_for)
        for name, group in zip(tops, groups, strict=True)
    ]
    return _numbered(bare, upper, groups)


def _typical_first(leaves: Leaves) -> list[Positions]:
    found = []
    for leaf in range(len(leaves.centres)):
        members = np.flatnonzero(leaves.labels == leaf)
        found.append(members[np.argsort(-leaves.near[members], kind="stable")])
    return found


def _belonging(leaves: Leaves, extra: Sequence[Points]) -> list[set[int]]:
    belonging: list[set[int]] = [set() for _ in leaves.centres]
    for position, (leaf, more) in enumerate(zip(leaves.labels.tolist(), extra, strict=True)):
        for one in ((leaf,) if leaf >= 0 else ()) + more.leaves:
            belonging[one].add(position)
    return belonging


def _groups(leaves: Leaves) -> list[list[int]]:
    """Leaves under a common parent; a leaf that would be an only child has none."""
    held = leaves.labels[leaves.labels >= 0]
    above = parents(leaves.centres, np.bincount(held, minlength=len(leaves.centres)))
    groups = [np.flatnonzero(above == parent).tolist() for parent in np.unique(above)]
    return [group for group in groups if len(group) > 1]


def _theme(
    name: Name,
    positions: set[int],
    chosen: Sequence[int],
    heard: Heard,
    spoken_for: Sequence[list[int]],
) -> Theme:
    members = tuple(sorted(row for position in positions for row in spoken_for[position]))
    return Theme(
        key=0,
        parent=None,
        name=name.name,
        members=members,
        size=len(members),
        independent=len(positions),
        representatives=tuple(heard.rows[position] for position in chosen),
        keywords=name.keywords,
    )


def _above(
    name: Name,
    children: Sequence[Theme],
    belonging: Sequence[set[int]],
    group: Sequence[int],
    heard: Heard,
    spoken_for: Sequence[list[int]],
) -> Theme:
    positions = set().union(*(belonging[at] for at in group))
    theme = _theme(name, positions, (), heard, spoken_for)
    largest = sorted(children, key=lambda child: -child.independent)
    chosen = dict.fromkeys(row for child in largest for row in child.representatives[:1])
    return replace(theme, representatives=tuple(chosen)[:5])


def _numbered(bare: list[Theme], upper: list[Theme], groups: list[list[int]]) -> Forest:
    """Keys from 1: parents by size, then leaves by size."""
    top_order = sorted(range(len(upper)), key=lambda at: (-upper[at].size, upper[at].name))
    top_keys = {at: number for number, at in enumerate(top_order, start=1)}
    order = sorted(range(len(bare)), key=lambda at: (-bare[at].size, bare[at].name, at))
    leaf_keys = {at: number for number, at in enumerate(order, start=len(upper) + 1)}
    parent_of = {leaf: top_keys[at] for at, group in enumerate(groups) for leaf in group}
    tops = [
        replace(
            upper[at],
            key=top_keys[at],
            children=tuple(sorted(leaf_keys[leaf] for leaf in groups[at])),
        )
        for at in top_order
    ]
    grown = [replace(bare[at], key=leaf_keys[at], parent=parent_of.get(at)) for at in order]
    return Forest((*tops, *grown), tuple(leaf_keys[at] for at in range(len(bare))))
