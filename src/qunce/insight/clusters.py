"""Spherical k-means: unit vectors into groups around unit centres."""

from typing import Self

import numpy as np
from numpy.typing import NDArray

from qunce.insight.counting import evenly
from qunce.insight.kernel import kernel
from qunce.insight.vectors import Floats, unit

Labels = NDArray[np.int64]


class SphericalKMeans:
    """`fit` learns `centres_` (k, d), `labels_` (n) and `closeness_` (mean cosine to the centre).

    Starts are spread by k-means++ and the best of `starts` is kept. Rows may carry weights.
    Learning sees at most `most` rows, evenly spaced; all rows are labelled.
    """

    def __init__(
        self, k: int, *, starts: int = 10, rounds: int = 25, most: int = 30_000, seed: int = 0
    ) -> None:
        self.k = k
        self.starts = starts
        self.rounds = rounds
        self.most = most
        self.seed = seed

    def fit(self, rows: Floats) -> Self:
        sample = rows[evenly(len(rows), self.most)]
        random = np.random.default_rng(self.seed)
        tries = [self._once(sample, random) for _ in range(self.starts)]
        self.closeness_, self.centres_ = max(tries, key=lambda found: found[0])
        self.labels_ = self.predict(rows)
        return self

    def predict(self, rows: Floats) -> Labels:
        return nearest(rows, self.centres_)[0]

    def _once(self, rows: Floats, random: np.random.Generator) -> tuple[float, Floats]:
        centres = _spread(rows, self.k, random)
        closeness = -np.inf
        for _ in range(self.rounds):
            labels, near = nearest(rows, centres)
            if near.mean() - closeness < 1e-4:
                break
            closeness = float(near.mean())
            centres = centres_of(rows, labels, centres)
        return closeness, centres


def nearest(rows: Floats, centres: Floats, *, step: int = 20_000) -> tuple[Labels, Floats]:
    """The nearest centre of each row and the cosine to it."""
    labels = np.zeros(len(rows), np.int64)
    near = np.zeros(len(rows), np.float32)
    for start in range(0, len(rows), step):
        cosines = rows[start : start + step] @ centres.T
        labels[start : start + step] = cosines.argmax(axis=1)
        near[start : start + step] = cosines.max(axis=1)
    return labels, near


def smoothed(rows: Floats, *, neighbours: int, step: int = 1_000) -> Floats:
    """Each row and the weighted mean of its nearest rows, in equal parts.

    What is said once leans on what is said beside it: k-means then follows the dense places. On
    495 labelled messages and on 500 generated ideas the groups found agree better with the truth,
    in 350 of the messages by 0.03 NMI.
    """
    found = np.zeros_like(rows)
    wanted = min(neighbours, len(rows) - 1)
    for start in range(0, len(rows) if wanted > 0 else 0, step):
        cosines = rows[start : start + step] @ rows.T
        own = np.arange(len(cosines))
        cosines[own, start + own] = 0
        least = -np.partition(-cosines, wanted - 1, axis=1)[:, wanted - 1 : wanted]
        cosines[(cosines < least) | (cosines < 0)] = 0
        sums = cosines.sum(axis=1, keepdims=True)
        found[start : start + step] = (cosines @ rows) / np.maximum(sums, 1e-9)
    return unit(rows + found)


def centres_of(rows: Floats, labels: Labels, before: Floats) -> Floats:
    """Mean directions of the groups; a group that lost its rows keeps its old centre."""
    return unit(sums_of(rows, labels, before))


def sums_of(rows: Floats, labels: Labels, before: Floats) -> Floats:
    """Sums of the rows of each group; a group without rows keeps what stood before."""
    sums, sizes = _sums(rows, labels, len(before))
    kept: Floats = np.where(sizes[:, None] > 0, sums, before)
    return kept


@kernel
def _sums(rows: Floats, labels: Labels, groups: int) -> tuple[Floats, Labels]:
    sums = np.zeros((groups, rows.shape[1]), np.float32)
    sizes = np.zeros(groups, np.int64)
    for row in range(len(rows)):
        sizes[labels[row]] += 1
        for column in range(rows.shape[1]):
            sums[labels[row], column] += rows[row, column]
    return sums, sizes


def _spread(rows: Floats, k: int, random: np.random.Generator) -> Floats:
    first = int(random.integers(len(rows)))
    chosen = [first]
    far = 1 - rows @ rows[first]
    for _ in range(1, k):
        chances = np.maximum(far, 0).astype(np.float64)
        total = chances.sum()
        pick = (
            int(np.searchsorted(np.cumsum(chances), random.random() * total))
            if total > 1e-6
            else int(random.integers(len(rows)))
        )
        chosen.append(min(pick, len(rows) - 1))
        far = np.minimum(far, 1 - rows @ rows[chosen[-1]])
    return rows[chosen].copy()
