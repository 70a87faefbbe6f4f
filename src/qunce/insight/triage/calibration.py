"""From scores to chances: how much each view is trusted, learned on texts it has not seen."""

import numpy as np
import scipy
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]

FOLDS = 5
# Fewer assignments, or a unit with one only, cannot say how far the scores are to be trusted.
CALIBRATED_FROM = 50


def chances(scores: Floats) -> Floats:
    """Scores (n, units) as probabilities (n, units)."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    found: Floats = raised / raised.sum(axis=1, keepdims=True)
    return found


def trust(views: Floats, numbers: Longs) -> Floats:
    """Weights (views,) under which the true units of unseen texts were likeliest.

    `views` are scores (views, n, units), each from a learner that had not seen the text.
    """
    centred = views - views.mean(axis=2, keepdims=True)
    scale = np.sqrt((centred**2).mean(axis=(1, 2)))
    # A view that says nothing, as duties that were not given, is given no weight.
    share = np.divide(1, scale, out=np.zeros_like(scale), where=scale > 1e-9)
    scaled = centred * share[:, None, None]

    def surprise(weights: Floats) -> tuple[float, Floats]:
        found = chances(np.tensordot(weights, scaled, 1))
        rows = np.arange(len(numbers))
        missed = found.copy()
        missed[rows, numbers] -= 1
        slope = (scaled * missed).sum(axis=(1, 2)) / len(numbers)
        return float(-np.log(np.maximum(found[rows, numbers], 1e-12)).mean()), slope

    start = np.full(len(views), 1 / len(views))
    best = scipy.optimize.minimize(
        surprise, start, jac=True, method="L-BFGS-B", bounds=[(0, 20)] * len(views)
    )
    weights: Floats = best.x * share
    return weights


def folds(numbers: Longs) -> Longs:
    """A fold for each text, every unit spread evenly over all of them."""
    order = np.argsort(numbers, kind="stable")
    found = np.empty(len(numbers), np.int64)
    found[order] = np.arange(len(numbers)) % FOLDS
    return found
