"""Themes are recognised by their voices; texts lie on disk while they are read."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qunce.reading.matching import lifted, match
from qunce.reading.texts import Texts

LABELS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=60)


def labels(of: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array([int(label) for label in of], np.int64)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("111222", "333444", {3: 1, 4: 2}),
        # Two thirds of both, and one who moved.
        ("111222", "334444", {3: 1, 4: 2}),
        # A theme in three parts: none of them is it.
        ("111111", "334455", {}),
        # Split in halves: the lower label keeps the name.
        ("1111", "3344", {3: 1}),
        # Two merged: the larger one lives on.
        ("111222222", "333333333", {3: 2}),
        # Those without a theme before or now say nothing.
        ("0001", "3330", {}),
        ("", "", {}),
    ],
)
def test_match(old: str, new: str, found: dict[int, int]) -> None:
    assert match(labels(old), labels(new)) == found


@given(LABELS)
def test_no_theme_is_recognised_twice(pairs: list[tuple[int, int]]) -> None:
    old, new = (np.array([pair[n] for pair in pairs], np.int64) for n in (0, 1))
    found = match(old, new)
    assert len(set(found.values())) == len(found)
    for after, before in found.items():
        both = (old > 0) & (new > 0)
        shared = int((both & (old == before) & (new == after)).sum())
        of = max(int((both & (old == before)).sum()), int((both & (new == after)).sum()))
        assert 2 * shared >= of > 0


def test_a_theme_is_matched_by_its_own_voices_whatever_its_number() -> None:
    old = labels("1112223330")
    renumbered = np.array([0, 7, 5, 6], np.int64)[old]
    assert match(old, renumbered) == {7: 1, 5: 2, 6: 3}


def test_leaves_are_lifted_to_their_parents() -> None:
    assert lifted(labels("01122"), {1: 9}).tolist() == [0, 9, 9, 0, 0]


@given(st.lists(st.text(max_size=30), max_size=20))
def test_texts_come_back_as_they_were(said: list[str]) -> None:
    with Texts(enumerate(said, start=5)) as texts:
        assert list(texts) == said
        assert list(texts.ids) == list(range(5, 5 + len(said)))
        assert [texts[n] for n in range(-len(said), 0)] == said
        assert texts[1:] == said[1:]
        with pytest.raises(IndexError):
            texts[len(said)]
