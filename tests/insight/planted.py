"""Made-up conversations with known groups."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qunce.insight.consensus import Stances


@dataclass(frozen=True)
class Conversation:
    """One row a stance; `groups` holds the true group of person 0, 1, 2, …"""

    people: NDArray[np.int64]
    statements: NDArray[np.int64]
    values: NDArray[np.int64]
    groups: NDArray[np.int64]

    def stances(self) -> Stances:
        return Stances.of(self.people, self.statements, self.values)


def converse(
    people: int, statements: int, votes: float, *, groups: int, apart: float = 2.0, seed: int = 0
) -> Conversation:
    """People of so many groups, each asked about `votes` random statements.

    Log odds of agreeing: what the statement earns from all (sd 1) and from the group (sd `apart`).
    One stance in ten is a pass. One group is noise: people differ in nothing but chance.
    """
    random = np.random.default_rng([seed, people, statements, groups])
    own = random.integers(0, groups, people)
    odds = random.normal(0, 1, statements) + random.normal(0, apart, (groups, statements))
    rows = np.repeat(np.arange(people), np.maximum(random.poisson(votes, people), 1))
    pairs = np.unique(rows * statements + random.integers(0, statements, len(rows)))
    rows, columns = np.divmod(pairs, statements)
    agrees = random.random(len(rows)) < 1 / (1 + np.exp(-odds[own[rows], columns]))
    values = np.where(random.random(len(rows)) < 0.1, 0, np.where(agrees, 1, -1))
    return Conversation(rows, columns, values, own)


def with_people(found: Conversation, stances: NDArray[np.int64]) -> Conversation:
    """The same, and one more person for each row (k, m) of -1, 0, 1 and 9 for not asked."""
    first = len(found.groups)
    rows, columns = np.nonzero(stances != 9)
    return Conversation(
        np.concatenate([found.people, rows + first]),
        np.concatenate([found.statements, columns]),
        np.concatenate([found.values, stances[rows, columns]]),
        np.concatenate([found.groups, np.full(len(stances), -1)]),
    )
