import numpy as np

from qunce.insight.parents import parents
from qunce.insight.vectors import Floats, unit


def centres_around(subjects: int, leaves: int) -> Floats:
    """So many leaves around each of some subjects, all leaning to one side, as texts do."""
    random = np.random.default_rng(5)
    means = np.repeat(np.eye(subjects, 30, dtype=np.float32), leaves, axis=0)
    scattered = means + random.normal(0, 0.05, means.shape).astype(np.float32)
    scattered[:, -1] += 1.5
    return unit(scattered)


def test_leaves_of_one_subject_have_one_parent() -> None:
    above = parents(centres_around(8, 6), np.full(48, 100))
    assert [len(set(above[at : at + 6])) for at in range(0, 48, 6)] == [1] * 8
    assert len(set(above)) == 8


def test_parents_part_the_leaves() -> None:
    above = parents(np.eye(40, dtype=np.float32), np.ones(40, np.int64))
    assert len(above) == 40
    assert sorted(set(above.tolist())) == list(range(len(set(above))))
    assert 2 <= len(set(above)) <= 20


def test_small_leaves_do_not_make_two_large_ones_one() -> None:
    # Two large leaves as far from each other as the small ones are: the small ones join first.
    centres = centres_around(4, 6)
    sizes = np.full(24, 3)
    sizes[[0, 6]] = 5_000
    above = parents(centres, sizes)
    assert above[0] != above[6]


def test_no_texts_and_few_leaves() -> None:
    assert parents(np.empty((0, 3), np.float32), np.empty(0, np.int64)).tolist() == []
    assert parents(np.eye(11, dtype=np.float32), np.ones(11, np.int64)).tolist() == list(range(11))
