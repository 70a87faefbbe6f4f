import numpy as np
from sklearn.metrics import normalized_mutual_info_score

from qunce.insight import themes
from qunce.insight.clusters import SphericalKMeans
from qunce.insight.vectors import Vectors
from qunce.insight.words import cut
from tests.insight.corpus import texts, voices


def test_vectors_are_unit_and_repeat_themselves() -> None:
    words = cut(texts(250))
    one, other = (Vectors().fit(words).transform(words) for _ in range(2))
    assert np.array_equal(one, other)
    assert np.allclose(np.linalg.norm(one, axis=1), 1, atol=1e-5)


def test_a_text_without_known_words_is_the_zero_vector() -> None:
    vectors = Vectors().fit(cut(texts(250)))
    assert not vectors.transform(cut(["qqqq zzzz"])).any()


def test_clusters_find_the_matters() -> None:
    given = voices(600)
    words = cut([voice.text for voice in given])
    rows = Vectors().fit(words).transform(words)
    labels = SphericalKMeans(6).fit(rows).labels_
    assert normalized_mutual_info_score([voice.theme for voice in given], labels) >= 0.95


def test_a_leaf_holds_one_matter() -> None:
    given = voices(600)
    words = cut([voice.text for voice in given])
    rows = Vectors().fit(words).transform(words)
    leaves = themes.find(rows, weights=np.ones(600, np.int64))
    truth = np.array([voice.theme for voice in given])
    for leaf in range(len(leaves.centres)):
        own = truth[leaves.labels == leaf]
        assert max(np.unique(own, return_counts=True)[1]) >= 0.9 * len(own)


def test_a_text_that_resembles_no_other_is_left_undecided() -> None:
    given = [*texts(300), "量子纠缠与黑洞蒸发的信息悖论令物理学家着迷"]
    words = cut(given)
    rows = Vectors(least=1).fit(words).transform(words)
    leaves = themes.find(rows, weights=np.ones(301, np.int64))
    assert leaves.labels[300] == -1
    assert (leaves.labels[:300] >= 0).mean() >= 0.95


def test_parents_part_the_leaves() -> None:
    centres = np.eye(40, dtype=np.float32)
    above = themes.parents(centres)
    assert len(above) == 40
    assert 2 <= len(set(above)) <= 20
