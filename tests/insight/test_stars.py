"""Bonds come together as the rule says: from the closest to the loosest, one key for all."""

from collections import defaultdict
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from qunce.insight.bonds import CONTAINED, KINDS, NEAR, TEMPLATE, Bonds
from qunce.insight.stars import Star, gathered

LENGTHS = [30, 30, 31, 35, 40, 40, 52, 60, 61]
PAIRS = list(combinations(range(len(LENGTHS)), 2))

Told = tuple[tuple[int, int], str, float]


def bonds_of(told: list[Told]) -> Bonds:
    outer, inner = ([pair[end] for pair, _, _ in told] for end in (1, 0))
    return Bonds(
        np.array(outer, np.int64),
        np.array(inner, np.int64),
        np.array([KINDS.index(kind) for _, kind, _ in told], np.uint8),
        np.array([closeness for *_, closeness in told], np.float64),
    )


def by_rule(told: list[Told]) -> set[frozenset[int]]:
    """Who comes together, by asking every key for every other."""
    stands: dict[int, set[int]] = defaultdict(set)
    for (inner, outer), kind, _ in told:
        stands[outer].add(inner)
        if kind == NEAR:
            stands[inner].add(outer)
    clusters = {frozenset([row]) for row in range(len(LENGTHS))}
    for pair, _, _ in sorted(told, key=lambda one: (-one[2], one[0])):
        one, other = (next(found for found in clusters if row in found) for row in pair)
        both = one | other
        if one != other and any(both - {row} <= stands[row] for row in both):
            clusters = clusters - {one, other} | {both}
    return {found for found in clusters if len(found) > 1}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(PAIRS),
            st.sampled_from([NEAR, CONTAINED]),
            st.sampled_from([0.6, 0.75, 0.9, 0.95]),
        ),
        max_size=25,
        unique_by=lambda one: one[0],
    )
)
@settings(deadline=None)
def test_who_comes_together_and_who_stands_for_them(told: list[Told]) -> None:
    stars, siblings = gathered(np.array(LENGTHS), bonds_of(told))
    assert siblings == []
    assert {frozenset(star.rows) for star in stars} == by_rule(told)
    kinds = {pair: kind for pair, kind, _ in told}
    for star in stars:
        centre, *others = star.rows
        between = {kinds[min(centre, row), max(centre, row)] for row in others}
        assert others == sorted(others)
        assert all(row < centre or kinds[centre, row] == NEAR for row in others)
        assert star.kind == (CONTAINED if CONTAINED in between else NEAR)
    assert stars == sorted(stars, key=lambda star: -len(star.rows))


def test_the_longest_of_those_that_stand_for_most_is_the_centre() -> None:
    told: list[Told] = [((0, 1), NEAR, 0.9), ((0, 2), NEAR, 0.9), ((1, 2), NEAR, 0.9)]
    stars, _ = gathered(np.array(LENGTHS), bonds_of(told))
    assert stars == [Star((2, 0, 1), NEAR)]


def test_copies_of_copies_make_no_chain() -> None:
    told: list[Told] = [((0, 1), NEAR, 0.95), ((1, 2), NEAR, 0.9), ((2, 3), NEAR, 0.8)]
    stars, _ = gathered(np.array(LENGTHS), bonds_of(told))
    assert stars == [Star((1, 0, 2), NEAR)]


def test_templates_are_shown_between_the_centres_that_stand_for_their_copies() -> None:
    told: list[Told] = [((0, 1), NEAR, 0.95), ((0, 2), TEMPLATE, 0.9), ((2, 3), NEAR, 0.9)]
    stars, siblings = gathered(np.array(LENGTHS), bonds_of(told))
    assert [star.rows for star in stars] == [(3, 2), (0, 1)]
    assert siblings == [Star((3, 0), TEMPLATE)]


def test_no_bonds() -> None:
    assert gathered(np.array(LENGTHS), bonds_of([])) == ([], [])
