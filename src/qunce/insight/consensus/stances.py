"""Stances as flat arrays, by person and then by statement, whatever order they came in."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qunce.insight.kernel import kernel

Labels = NDArray[Any]
Longs = NDArray[np.int64]
Ints = NDArray[np.int32]
Bytes = NDArray[np.int8]

# A table of all whole numbers between the labels is made up to this many times their count.
_DENSE = 4
# People in a block are this power of two: their stances fit into a core's cache.
_BLOCK = 12


@dataclass(frozen=True)
class Stances:
    """Who took which stance on what: 1 agree, -1 disagree, 0 pass.

    `people` (n) and `statements` (m) are the caller's labels in ascending order. Person i bears
    `marks[pointers[i]:pointers[i + 1]]`, ascending; a mark is 4 x the row of the statement, + 0
    for disagree, 1 for pass, 2 for agree: one look into a table then says all about a stance.
    `left_out` counts the statements that were taken away; their stances are not here.
    """

    people: Labels
    statements: Labels
    pointers: Longs
    marks: Ints
    left_out: int = 0

    @classmethod
    def of(
        cls,
        people: ArrayLike,
        statements: ArrayLike,
        values: ArrayLike,
        *,
        left_out: Iterable[Any] = (),
    ) -> Self:
        """Take labels of people and of statements, and values in -1, 0, 1, one of each a stance.

        Statements in `left_out` (withdrawn, set aside) lose their stances. ValueError if the
        arrays differ in length, a value is none of the three, or somebody has two stances on one
        statement: which one counts is the caller's to say.

        >>> Stances.of(["b", "a", "b"], [7, 7, 9], [1, -1, 0]).marks.tolist()
        [0, 2, 5]
        """
        who, what, said = np.asarray(people), np.asarray(statements), _valued(values)
        if not who.shape == what.shape == said.shape or said.ndim != 1:
            raise ValueError(f"{who.shape} people, {what.shape} statements, {said.shape} values")
        gone = _distinct(left_out)
        persons, rows = _coded(who)
        topics, columns = _coded(what)
        live = ~np.isin(topics, gone)
        if not live.all():
            kept = live[columns]
            number = np.cumsum(live, dtype=np.int32) - np.int32(1)
            rows, columns, said = rows[kept], number[columns[kept]], said[kept]
        marks = columns * np.int32(4) + said + np.int32(1)
        found = cls(persons, topics[live], *_by_person(rows, marks, len(persons)), len(gone))
        found._refuse_second_stances()
        return found

    def _refuse_second_stances(self) -> None:
        same = (self.marks[1:] ^ self.marks[:-1]) < 4
        borders = self.pointers[1:-1] - 1
        same[borders[(borders >= 0) & (borders < len(same))]] = False
        if same.any():
            at = int(np.flatnonzero(same)[0])
            person = self.people[np.searchsorted(self.pointers, at, side="right") - 1]
            statement = self.statements[self.marks[at] >> 2]
            raise ValueError(
                f"{int(same.sum())} second stances, the first by {person} on {statement}: "
                "hand in the one that counts"
            )

    def of_rows(self, rows: Longs) -> Self:
        """The stances of some people alone, rows ascending; statements stay as they are."""
        sizes = self.counts[rows]
        ends = np.cumsum(sizes)
        taken = np.repeat(self.pointers[rows] - ends + sizes, sizes) + np.arange(sizes.sum())
        pointers = np.concatenate(([0], ends))
        return replace(self, people=self.people[rows], pointers=pointers, marks=self.marks[taken])

    @property
    def counts(self) -> Longs:
        """How many stances each person took, (n)."""
        return np.diff(self.pointers)


def _valued(values: ArrayLike) -> Bytes:
    found = np.asarray(values)
    if not found.size:
        return found.astype(np.int8)
    # Compared as they came: as int8 0.5 would be a pass, and 257 an agreement.
    known = found.dtype.kind in "iuf" and bool(((found >= -1) & (found <= 1)).all())
    whole = found.astype(np.int8, copy=False) if known else None
    if whole is None or (whole != found).any():
        raise ValueError("a stance is 1 (agree), -1 (disagree) or 0 (pass)")
    return whole


def _distinct(labels: Iterable[Any]) -> Labels:
    return np.unique(np.array(list(labels)))


def _coded(labels: Labels) -> tuple[Labels, Ints]:
    """Distinct labels in ascending order, and the number of each entry's label."""
    if labels.dtype.kind in "iu" and len(labels):
        low, high = int(labels.min()), int(labels.max())
        if high - low < _DENSE * len(labels) + 1024:
            return _coded_by_table(labels, low, high)
    names, numbers = np.unique(labels, return_inverse=True)
    return names, numbers.astype(np.int32)


def _coded_by_table(labels: Labels, low: int, high: int) -> tuple[Labels, Ints]:
    """The same without sorting, for whole numbers that lie close together."""
    met = np.zeros(high - low + 1, bool)
    # The type of the labels may be too narrow for their differences.
    wide = labels if labels.dtype.itemsize >= 4 else labels.astype(np.int32)
    places = (wide - wide.dtype.type(low)).astype(np.int32, copy=False)
    met[places] = True
    names: Labels = (np.flatnonzero(met).astype(wide.dtype) + wide.dtype.type(low)).astype(
        labels.dtype
    )
    if met.all():
        return names, places
    return names, (np.cumsum(met, dtype=np.int32) - np.int32(1))[places]


def _by_person(rows: Ints, marks: Ints, people: int) -> tuple[Longs, Ints]:
    """Where each person's marks begin and end, and all marks."""
    sizes = np.bincount(rows, minlength=people)
    pointers = np.concatenate(([0], np.cumsum(sizes)))
    # First to the neighbourhood, then to the place: a straight way misses the cache at each step.
    rows, marks = _moved(rows, marks, pointers[:-1][:: 1 << _BLOCK].copy(), _BLOCK)
    marks = _moved(rows, marks, pointers[:-1].copy(), 0)[1]
    _sort_each(marks, pointers)
    return pointers, marks


@kernel
def _moved(rows: Ints, marks: Ints, places: Longs, shift: int) -> tuple[Ints, Ints]:
    by_row, by_mark = np.empty_like(rows), np.empty_like(marks)
    for at in range(len(rows)):
        block = rows[at] >> shift
        by_row[places[block]] = rows[at]
        by_mark[places[block]] = marks[at]
        places[block] += 1
    return by_row, by_mark


@kernel
def _sort_each(marks: Ints, pointers: Longs) -> None:
    """Shell sort of each person's few marks, in place."""
    for person in range(len(pointers) - 1):
        own = marks[pointers[person] : pointers[person + 1]]
        gap = 1
        while gap < len(own) // 3:
            gap = gap * 3 + 1
        while gap > 0:
            for at in range(gap, len(own)):
                moved, to = own[at], at
                while to >= gap and own[to - gap] > moved:
                    own[to] = own[to - gap]
                    to -= gap
                own[to] = moved
            gap //= 3
