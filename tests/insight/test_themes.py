import numpy as np
import pytest
from sklearn.metrics import normalized_mutual_info_score

from qunce.insight import themes
from qunce.insight.clusters import SphericalKMeans, smoothed
from qunce.insight.svd import svd
from qunce.insight.vectors import Floats, Vectors, unit
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


def read_as_vectors(given: list[str]) -> tuple[Floats, Vectors]:
    words = cut(given)
    vectors = Vectors().fit(words)
    return vectors.transform(words), vectors


@pytest.mark.parametrize("count", [39, 40, 41, 100, 199, 201, 400])
def test_few_texts_are_read_as_well_as_some_more(count: int) -> None:
    given = voices(count)
    rows, vectors = read_as_vectors([voice.text for voice in given])
    leaves = themes.find(rows, weights=np.ones(count, np.int64), weak=vectors.weak_)
    assert (leaves.labels < 0).mean() <= 0.15
    truth = np.array([voice.theme for voice in given])
    for leaf in range(len(leaves.centres)):
        own = truth[leaves.labels == leaf]
        assert max(np.unique(own, return_counts=True)[1]) >= 0.7 * len(own)


def test_few_texts_move_to_other_company_when_one_in_a_hundred_is_added() -> None:
    given = sorted(texts(606))
    added = given[::101]
    before, after = (
        leaves_of([text for text in given if text not in left_out]) for left_out in (added, [])
    )
    held = [text for text in before if text not in added]
    table: dict[tuple[int, int], int] = {}
    for text in held:
        pair = before[text], after[text]
        table[pair] = table.get(pair, 0) + 1
    stayed: dict[int, int] = {}
    for (old, _), count in table.items():
        stayed[old] = max(stayed.get(old, 0), count)
    assert sum(stayed.values()) >= 0.85 * len(held)


def leaves_of(given: list[str]) -> dict[str, int]:
    rows, _ = read_as_vectors(given)
    labels = themes.find(rows, weights=np.ones(len(given), np.int64)).labels
    return dict(zip(given, labels.tolist(), strict=True))


def test_the_limit_asks_the_same_mean_cosine_of_leaves_of_every_size() -> None:
    mean = 0.2
    for others in (1, 5, 50):
        alike = np.full((others + 1, others + 1), mean)
        np.fill_diagonal(alike, 1)
        rows = np.linalg.cholesky(alike).astype(np.float32)
        centre = rows[1:].sum(axis=0)
        cosine = float(rows[0] @ centre / np.linalg.norm(centre))
        assert themes.floors(np.array([others]), mean**0.5)[0] == pytest.approx(cosine, abs=1e-5)


def test_rows_lean_on_their_nearest_and_stay_where_they_were() -> None:
    random = np.random.default_rng(0)
    centres = np.eye(3, 30, dtype=np.float32)
    rows = unit(centres.repeat(40, 0) + 0.2 * random.standard_normal((120, 30)).astype(np.float32))
    leaning = smoothed(rows, neighbours=5)
    assert np.allclose(np.linalg.norm(leaning, axis=1), 1, atol=1e-5)
    own = np.repeat(np.arange(3), 40)
    nearer = leaning[np.arange(120), own] - rows[np.arange(120), own]
    assert (nearer > 0).mean() >= 0.95
    assert np.allclose(smoothed(rows, neighbours=5, step=7), leaning, atol=1e-5)


def test_directions_are_those_of_the_exact_decomposition() -> None:
    random = np.random.default_rng(0)
    full = (random.standard_normal((60, 5)) @ random.standard_normal((5, 40))).astype(np.float32)
    left, strength, right = svd(full, full.T, 5)
    assert np.allclose(left * strength @ right, full, atol=1e-3)
    assert np.allclose(strength, np.linalg.svd(full)[1][:5], rtol=1e-4)
    assert np.allclose(left.T @ left, np.eye(5), atol=1e-4)
