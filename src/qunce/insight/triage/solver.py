"""Linear classifiers: one unit against all others, by squared hinge loss and by counting."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from qunce.insight.kernel import kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]

# Cost of an error; units with few assignments count more for each (n / (units x own)).
COST = 0.5
PASSES = 200
TOLERANCE = 0.01
# Added to the counts of every term, so that a term never met forbids nothing.
SMOOTH = 0.3


def against_the_rest(
    rows: sparse.csr_matrix, numbers: Longs, own_cost: Floats, *, seed: int
) -> Floats:
    """Weights (terms + 1, units), the last row the bias: squared hinge, one unit at a time."""
    found = np.zeros((rows.shape[1] + 1, len(own_cost)))
    order = np.random.default_rng(seed).permutation(rows.shape[0])
    squares = np.asarray(rows.multiply(rows).sum(axis=1)).ravel() + 1
    for unit, cost in enumerate(own_cost):
        side = np.where(numbers == unit, 1.0, -1.0)
        spread = 0.5 / np.where(numbers == unit, cost, COST)
        found[:, unit] = _descend(
            rows.indptr, rows.indices, rows.data, side, spread, squares, order, rows.shape[1]
        )
    return found


def costs(numbers: Longs, units: int) -> Floats:
    """What an error on each unit's own texts costs."""
    own = np.bincount(numbers, minlength=units)
    return COST * len(numbers) / (units * np.maximum(own, 1))


def one_more(weights: Floats, columns: Ints, values: Floats, unit: int, own_cost: Floats) -> None:
    """The exact step of the same descent for one new text, in place."""
    side = np.where(np.arange(weights.shape[1]) == unit, 1.0, -1.0)
    spread = 0.5 / np.where(side > 0, own_cost, COST)
    short = 1 - side * (values @ weights[columns] + weights[-1])
    step = side * np.maximum(short, 0) / (values @ values + 1 + spread)
    weights[columns] += np.outer(values, step)
    weights[-1] += step


def by_counting(sums: Floats) -> Floats:
    """Weights of complement naive Bayes (Rennie and others 2003) from sums (terms, units)."""
    others = sums.sum(axis=1, keepdims=True) - sums + SMOOTH
    found: Floats = -np.log(others / others.sum(axis=0))
    return found


def summed(rows: sparse.csr_matrix, numbers: Longs, units: int) -> Floats:
    """How much of each term each unit was given: (terms, units)."""
    shape = (len(numbers), units)
    belongs = sparse.csr_matrix((np.ones(len(numbers)), (np.arange(len(numbers)), numbers)), shape)
    found: Floats = (rows.T @ belongs).toarray()
    return found


@kernel
def _descend(
    pointers: Ints, columns: Ints, values: Floats, side: Floats, spread: Floats, squares: Floats,
    order: Longs, width: int,
) -> Floats:  # fmt: skip
    """Dual coordinate descent (Hsieh and others 2008)."""
    weights = np.zeros(width + 1)
    alpha = np.zeros(len(side))
    for _ in range(PASSES):
        worst = 0.0
        for row in order:
            near = weights[width]
            for at in range(pointers[row], pointers[row + 1]):
                near += weights[columns[at]] * values[at]
            slope = side[row] * near - 1 + spread[row] * alpha[row]
            if alpha[row] > 0 or slope < 0:
                worst = max(worst, abs(slope))
            after = max(alpha[row] - slope / (squares[row] + spread[row]), 0.0)
            step = (after - alpha[row]) * side[row]
            alpha[row] = after
            weights[width] += step
            for at in range(pointers[row], pointers[row + 1]):
                weights[columns[at]] += step * values[at]
        if worst < TOLERANCE:
            break
    return weights
