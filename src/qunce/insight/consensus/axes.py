"""The two directions along which stances differ most, in time linear in the stances.

Who took no stance on a statement is put at its mean, and every statement is centred: what is left
is (stance - mean) where there is a stance and 0 elsewhere. So a product with the whole matrix
costs one look at each stance, and no matrix is ever built. Principal components after Lanczos.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh_tridiagonal

from qunce.insight.consensus.stances import Ints, Longs, Stances
from qunce.insight.kernel import kernel

Floats = NDArray[np.float64]

AXES = 2
# Residual, relative to the largest eigenvalue, at which an axis is taken as found.
CLOSE = 1e-8
# Looks at a stance before the search ends anyhow. Only an axis that is noise needs so many: 30
# million stances get 20 steps, 2 million as many as are ever made.
WORK = 600_000_000
MOST_STEPS = 300


@dataclass(frozen=True)
class Tally:
    """Agreements, disagreements and all stances (passes too), each (groups, statements)."""

    agreed: Floats
    disagreed: Floats
    seen: Floats


@dataclass(frozen=True)
class Axes:
    """Mean stance of each statement (m), and its weight on each axis, (AXES, m)."""

    means: Floats
    weights: Floats


def tally(stances: Stances, weights: Floats, groups: Longs, count: int) -> Tally:
    """Stances by group (number from 0, or -1 for nobody's), a person counting by weight."""
    size = len(stances.statements)
    found = _tallied(stances.pointers, stances.marks, weights, groups, np.zeros((count, 4 * size)))
    disagreed, passed, agreed, _ = np.moveaxis(found.reshape(count, size, 4), 2, 0)
    return Tally(agreed, disagreed, agreed + passed + disagreed)


def find(stances: Stances, weights: Floats, *, sure: int = AXES) -> Axes:
    """The axes of the people with a weight; zeros where stances do not differ.

    The search goes on until the first `sure` axes are found (to CLOSE), or WORK is done.
    """
    everyone = tally(stances, weights, np.zeros(len(weights), np.int64), 1)
    means = ((everyone.agreed - everyone.disagreed) / np.maximum(everyone.seen, 1e-12))[0]
    return Axes(means, _lanczos(stances, weights, means, sure))


def halves(stances: Stances, axes: Axes) -> tuple[Floats, Longs]:
    """Where each half of each person's stances points, (n, 2, AXES), and its size, (n, 2).

    The two sum to the whole.
    """
    table = np.stack([_table(axes.means, vector) for vector in axes.weights], axis=1)
    return _halved(stances.pointers, stances.marks, table)


def positions(stances: Stances, axes: Axes) -> Floats:
    """Each person in the plane, (n, AXES).

    Scaled by the square root of (statements / stances of the person), so that few stances do not
    pull to the middle; a statement that was left out counts as one on which everybody stood at 0.
    """
    points = halves(stances, axes)[0].sum(axis=1)
    total = len(stances.statements) + stances.left_out
    own = np.maximum(stances.counts + stances.left_out, 1)
    scaled: Floats = points * np.sqrt(total / own)[:, None]
    return scaled


def _table(means: Floats, vector: Floats) -> Floats:
    """What each mark adds to a person's place: (stance - mean) x weight, (4 m)."""
    found = np.outer(vector, (-1.0, 0.0, 1.0, 0.0)) - (means * vector)[:, None]
    return found.ravel()


def _lanczos(stances: Stances, weights: Floats, means: Floats, sure: int) -> Floats:
    """Leading eigenvectors of the scatter of statements, (AXES, m), all steps kept orthogonal."""
    size = len(means)
    steps = min(size, MOST_STEPS, max(WORK // max(len(stances.marks), 1), 10))
    basis = np.zeros((steps + 1, size))
    main, beside = np.zeros(steps), np.zeros(steps)
    # Any start will do that no symmetry of the statements shares: multiples of the golden ratio.
    start: Floats = np.arange(1, size + 1, dtype=np.float64) * 0.6180339887498949 % 1 - 0.5
    basis[0] = _unit(start)
    done = 0
    for step in range(steps):
        done = step + 1
        new = _times_scatter(stances, weights, means, basis[step])
        main[step] = new @ basis[step]
        for _ in range(2):  # Once is not enough: what is left over grows from step to step.
            new -= basis[:done].T @ (basis[:done] @ new)
        beside[step] = np.linalg.norm(new)
        if _is_found(main[:done], beside[:done], sure):
            break
        basis[done] = new / beside[step]
    return _signed(_leading(main[:done], beside[:done], basis[:done]))


def _times_scatter(stances: Stances, weights: Floats, means: Floats, vector: Floats) -> Floats:
    """The scatter of statements (m, m), which is never built, times a vector (m)."""
    sums = _gathered(stances.pointers, stances.marks, weights, _table(means, vector))
    against, passed, agreed, _ = sums.reshape(-1, 4).T
    found: Floats = agreed - against - means * (agreed + passed + against)
    return found


def _unit(vector: Floats) -> Floats:
    found: Floats = vector / max(float(np.linalg.norm(vector)), 1e-300)
    return found


def _is_found(main: Floats, beside: Floats, sure: int) -> bool:
    if beside[-1] <= 1e-12 * max(abs(main).max(), 1e-300):
        return True
    # Looked at every few steps: it costs, and early ones are never right.
    if len(main) < 2 * AXES or len(main) % 4:
        return False
    values, vectors = _small(main, beside)
    left = beside[-1] * abs(vectors[-1, :sure])
    return bool((left <= CLOSE * values[0]).all())


def _small(main: Floats, beside: Floats) -> tuple[Floats, Floats]:
    """Largest eigenvalues of the small matrix first, and their vectors in columns."""
    chosen = (max(len(main) - AXES, 0), len(main) - 1)
    values, vectors = eigh_tridiagonal(main, beside[:-1], select="i", select_range=chosen)
    return values[::-1], vectors[:, ::-1]


def _leading(main: Floats, beside: Floats, basis: Floats) -> Floats:
    found = np.zeros((AXES, basis.shape[1]))
    if len(main):
        values, vectors = _small(main, beside)
        for axis, value in enumerate(values):
            if value > 1e-12 * max(values[0], 1e-300):
                found[axis] = _unit(vectors[:, axis] @ basis)
    return found


def _signed(axes: Floats) -> Floats:
    """An axis has no direction of its own: its largest weight is made positive."""
    if not axes.shape[1]:
        return axes
    largest = axes[np.arange(len(axes)), abs(axes).argmax(axis=1)]
    found: Floats = axes * np.where(largest < 0, -1.0, 1.0)[:, None]
    return found


@kernel
def _gathered(pointers: Longs, marks: Ints, weights: Floats, table: Floats) -> Floats:
    """For each mark, the sum over who bears it of weight x (sum of the table over their marks)."""
    found = np.zeros(len(table))
    for person in range(len(weights)):
        if weights[person] == 0:
            continue
        start, end = pointers[person], pointers[person + 1]
        # Two sums, because one would wait for itself at each step.
        even, odd = 0.0, 0.0
        for at in range(start, end - 1, 2):
            even += table[marks[at]]
            odd += table[marks[at + 1]]
        if (end - start) % 2:
            even += table[marks[end - 1]]
        total = (even + odd) * weights[person]
        for at in range(start, end):
            found[marks[at]] += total
    return found


@kernel
def _halved(pointers: Longs, marks: Ints, table: Floats) -> tuple[Floats, Longs]:
    points = np.zeros((len(pointers) - 1, 2, table.shape[1]))
    sizes = np.zeros((len(pointers) - 1, 2), np.int64)
    for person in range(len(pointers) - 1):
        for at in range(pointers[person], pointers[person + 1]):
            # Odd factors, high bits mixed down: no pattern of rows decides which half it is.
            mixed = np.uint64(person + 1) * np.uint64(0x9E3779B97F4A7C15)
            mixed ^= np.uint64((marks[at] >> 2) + 1) * np.uint64(0xC2B2AE3D27D4EB4F)
            mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
            half = np.int64(mixed >> np.uint64(63))
            sizes[person, half] += 1
            for axis in range(table.shape[1]):
                points[person, half, axis] += table[marks[at], axis]
    return points, sizes


@kernel
def _tallied(pointers: Longs, marks: Ints, weights: Floats, groups: Longs, found: Floats) -> Floats:
    for person in range(len(groups)):
        if groups[person] >= 0:
            for at in range(pointers[person], pointers[person + 1]):
                found[groups[person], marks[at]] += weights[person]
    return found
