"""The learner: stances in, opinion groups out, or the reason why none are named."""

from dataclasses import replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from qunce.insight.consensus import axes, division, echoes, findings, reliability
from qunce.insight.consensus.findings import Common, Divide, Held
from qunce.insight.consensus.stances import Longs, Stances

Floats = NDArray[np.float64]


class OpinionGroups:
    """Groups of people who take like stances; how many is found, not given.

    People with fewer than `least` stances belong to no group (as in Polis), though their stances
    help to find the axes. At most `most` groups are looked for. Where the placing of people is not
    reliable no groups are named, and `verdict_` says why; what all agree on is then said of all
    people as one group.

    After `fit`: `count_` groups (0 if none are named), `groups_` (n), the group of each of
    `people_` with the largest group 0, or -1; `sizes_`; `verdict_`; `echoes_`; `axes_`; `tally_`.

    >>> people = [person for person in range(40) for _ in range(12)]
    >>> statements = list(range(12)) * 40
    >>> stances = [
    ...     -1 if (person * 7 + statement * 5) % 11 == 0 else 1 if person % 2 else -1
    ...     for person, statement in zip(people, statements)
    ... ]
    >>> found = OpinionGroups().fit(Stances.of(people, statements, stances))
    >>> found.count_, found.sizes_.tolist()
    (2, [20, 20])
    """

    def __init__(self, *, least: int = 7, most: int = 5) -> None:
        self.least = least
        self.most = most

    def fit(self, stances: Stances) -> Self:
        """Find the groups. The order in which stances came does not matter."""
        # On one thread, so that sums come out the same on every machine.
        with threadpool_limits(limits=1, user_api="blas"):
            return self._fit(stances)

    def _fit(self, stances: Stances) -> Self:
        self.people_, self.statements_ = stances.people, stances.statements
        weights, self.echoes_ = echoes.find(stances, self.least)
        placed = stances.counts >= self.least
        self.verdict_ = reliability.judge(stances, weights, placed)
        self.axes_ = axes.find(stances, weights) if self.verdict_.named else None
        self.groups_ = self._divided(stances, weights, placed)
        self.count_ = len(self.centres_)
        self.sizes_ = np.bincount(self.groups_[self.groups_ >= 0], minlength=self.count_)
        together = self.groups_ if self.count_ else np.zeros(len(weights), np.int64)
        self.tally_ = axes.tally(stances, weights, together, max(self.count_, 1))
        return self

    def _divided(self, stances: Stances, weights: Floats, placed: NDArray[np.bool_]) -> Longs:
        groups = np.full(len(weights), -1)
        self.centres_ = np.empty((0, axes.AXES))
        if self.axes_ is None:
            return groups
        points = axes.positions(stances, self.axes_)[placed]
        found = division.divide(points, weights[placed], most=self.most)
        if found is None:
            self.verdict_ = replace(self.verdict_, reason="no_groups")
            return groups
        self.centres_ = found.centres
        groups[placed] = division.nearest(points, found.centres)
        return groups

    def predict(self, stances: Stances) -> Longs:
        """The group of each of these people (n) among the groups found, or -1.

        Statements that were not there at `fit` say nothing.
        """
        if not self.count_ or self.axes_ is None:
            return np.full(len(stances.people), -1)
        same = _only(stances, self.statements_)
        points = axes.positions(same, self.axes_)
        return np.where(same.counts >= self.least, division.nearest(points, self.centres_), -1)

    def held(self, group: int, *, most: int = 10) -> tuple[Held, ...]:
        """What represents this group: held by it, and less by all others."""
        if not 0 <= group < self.count_:
            raise ValueError(f"group {group}, but {self.count_} were found")
        return findings.held(self.tally_, self.statements_, group)[:most]

    def common(self, *, most: int = 10) -> tuple[Common, ...]:
        """What most of every group hold: group-informed consensus, surest first."""
        return findings.common(self.tally_, self.statements_)[:most]

    def divides(self, *, most: int = 10) -> tuple[Divide, ...]:
        """What the groups are furthest apart on; nothing where there are no groups."""
        return findings.divides(self.tally_, self.statements_)[:most] if self.count_ else ()


def _only(stances: Stances, statements: NDArray[Any]) -> Stances:
    """The same stances on these statements (ascending), numbered as they are."""
    place = np.searchsorted(statements, stances.statements)
    kept = np.isin(stances.statements, statements)[stances.marks >> 2]
    marks = stances.marks[kept]
    renumbered = (place[marks >> 2] * 4 + (marks & 3)).astype(np.int32)
    pointers = np.concatenate(([0], np.cumsum(kept)))[stances.pointers]
    return Stances(stances.people, statements, pointers, renumbered, stances.left_out)
