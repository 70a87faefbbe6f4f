"""Which statement to show next, so that few stances are enough to find groups.

Stances that are spread over thousands of statements place nobody. So most of what is shown is a
core, on which others already took sides; every fourth turn goes to the statement that the
fewest have seen, so that nothing that was said stays unseen.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

FRESH_EVERY = 4
# So many stances before it counts half what they say about how a statement divides.
TRUSTED_AT = 10


def next_statement(
    answered: Sequence[int], agreed: ArrayLike, disagreed: ArrayLike, seen: ArrayLike
) -> int | None:
    """The row of the statement to show to somebody who took a stance on `answered` (rows).

    Counts over all people, each (m). Two people who answered the same are shown the same: nothing
    is known of a person but which statements they have seen. None when all are answered.

    >>> next_statement([1], agreed=[9, 5, 20], disagreed=[9, 5, 0], seen=[20, 10, 20])
    0
    """
    counts = np.asarray(seen, np.float64)
    waiting = np.ones(len(counts), bool)
    waiting[list(answered)] = False
    if not waiting.any():
        return None
    fresh = len(answered) % FRESH_EVERY == FRESH_EVERY - 1
    sides = np.asarray(agreed, np.float64), np.asarray(disagreed, np.float64)
    worth = -counts if fresh else _worth(*sides, counts)
    return int(np.where(waiting, worth, -np.inf).argmax())


def _worth(agreed: Floats, disagreed: Floats, seen: Floats) -> Floats:
    """Variance of the stances, less trusted where few were taken."""
    known = np.maximum(seen, 1)
    variance = (agreed + disagreed) / known - ((agreed - disagreed) / known) ** 2
    # Even a statement on which all agree is worth more to the core than one that nobody saw.
    found: Floats = (variance + 1e-3) * seen / (seen + TRUSTED_AT)
    return found
