"""Leaves that are one thing: neighbours of their texts keep crossing from one to the other.

How near two centres are does not tell it: a wide leaf lies far from a narrow one that is part of
it, and two narrow ones lie close that nobody would mix.
"""

import numpy as np
from numpy.typing import NDArray

from qunce.insight.clusters import Labels
from qunce.insight.counting import evenly
from qunce.insight.vectors import Floats

# Neighbours that cross, for one that stays, from which on two leaves are one: see docs.
CROSSES = 0.1
# Neighbours are looked for among so many texts, and asked of so many of these.
AMONG, ASKED = 8_000, 3_000
# Each text asks for so many of its nearest, for one text of a leaf of mean size.
NEAREST = 0.25
# Two leaves of few texts have few neighbours: so many more that stay are taken for granted.
DOUBT = 30

Counts = NDArray[np.float64]


def joined(rows: Floats, labels: Labels, apart: int = 0) -> Labels:
    """Labels in which leaves that are one have the number of the lowest of them.

    `labels` from 0, -1 for none; leaves below `apart` never join each other.

    >>> rows = np.tile(np.eye(2, dtype=np.float32), (200, 1))
    >>> halves = np.repeat([0, 2], 200) + np.tile([0, 1], 200)
    >>> joined(rows, halves).tolist() == [0, 1] * 200
    True
    """
    leaves = int(labels.max(initial=-1)) + 1
    if leaves < 2:
        return labels
    into = _into(_met(rows, labels, leaves), apart)
    return np.where(labels >= 0, into[labels], -1)


def _met(rows: Floats, labels: Labels, leaves: int) -> Counts:
    """How many neighbours the texts of each leaf have in each leaf; symmetric."""
    among = evenly(len(rows), AMONG)
    asked = evenly(len(among), ASKED)
    pool, own = rows[among], labels[among]
    wanted = min(max(2, round(NEAREST * len(among) / leaves)), len(among) - 1)
    met = np.zeros((leaves, leaves))
    for start in range(0, len(asked), 1_000):
        step = asked[start : start + 1_000]
        cosines = pool[step] @ pool.T
        cosines[np.arange(len(step)), step] = -2
        nearest = np.argpartition(-cosines, wanted - 1, axis=1)[:, :wanted]
        ours, theirs = np.repeat(own[step], wanted), own[nearest].ravel()
        held = (ours >= 0) & (theirs >= 0)
        np.add.at(met, (ours[held], theirs[held]), 1)
    return (met + met.T) / 2


def _into(met: Counts, apart: int) -> Labels:
    """The two leaves with most crossing join, until no two cross enough."""
    into = np.arange(len(met))
    while True:
        stay = np.diag(met)
        cross = met / (np.sqrt(np.outer(stay, stay)) + DOUBT)
        cross[stay == 0] = cross[:, stay == 0] = 0
        cross[:apart, :apart] = 0
        np.fill_diagonal(cross, 0)
        one, other = sorted(divmod(int(cross.argmax()), len(met)))
        if cross[one, other] < CROSSES:
            return into
        met[one] += met[other]
        met[:, one] += met[:, other]
        met[other] = met[:, other] = 0
        into[into == other] = one
