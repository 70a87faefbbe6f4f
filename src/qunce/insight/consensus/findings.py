"""What each group holds, what all agree on, what divides: tests over counted stances."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, polygamma, psi

from qunce.insight.consensus.axes import Tally

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

# Of what is said to be held by a group, so much may be there by chance (Benjamini and Hochberg).
FALSE = 0.05
# Half the width of a 95 % interval, in standard errors.
WIDTH = 1.959963984540054


@dataclass(frozen=True)
class Held:
    """A statement that a group agrees with (or, `agree` false, disagrees with) more than others.

    `share` of the group and of all `others` (smoothed; passes count as seen), the least that the
    difference comes to with 95 % confidence, and how many of the group saw it.
    """

    statement: Any
    agree: bool
    share: float
    others: float
    difference_at_least: float
    seen: float


@dataclass(frozen=True)
class Common:
    """A statement that most of every group agree with (or, `agree` false, disagree with).

    `score` is the product over groups of the smoothed share, `low` to `high` its 95 % interval,
    `shares` those of each group, `seen` how many saw it.
    """

    statement: Any
    agree: bool
    score: float
    low: float
    high: float
    shares: tuple[float, ...]
    seen: float


@dataclass(frozen=True)
class Divide:
    """A statement on which two groups are apart: shares that agree, and the least difference."""

    statement: Any
    shares: tuple[float, ...]
    difference_at_least: float


def smoothed(part: Floats, seen: Floats) -> Floats:
    """Share with one more for it and one more against: nobody asked means one half."""
    found: Floats = (part + 1) / (seen + 2)
    return found


def common(found: Tally, statements: NDArray[Any]) -> tuple[Common, ...]:
    """Statements that more than half of every group hold, surest first: by the low end."""
    listed = []
    for agree, part in ((True, found.agreed), (False, found.disagreed)):
        shares = smoothed(part, found.seen)
        low, high = product_interval(part, found.seen)
        for at in np.flatnonzero((shares > 0.5).all(axis=0)):
            listed.append(
                Common(
                    statements[at], agree, float(shares[:, at].prod()), float(low[at]),
                    float(high[at]), tuple(shares[:, at].tolist()), float(found.seen[:, at].sum()),
                )
            )  # fmt: skip
    return tuple(sorted(listed, key=lambda one: -one.low))


def product_interval(part: Floats, seen: Floats) -> tuple[Floats, Floats]:
    """95 % of the product over groups of shares, each known as far as its counts tell.

    A share is a Beta (part + 1, rest + 1); mean and variance of its logarithm are exact, their
    sum over groups is taken as normal.
    """
    centre = (psi(part + 1) - psi(seen + 2)).sum(axis=0)
    spread = np.sqrt((polygamma(1, part + 1) - polygamma(1, seen + 2)).sum(axis=0))
    return np.exp(centre - WIDTH * spread), np.minimum(np.exp(centre + WIDTH * spread), 1.0)


def held(found: Tally, statements: NDArray[Any], group: int) -> tuple[Held, ...]:
    """What this group holds and others hold less: the largest sure difference first."""
    listed: list[Held] = []
    for agree, part in ((True, found.agreed), (False, found.disagreed)):
        own, seen = part[group], found.seen[group]
        theirs, asked = part.sum(axis=0) - own, found.seen.sum(axis=0) - seen
        share, others = smoothed(own, seen), smoothed(theirs, asked)
        least = _difference_at_least(own, seen, theirs, asked)
        kept = (share > 0.5) & _discovered(_two_proportions(own, seen, theirs, asked))
        listed += [
            Held(
                statements[at], agree, float(share[at]), float(others[at]), float(least[at]),
                float(seen[at]),
            )
            for at in np.flatnonzero(kept)
        ]  # fmt: skip
    return tuple(sorted(listed, key=lambda one: -one.difference_at_least))


def divides(found: Tally, statements: NDArray[Any]) -> tuple[Divide, ...]:
    """Statements by the least difference between the group most for them and the one least."""
    shares = smoothed(found.agreed, found.seen)
    most, least = shares.argmax(axis=0), shares.argmin(axis=0)
    rows = np.arange(len(statements))
    apart = _difference_at_least(
        found.agreed[most, rows], found.seen[most, rows],
        found.agreed[least, rows], found.seen[least, rows],
    )  # fmt: skip
    listed = [
        Divide(statements[at], tuple(shares[:, at].tolist()), float(apart[at]))
        for at in np.flatnonzero(apart > 0)
    ]
    return tuple(sorted(listed, key=lambda one: -one.difference_at_least))


def _difference_at_least(own: Floats, seen: Floats, theirs: Floats, asked: Floats) -> Floats:
    """Lower end of the 95 % interval of the difference (Agresti and Caffo 2000)."""
    share, others = smoothed(own, seen), smoothed(theirs, asked)
    spread = share * (1 - share) / (seen + 2) + others * (1 - others) / (asked + 2)
    found: Floats = share - others - WIDTH * np.sqrt(spread)
    return found


def _two_proportions(own: Floats, seen: Floats, theirs: Floats, asked: Floats) -> Floats:
    """Chance that so large a difference, or a larger one, comes from equal shares; one-sided."""
    pooled = (own + theirs + 2) / (seen + asked + 4)
    spread = np.sqrt(pooled * (1 - pooled) * (1 / (seen + 2) + 1 / (asked + 2)))
    found: Floats = ndtr(-(smoothed(own, seen) - smoothed(theirs, asked)) / spread)
    return found


def _discovered(chances: Floats) -> Truths:
    order = np.argsort(chances, kind="stable")
    below = chances[order] <= FALSE * np.arange(1, len(order) + 1) / max(len(order), 1)
    found = np.zeros(len(order), bool)
    found[order[: int(np.flatnonzero(below).max(initial=-1)) + 1]] = True
    return found
