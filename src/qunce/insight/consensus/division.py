"""Points in the plane into two to five groups; how many is found by the silhouette."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]

# Starts are tried, and the number of groups is chosen, on so many people, evenly spaced; then
# centres settle among more.
TRIED, SETTLED = 2_000, 20_000
DIRECTIONS = 8
ROUNDS = 100
# What the public may be shown: fewer than five people are no group.
SMALLEST = 5


@dataclass(frozen=True)
class Division:
    """Centres (groups, 2) in the order of the groups' sizes, and the silhouette of the choice."""

    centres: Floats
    silhouette: float


def divide(points: Floats, weights: Floats, *, most: int) -> Division | None:
    """The division with the best silhouette; None if none has five people in every group."""
    tried, settled = _spaced(len(points), TRIED), _spaced(len(points), SETTLED)
    few, own = points[tried], weights[tried]
    apart = cdist(few, few)
    best: Division | None = None
    for count in range(2, min(most, len(points)) + 1):
        centres = _best_of_starts(few, own, count)
        quality = _silhouette(apart, nearest(few, centres), own, count)
        if best is not None and quality <= best.silhouette + 1e-12:
            continue
        centres = _settle(points[settled], weights[settled], centres)
        centres, sizes = _by_size(points, weights, centres)
        if sizes[-1] >= SMALLEST:
            best = Division(centres, quality)
    return best


def nearest(points: Floats, centres: Floats) -> Longs:
    """The number of the nearest centre, (n); the first of equals."""
    found: Longs = _distances(points, centres).argmin(axis=1)
    return found


def _distances(points: Floats, centres: Floats) -> Floats:
    """Squared distance to each centre, less what is the same for all, (n, groups)."""
    found: Floats = (centres * centres).sum(axis=1) - 2 * points @ centres.T
    return found


def _spaced(size: int, most: int) -> Longs:
    return np.arange(size) if size <= most else np.arange(most) * size // most


def _best_of_starts(points: Floats, weights: Floats, count: int) -> Floats:
    """k-means from cuts across the cloud in several directions and from the farthest points."""
    starts = [_cut(points, weights, count, turn) for turn in range(DIRECTIONS)]
    settled = [_settle(points, weights, start) for start in [*starts, _farthest(points, count)]]
    return min(settled, key=lambda centres: _loss(points, weights, centres))


def _loss(points: Floats, weights: Floats, centres: Floats) -> float:
    # Rounded, so that equally good starts fall to the first of them on every machine.
    near = _distances(points, centres).min(axis=1) + (points * points).sum(axis=1)
    return float(f"{weights @ near:.9e}")


def _cut(points: Floats, weights: Floats, count: int, turn: int) -> Floats:
    """Means of slices with equal weight, across one direction."""
    angle = np.pi * turn / DIRECTIONS
    order = np.argsort(points @ np.array([np.cos(angle), np.sin(angle)]), kind="stable")
    share = np.cumsum(weights[order]) - weights[order] / 2
    slices = np.empty(len(points), np.int64)
    slices[order] = np.minimum(share * count / weights.sum(), count - 1).astype(np.int64)
    return _means(points, weights, slices, points[order[_spaced(len(points), count)]])


def _farthest(points: Floats, count: int) -> Floats:
    chosen = [int(((points - points.mean(axis=0)) ** 2).sum(axis=1).argmax())]
    for _ in range(count - 1):
        chosen.append(int(cdist(points, points[chosen]).min(axis=1).argmax()))
    found: Floats = points[chosen]
    return found


def _settle(points: Floats, weights: Floats, centres: Floats) -> Floats:
    groups = nearest(points, centres)
    for _ in range(ROUNDS):
        centres = _means(points, weights, groups, centres)
        fresh = nearest(points, centres)
        if (fresh == groups).all():
            break
        groups = fresh
    return centres


def _means(points: Floats, weights: Floats, groups: Longs, otherwise: Floats) -> Floats:
    """Mean of each group, (groups, 2); an empty one stays where `otherwise` has it."""
    count = len(otherwise)
    sizes = np.bincount(groups, weights, count)
    sums = [np.bincount(groups, weights * points[:, axis], count) for axis in (0, 1)]
    means = np.column_stack(sums) / np.maximum(sizes, 1e-12)[:, None]
    return np.where(sizes[:, None] > 0, means, otherwise)


def _silhouette(apart: Floats, groups: Longs, weights: Floats, count: int) -> float:
    """Mean silhouette (Rousseeuw 1987), a person counting by weight; -1 if a group is empty."""
    belongs = np.zeros((len(groups), count))
    rows = np.arange(len(groups))
    belongs[rows, groups] = weights
    sizes = belongs.sum(axis=0)
    if (sizes <= 0).any():
        return -1.0
    sums = apart @ belongs
    others = sizes[groups] - weights
    inside = sums[rows, groups] / np.maximum(others, 1e-12)
    means = sums / sizes
    means[rows, groups] = np.inf
    outside = means.min(axis=1)
    quality = (outside - inside) / np.maximum(np.maximum(outside, inside), 1e-12)
    return float(np.average(np.where(others <= 1e-9, 0.0, quality), weights=weights))


def _by_size(points: Floats, weights: Floats, centres: Floats) -> tuple[Floats, Floats]:
    """Largest group first; equal ones by where they stand."""
    sizes: Floats = np.bincount(nearest(points, centres), weights, len(centres)).astype(np.float64)
    order = np.lexsort((centres[:, 1], centres[:, 0], -sizes.round(6)))
    return centres[order], sizes[order]
