import numpy as np
import pytest

from qunce.insight import coverage
from qunce.insight.vectors import Floats, unit


def blobs(sizes: list[int]) -> tuple[Floats, np.ndarray[tuple[int], np.dtype[np.int64]]]:
    random = np.random.default_rng(0)
    centres = np.eye(len(sizes), 16, dtype=np.float32)
    labels = np.repeat(np.arange(len(sizes)), sizes)
    return unit(centres[labels] + 0.05 * random.standard_normal((len(labels), 16))), labels


def test_the_largest_group_is_heard_first() -> None:
    rows, labels = blobs([5, 50, 20])
    order, share = coverage.order(rows, labels)
    assert [int(labels[row]) for row in order] == [1, 2, 0]
    assert share == [50 / 75, 70 / 75, 1.0]


def test_shares_grow_by_ever_smaller_steps() -> None:
    random = np.random.default_rng(1)
    rows = unit(random.standard_normal((300, 4)).astype(np.float32))
    order, share = coverage.order(rows, np.zeros(300, np.int64))
    steps = np.diff([0.0, *share])
    assert (steps > 0).all()
    assert (np.diff(steps) <= 1e-9).all()
    assert len(set(order)) == len(order)
    assert share[-1] == 1.0


def test_undecided_voices_are_heard_only_when_read() -> None:
    rows, labels = blobs([10, 1, 1])
    order, share = coverage.order(rows, np.where(labels > 0, -1, labels))
    assert len(order) == 3
    assert share == [10 / 12, 11 / 12, 1.0]


def test_few_are_not_buried_under_many() -> None:
    random = np.random.default_rng(2)
    scattered = unit(random.standard_normal((400, 32)).astype(np.float32))
    rows = np.vstack([scattered, np.tile(unit(np.ones((1, 32), np.float32)), (3, 1))])
    labels = np.array([0] * 400 + [1] * 3)
    order, _ = coverage.order(unit(rows.astype(np.float32)), labels)
    assert 1 in labels[order[: coverage.MINORITY]]


def test_the_order_agrees_with_what_is_heard() -> None:
    random = np.random.default_rng(4)
    rows = unit(random.standard_normal((200, 6)).astype(np.float32))
    labels = random.integers(-1, 4, 200)
    order, share = coverage.order(rows, labels)
    for read in (1, 7, 30, len(order)):
        assert coverage.heard(rows, labels, order[:read]).mean() == pytest.approx(share[read - 1])


def test_representatives_begin_with_the_most_typical_and_spread() -> None:
    rows, labels = blobs([30, 10])
    chosen = coverage.representatives(rows, np.arange(40), most=2)
    assert [int(labels[row]) for row in chosen] == [0, 1]
    assert coverage.representatives(rows, np.arange(0), most=2) == []


def test_nothing_to_read_covers_nothing() -> None:
    assert coverage.order(np.zeros((0, 4), np.float32), np.empty(0, np.int64)) == ([], [])
