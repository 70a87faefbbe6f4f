"""Parents: leaves that are about neighbouring things, under a common roof."""

import numpy as np
from numpy.typing import NDArray

from qunce.insight.clusters import Labels
from qunce.insight.vectors import Floats, unit

LEAVES_A_PARENT, MOST_PARENTS = 6, 20


def parents(centres: Floats, sizes: NDArray[np.int64]) -> Labels:
    """The parent of each leaf, numbered from 0; `centres` (k, d), `sizes` (k) in texts.

    What all leaves have in common is taken away, then the two whose joining costs least by Ward's
    criterion join, a leaf weighing the root of its texts: large leaves join only if they are
    close, and many small ones are no heap. Few leaves have no parents: each is one of its own.

    >>> parents(np.eye(3, dtype=np.float32), np.array([5, 5, 5])).tolist()
    [0, 1, 2]
    """
    count = len(centres)
    if count < 2 * LEAVES_A_PARENT:
        return np.arange(count)
    wanted = min(max(2, round(count / LEAVES_A_PARENT)), MOST_PARENTS)
    common = np.average(centres, axis=0, weights=sizes + 1)
    own = unit(centres - common).astype(np.float64)
    return _joined(own, np.sqrt(sizes + 1), wanted)


def _joined(means: NDArray[np.float64], weights: NDArray[np.float64], wanted: int) -> Labels:
    """The two groups whose joining costs least become one, until so many are left."""
    labels = np.arange(len(means))
    cost = _costs(means, weights)
    for _ in range(len(means) - wanted):
        one, other = sorted(divmod(int(cost.argmin()), len(means)))
        both = weights[one] + weights[other]
        means[one] = (means[one] * weights[one] + means[other] * weights[other]) / both
        weights[one] = both
        labels[labels == other] = one
        cost[other], cost[:, other] = np.inf, np.inf
        cost[one] = np.where(np.isinf(cost[one]), np.inf, _cost(means, weights, one))
        cost[:, one] = cost[one]
    found: Labels = np.unique(labels, return_inverse=True)[1].astype(np.int64)
    return found


def _costs(means: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    costs = np.array([_cost(means, weights, at) for at in range(len(means))])
    np.fill_diagonal(costs, np.inf)
    return costs


def _cost(
    means: NDArray[np.float64], weights: NDArray[np.float64], one: int
) -> NDArray[np.float64]:
    """What joining each group to this one adds to the squared distances from their mean."""
    apart: NDArray[np.float64] = ((means - means[one]) ** 2).sum(axis=1)
    adds: NDArray[np.float64] = apart * weights * weights[one] / (weights + weights[one])
    return adds
