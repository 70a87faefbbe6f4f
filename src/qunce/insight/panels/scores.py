"""What a candidate is worth once it is known how severe each of its reviewers is.

A many-facet model of scores (Linacre 1989) with the identity link: a score is the candidate's worth
less the reviewer's severity plus noise, and each reviewer has a noise of their own. Severities are
drawn towards nought as far as the scores cannot tell them apart, so that three scores make nobody
severe. A score that fits neither its candidate nor its reviewer counts for less (Huber 1981), and
all scores of a reviewer who agrees with nobody count for less.

The criteria's weights are summed before: the facets here are candidates and reviewers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]

ROUNDS = 200
SETTLED = 1e-7
# A residual of two standard deviations of its reviewer begins to count for less.
FAR = 2.0
# How many scores the panel's common noise counts for in a reviewer's own: with thirty scores a
# reviewer is judged nearly alone, with three nearly as all others.
PRIOR = 8.0
# No reviewer is believed to be more exact than a quarter of what all are (in variance).
MOST_EXACT = 0.25


@dataclass(frozen=True)
class _Rows:
    """Scores in one order whatever order they came in: by candidate, then reviewer."""

    own: Longs
    by: Longs
    scores: Floats
    candidates: tuple[object, ...]
    reviewers: tuple[object, ...]


class Panel:
    """Candidates' corrected scores and reviewers' severities from who scored what.

    `fit` learns, in the order of `candidates_` and `reviewers_` (both sorted):

    - `raw_`: the plain mean of each candidate's scores, always kept beside
    - `corrected_`: in the same unit, as if all had been read by reviewers of mean severity
    - `error_`: the standard error of `corrected_`
    - `counts_`: how many scores each candidate has
    - `spread_`: highest less lowest raw score
    - `severity_`: how much lower than the others a reviewer scores; negative is mild
    - `noise_`: standard deviation of a reviewer's scores around what the model expects
    - `scored_`: how many candidates each reviewer has scored
    - `groups_`: how many parts of the panel share no candidate; between parts, severity is only
      as good as the guess that the parts are alike on average

    The same scores in any order give the same result. Names are numbers or words, not both.

    >>> panel = Panel().fit([1, 1, 2, 2, 3, 3], "ABBCCA", [60, 80, 70, 60, 80, 80])
    >>> panel.raw_.tolist()
    [70.0, 65.0, 80.0]
    >>> panel.corrected_.round(1).tolist()
    [68.5, 61.9, 84.6]
    """

    def __init__(self, *, far: float = FAR, prior: float = PRIOR) -> None:
        self.far = far
        self.prior = prior

    def fit(
        self, candidates: Sequence[object], reviewers: Sequence[object], scores: Sequence[float]
    ) -> "Panel":
        """One score each of `reviewers` (n) for each of `candidates` (n).

        Raises ValueError where there is no score, one is not finite, the lengths differ, or a
        reviewer has scored a candidate twice.
        """
        rows = _sorted(candidates, reviewers, scores)
        self.candidates_, self.reviewers_ = rows.candidates, rows.reviewers
        self.counts_ = np.bincount(rows.own)
        self.scored_ = np.bincount(rows.by)
        self.raw_ = np.bincount(rows.own, rows.scores) / self.counts_
        self.spread_ = _spread(rows)
        self.groups_ = _groups(rows)
        self._settle(rows)
        return self

    def _settle(self, rows: _Rows) -> None:
        severity = np.zeros(len(rows.reviewers))
        worth = self.raw_
        noise = np.full(len(rows.reviewers), max(float(np.var(rows.scores)) / 2, 1e-9))
        strength = noise[0] / 2
        for _ in range(ROUNDS):
            left = rows.scores - worth[rows.own] + severity[rows.by]
            weights = self._weights(left, noise[rows.by])
            fresh, doubt = _severities(rows, weights, strength)
            worth = _worths(rows, weights, fresh)
            moved = float(np.abs(fresh - severity).max(initial=0.0))
            severity = fresh
            left = rows.scores - worth[rows.own] + severity[rows.by]
            noise = self._noise(rows, left, weights)
            strength = max(float(np.mean(severity**2 + doubt)), 1e-9)
            if moved < SETTLED:
                break
        self.severity_, self.corrected_, self.noise_ = severity, worth, np.sqrt(noise)
        self.error_ = 1 / np.sqrt(np.bincount(rows.own, weights))

    def _weights(self, left: Floats, noise: Floats) -> Floats:
        away = np.abs(left) / np.sqrt(noise)
        found: Floats = np.minimum(1.0, self.far / np.maximum(away, 1e-12)) / noise
        return found

    def _noise(self, rows: _Rows, left: Floats, weights: Floats) -> Floats:
        """Variance of each reviewer's residuals, leaning on that of all.

        A candidate's worth was fitted to its own scores, so a residual is too small by the share
        that the score has in it.
        """
        total = np.bincount(rows.own, weights)
        free = np.maximum(1 - weights / total[rows.own], 0.05)
        squares = np.bincount(rows.by, left**2 / free)
        common = max(float(np.median(squares / self.scored_)), 1e-9)
        found: Floats = (squares + self.prior * common) / (self.scored_ + self.prior)
        return np.maximum(found, MOST_EXACT * common)


def _sorted(
    candidates: Sequence[object], reviewers: Sequence[object], scores: Sequence[float]
) -> _Rows:
    if not len(candidates) == len(reviewers) == len(scores):
        raise ValueError(
            f"{len(candidates)} candidates, {len(reviewers)} reviewers and {len(scores)} scores: "
            "each score needs one of each"
        )
    if not len(scores):
        raise ValueError("there are no scores yet, so nothing can be said of them")
    values = np.asarray(scores, np.float64)
    if not np.isfinite(values).all():
        raise ValueError("a score is missing or not finite")
    owners, own = _numbered(candidates)
    judges, by = _numbered(reviewers)
    pairs = own * len(judges) + by
    if len(np.unique(pairs)) < len(pairs):
        raise ValueError("a reviewer has scored the same candidate twice")
    order = np.argsort(pairs, kind="stable")
    return _Rows(own[order], by[order], values[order], owners, judges)


def _numbered(names: Sequence[object]) -> tuple[tuple[object, ...], Longs]:
    known = tuple(sorted(set(names)))  # type: ignore[type-var]
    at = {name: n for n, name in enumerate(known)}
    return known, np.array([at[name] for name in names], np.int64)


def _severities(rows: _Rows, weights: Floats, strength: float) -> tuple[Floats, Floats]:
    """Severities (reviewers) and the doubt in each (variance); candidates are eliminated first."""
    size = len(rows.reviewers)
    shares = np.zeros((len(rows.candidates), size))
    shares[rows.own, rows.by] = weights
    totals = shares.sum(axis=1)
    # Weighted mean of each candidate's scores: what is above it, a mild reviewer added.
    means = np.bincount(rows.own, weights * rows.scores) / totals
    above = np.bincount(rows.by, weights * (rows.scores - means[rows.own]), size)
    matrix = np.diag(shares.sum(axis=0) + 1 / strength) - shares.T @ (shares / totals[:, None])
    inverse = np.linalg.inv(matrix)
    severity = np.negative(inverse @ above, dtype=np.float64)
    return severity, np.diag(inverse)


def _worths(rows: _Rows, weights: Floats, severity: Floats) -> Floats:
    sums = np.bincount(rows.own, weights * (rows.scores + severity[rows.by]))
    found: Floats = sums / np.bincount(rows.own, weights)
    return found


def _spread(rows: _Rows) -> Floats:
    highest = np.full(len(rows.candidates), -np.inf)
    lowest = np.full(len(rows.candidates), np.inf)
    np.maximum.at(highest, rows.own, rows.scores)
    np.minimum.at(lowest, rows.own, rows.scores)
    found: Floats = highest - lowest
    return found


def _groups(rows: _Rows) -> int:
    """Parts of the panel that no candidate links."""
    above = list(range(len(rows.candidates) + len(rows.reviewers)))

    def top(at: int) -> int:
        while above[at] != at:
            above[at] = above[above[at]]
            at = above[at]
        return at

    for own, by in zip(rows.own.tolist(), rows.by.tolist(), strict=True):
        above[top(own)] = top(len(rows.candidates) + by)
    return len({top(at) for at in range(len(above))})
