"""Which new theme is which old one: by the voices they share, the best pair first."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Longs = NDArray[np.int64]

# Half of both: then no third theme has a better claim to either.
SHARED = 0.5


def match(old: Longs, new: Longs) -> dict[int, int]:
    """New label to old label, given the two labels of each voice (0: none).

    A pair fits if it shares at least half of the larger of the two, counted over the voices that
    have both labels. Ties go to the pair that shares more voices, then to the lower labels.
    """
    both = (old > 0) & (new > 0)
    pairs, shared = np.unique(np.stack((old[both], new[both])), axis=1, return_counts=True)
    old_sizes, new_sizes = _sizes(old[both]), _sizes(new[both])
    ranked = sorted(
        (
            (-count / max(old_sizes[before], new_sizes[after]), -count, before, after)
            for (before, after), count in zip(pairs.T.tolist(), shared.tolist(), strict=True)
        )
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for overlap, _count, before, after in ranked:
        if -overlap >= SHARED and after not in found and before not in taken:
            found[after] = before
            taken.add(before)
    return found


def _sizes(labels: Longs) -> dict[int, int]:
    values, counts = np.unique(labels, return_counts=True)
    return dict(zip(values.tolist(), counts.tolist(), strict=True))


def lifted(labels: Longs, parent_of: Mapping[int, int]) -> Longs:
    """Labels of leaves as labels of their parents; 0 where there is none."""
    values, places = np.unique(labels, return_inverse=True)
    above = np.array([parent_of.get(label, 0) for label in values.tolist()], np.int64)
    return above[places]
