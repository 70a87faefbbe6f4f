"""How far reviewers agree, said in three ways that fail differently."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qunce.insight.panels.scores import _sorted


@dataclass(frozen=True)
class Agreement:
    """`one` and `mean` are intraclass correlations (one-way, Shrout and Fleiss 1979): how much of
    the difference between candidates a single score, and the mean of a candidate's scores, tells.
    `alpha` is Krippendorff's for intervals (2004): 1 is full agreement, 0 is chance. `spread` is
    the median of highest less lowest, and `apart` how many candidates have more than the limit.

    None where there is nothing to compare: nobody was scored twice, or all scores are the same.
    """

    candidates: int
    scores: int
    one: float | None
    mean: float | None
    alpha: float | None
    spread: float
    apart: int


def agreement(
    candidates: Sequence[object],
    reviewers: Sequence[object],
    scores: Sequence[float],
    *,
    limit: float = 25.0,
) -> Agreement:
    """Agreement over the candidates with at least two scores. Raises ValueError as `Panel.fit`.

    >>> found = agreement([1, 1, 2, 2, 3, 3], "ABABAB", [60, 62, 70, 71, 80, 84])
    >>> round(found.one, 2), round(found.alpha, 2), found.apart
    (0.97, 0.96, 0)
    """
    rows = _sorted(candidates, reviewers, scores)
    counts = np.bincount(rows.own)
    several = counts[rows.own] > 1
    own, values = rows.own[several], rows.scores[several]
    if not len(own):
        return Agreement(len(counts), len(rows.scores), None, None, None, 0.0, 0)
    _, own = np.unique(own, return_inverse=True)
    size = np.bincount(own)
    spreads = np.array([np.ptp(values[own == one]) for one in range(len(size))])
    between, within = _variances(own, values, size)
    one, mean = _correlations(between, within, size)
    alpha = _alpha(own, values, size)
    apart = int((spreads > limit).sum())
    return Agreement(
        len(counts), len(rows.scores), one, mean, alpha, float(np.median(spreads)), apart
    )


def _variances(own: np.ndarray, values: np.ndarray, size: np.ndarray) -> tuple[float, float]:
    """Mean squares between candidates and within them."""
    means = np.bincount(own, values) / size
    between = float((size * (means - values.mean()) ** 2).sum()) / max(len(size) - 1, 1)
    within = float(((values - means[own]) ** 2).sum()) / (len(values) - len(size))
    return between, within


def _correlations(
    between: float, within: float, size: np.ndarray
) -> tuple[float | None, float | None]:
    if len(size) < 2 or between <= 0:
        return None, None
    # The usual mean size where candidates have different numbers of scores.
    usual = (size.sum() - (size**2).sum() / size.sum()) / (len(size) - 1)
    one = (between - within) / (between + (usual - 1) * within)
    return float(one), float((between - within) / between)


def _alpha(own: np.ndarray, values: np.ndarray, size: np.ndarray) -> float | None:
    """1 - observed over expected disagreement, by squared differences."""
    total = len(values)
    means = np.bincount(own, values) / size
    # Pairs within a candidate, each ordered pair once: 2 m sum (x - mean)^2, over m - 1.
    squares = np.bincount(own, (values - means[own]) ** 2)
    observed = float((2 * size * squares / (size - 1)).sum()) / total
    expected = 2 * float(((values - values.mean()) ** 2).sum()) / (total - 1)
    return float(1 - observed / expected) if expected > 0 else None
