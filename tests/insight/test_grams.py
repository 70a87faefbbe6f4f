"""Runs that texts share, counted in one go, are those that the rule for one pair counts."""

from collections import Counter
from itertools import permutations

import numpy as np
import pytest

from qunce.insight import compare, grams, sketches

KEYS = [
    "路", "路灯", "路灯坏", "路灯坏了", "路灯路灯路灯路灯坏",
    "我们小区的路灯坏了三个月没有人来修", "三个月没有人来修我们小区的路灯", "𠀀𠀁𠀂𠀃路灯坏",
]  # fmt: skip


@pytest.mark.parametrize("ordered", [True, False])
def test_as_one_pair_at_a_time(ordered: bool) -> None:
    pairs = np.array(list(permutations(range(len(KEYS)), 2)), np.int64)
    pairs = pairs if ordered else np.random.default_rng(3).permutation(pairs)
    flat = sketches.flat(KEYS)
    sizes, counts = grams.distinct(*flat), grams.shared(*flat, pairs)
    same = grams.same_characters(*flat, pairs).tolist()
    for (one, other), shared, chars in zip(pairs.tolist(), counts.tolist(), same, strict=True):
        assert chars == (Counter(KEYS[one]) & Counter(KEYS[other])).total()
        union = sizes[one] + sizes[other] - shared
        assert shared / union == compare.jaccard(KEYS[one], KEYS[other])
        assert shared / sizes[one] == compare.contained(KEYS[one], KEYS[other])


def test_no_pairs() -> None:
    assert len(grams.shared(*sketches.flat(KEYS), np.empty((0, 2), np.int64))) == 0
    assert len(grams.same_characters(*sketches.flat([]), np.empty((0, 2), np.int64))) == 0
    assert len(grams.distinct(*sketches.flat([]))) == 0
