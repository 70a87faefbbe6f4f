"""What to read first: the order in which the most voices are heard soonest.

A voice is *heard* when a voice of its family was read, or one of the same leaf whose vector is
within `HEARD` of its own. The next to read is the one that lets most others be heard, which is
within 63 % of the best possible order (Nemhauser, Wolsey, Fisher 1978). Reading in one leaf lets
nobody be heard in another, so each leaf is put in order by itself and the orders are merged.

So that few are not buried under many, every `MINORITY`th place belongs to the leaf of which the
least has been heard.
"""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from qunce.insight.clusters import Labels
from qunce.insight.counting import evenly
from qunce.insight.kernel import kernel
from qunce.insight.vectors import Floats

# Written down before coverage was measured; docs/engine.md tells it for 0.5 and 0.7 as well.
HEARD = 0.6
MINORITY = 10
MOST_READ = 1_000
# Within a leaf, at most this many voices stand for election; all of its voices count.
CANDIDATES = 1_000

Rows = NDArray[np.int64]


def order(rows: Floats, labels: Labels) -> tuple[list[int], list[float]]:
    """Rows in the order to read, and the share heard after each.

    `rows` (n, d) are unit vectors, `labels` (n) their leaves, -1 for undecided: an undecided voice
    is heard only when it is read itself.
    """
    leaves = [
        _Leaf.of(rows, np.flatnonzero(labels == leaf)) for leaf in np.unique(labels[labels >= 0])
    ]
    alone = [_Leaf([int(row)], [1], 1) for row in np.flatnonzero(labels < 0)[:MOST_READ]]
    chosen, gains = _merged(leaves, alone)
    return chosen, (np.cumsum(gains) / max(len(rows), 1)).tolist()


def heard(
    rows: Floats, labels: Labels, read: Sequence[int], *, within: float = HEARD
) -> NDArray[np.bool_]:
    """Which voices are heard once those of `read` are, if vectors `within` this cosine count.

    >>> import numpy as np
    >>> rows = np.array([[1, 0], [0.8, 0.6], [0, 1]], np.float32)
    >>> heard(rows, np.zeros(3, np.int64), [0]).tolist()
    [True, True, False]
    """
    found = np.zeros(len(rows), np.bool_)
    for row in read:
        found[row] = True
        if labels[row] >= 0:
            members = np.flatnonzero(labels == labels[row])
            found[members] |= rows[members] @ rows[row] >= within
    return found


def representatives(rows: Floats, members: Rows, most: int = 5) -> list[int]:
    """Members that between them resemble all members best, the most typical first."""
    candidates = members[evenly(len(members), CANDIDATES)]
    chosen = _covering(rows[members] @ rows[candidates].T, min(most, len(candidates)))
    return [int(candidates[position]) for position in chosen]


@kernel
def _covering(cosines: Floats, most: int) -> Rows:
    """Columns, so many, that between them come nearest to all rows, one after another."""
    chosen = np.empty(most, np.int64)
    best = np.zeros(cosines.shape[0], np.float32)
    for turn in range(most):
        gains = np.zeros(cosines.shape[1], np.float32)
        for row in range(cosines.shape[0]):
            for column in range(cosines.shape[1]):
                gains[column] += max(cosines[row, column] - best[row], np.float32(0))
        for earlier in range(turn):
            gains[chosen[earlier]] = -1
        chosen[turn] = gains.argmax()
        for row in range(cosines.shape[0]):
            best[row] = max(best[row], cosines[row, chosen[turn]])
    return chosen


@dataclass
class _Leaf:
    """One leaf in the order to read it: rows, how many each lets be heard, how far we are."""

    rows: list[int]
    gains: list[int]
    size: int
    read: int = field(default=0)
    heard: int = field(default=0)

    @classmethod
    def of(cls, rows: Floats, members: Rows) -> "_Leaf":
        candidates = members[evenly(len(members), CANDIDATES)]
        lets = rows[members] @ rows[candidates].T >= HEARD
        lets[np.searchsorted(members, candidates), np.arange(len(candidates))] = True
        gains = lets.sum(axis=0)
        leaf = cls([], [], len(members))
        while len(leaf.rows) < MOST_READ and gains.max() > 0:
            best = int(gains.argmax())
            leaf.rows.append(int(candidates[best]))
            leaf.gains.append(int(gains[best]))
            newly = lets[:, best].copy()
            gains -= lets[newly].sum(axis=0)
            lets[newly] = False
        return leaf

    @property
    def open(self) -> bool:
        return self.read < len(self.rows)

    def next(self) -> tuple[int, int]:
        row, gain = self.rows[self.read], self.gains[self.read]
        self.read += 1
        self.heard += gain
        return row, gain


def _merged(leaves: Sequence[_Leaf], alone: Iterable[_Leaf]) -> tuple[list[int], list[int]]:
    every = [*leaves, *alone]
    queue = [_bid(leaf, at) for at, leaf in enumerate(every)]
    heapq.heapify(queue)
    taken: list[tuple[int, int]] = []
    while queue and len(taken) < MOST_READ:
        small = _least_heard(leaves) if (len(taken) + 1) % MINORITY == 0 else None
        if small:
            taken.append(small.next())
            continue
        *_, at, read = heapq.heappop(queue)
        leaf = every[at]
        if read == leaf.read and leaf.open:
            taken.append(leaf.next())
        if leaf.open:
            heapq.heappush(queue, _bid(leaf, at))
    return [row for row, _ in taken], [gain for _, gain in taken]


def _bid(leaf: _Leaf, at: int) -> tuple[int, int, int, int]:
    """The most gain first, then the earlier row; how far the leaf was shows a stale bid."""
    return -leaf.gains[leaf.read], leaf.rows[leaf.read], at, leaf.read


def _least_heard(leaves: Sequence[_Leaf]) -> _Leaf | None:
    """The leaf of which the smallest share is heard, the largest of equals; None if all is."""
    unheard = [leaf for leaf in leaves if leaf.open]
    return min(
        unheard, key=lambda leaf: (leaf.heard / leaf.size, -leaf.size, leaf.rows[0]), default=None
    )
