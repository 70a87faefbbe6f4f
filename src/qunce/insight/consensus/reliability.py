"""Would people stand where they stand if they had been asked other statements?

Axes are found on one half of the people; each person of the other half is placed twice, once by
each half of their stances. How well the two places agree is the reliability of the placing. Noise
gives 0 whatever its shape, because no axis ever saw the people that it places.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qunce.insight.consensus import axes
from qunce.insight.consensus.stances import Longs, Stances

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

# The usual yardstick of tests (Nunnally 1978). How well planted groups are recovered on either side
# of it is in docs/engine/consensus.md.
RELIABLE = 0.7
# One in a thousand conversations of pure noise passes.
SURE = 3.09
FEWEST_PEOPLE = 20
# More people say nothing new about the reliability; their axes only become better.
MOST_PEOPLE = 100_000
_ODD = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Verdict:
    """Whether groups may be named. `reason` is empty if so, else a word for a screen to explain:

    `few_people`; `few_stances` (there is a common axis, but people are placed on it too much by
    chance; about `needed` stances of each would do); `unclear` (no axis was found that holds for
    other people too); `no_groups` (no division leaves at least five people in every group).

    `reliability`, -1 to 1, is that of the placing on the first axis by all stances; `stances` is
    the median of the `people` who have enough to be placed.
    """

    reason: str
    reliability: float
    people: int
    stances: float
    needed: int | None = None

    @property
    def named(self) -> bool:
        return not self.reason


def judge(stances: Stances, weights: Floats, placed: Truths) -> Verdict:
    """Judge the people in `placed` (n), each counting by weight (n)."""
    # An echo counts as one here too: copies must not make up for people.
    people = round(float(weights[placed].sum()))
    usual = float(np.median(stances.counts[placed])) if people else 0.0
    if people < FEWEST_PEOPLE:
        return Verdict("few_people", 0.0, people, usual)
    half, pairs = _agreement(stances, weights, placed)
    whole = 2 * half / (1 + half)  # Spearman and Brown: two halves are as good as this.
    if np.arctanh(half) * np.sqrt(max(pairs - 3, 0)) < SURE:
        return Verdict("unclear", max(whole, -1.0), people, usual)
    if whole < RELIABLE:
        more = RELIABLE * (1 - whole) / (whole * (1 - RELIABLE))
        return Verdict("few_stances", whole, people, usual, int(np.ceil(usual * more)))
    return Verdict("", whole, people, usual)


def _agreement(stances: Stances, weights: Floats, placed: Truths) -> tuple[float, int]:
    """Correlation of the two halves on the first axis, and over how many people."""
    asked = _asked(placed)
    stances, weights, side = stances.of_rows(asked), weights[asked], _mixed(asked) & 1
    found, sizes = [], []
    for unseen in (0, 1):
        learned = axes.find(stances, np.where(side == unseen, 0.0, weights), sure=1)
        points, own = axes.halves(stances, learned)
        rows = np.flatnonzero((side == unseen) & (own > 0).all(axis=1))
        pair = points[rows, :, 0] / np.sqrt(own[rows])
        found.append(_correlation(pair, weights[rows]))
        sizes.append(round(float(weights[rows].sum())))
    mean = np.average(np.arctanh(np.clip(found, -0.9999, 0.9999)), weights=np.maximum(sizes, 1))
    return float(np.tanh(mean)), sum(sizes)


def _asked(placed: Truths) -> Longs:
    """Rows of the people who are placed, or of MOST_PEOPLE of them, evenly spaced."""
    rows = np.flatnonzero(placed)
    if len(rows) <= MOST_PEOPLE:
        return rows
    found: Longs = rows[np.arange(MOST_PEOPLE) * len(rows) // MOST_PEOPLE]
    return found


def _mixed(rows: Longs) -> Longs:
    """splitmix64 of the row, so that no regular order of people decides who is on which side."""
    numbers = (rows + 1).astype(np.uint64) * _ODD
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    found: Longs = (numbers >> np.uint64(33)).astype(np.int64)
    return found


def _correlation(pair: Floats, weights: Floats) -> float:
    if not len(pair):
        return 0.0
    centred = pair - np.average(pair, axis=0, weights=weights)
    spread = centred.T @ (centred * weights[:, None])
    scale = float(np.sqrt(spread[0, 0] * spread[1, 1]))
    return float(spread[0, 1] / scale) if scale > 0 else 0.0
