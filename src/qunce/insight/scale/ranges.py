"""Texts sorted by their keys into ranges: copies of one key meet, and every key has a position.

A position is the place of a distinct key among all of them in order. It depends on the texts
alone, so nothing that is decided by positions knows how the texts were parted.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qunce.insight.counting import evenly
from qunce.insight.keys import keys as keys_of
from qunce.insight.scale.shelf import Longs, Shelf
from qunce.insight.scale.sources import Part
from qunce.insight.text import nothing_to_understand

# Keys of each run from which the borders between ranges are chosen.
_TOLD = 64


@dataclass(frozen=True)
class Stretch:
    """A sorted run of distinct keys, written to the shelf, and what the planner must know of it."""

    name: str
    rows: int
    silent: int
    keys: int
    told: tuple[str, ...]


def sort_part(shelf: Shelf, number: int, part: Part) -> list[Stretch]:
    """Keys of a part's texts in sorted runs, and the rows that say nothing with the reason."""
    runs = []
    first = part.first
    for position, texts in enumerate(part.batches()):
        runs.append(_sorted(shelf, f"run-{number}-{position}", first, texts))
        first += len(texts)
    return runs


def _sorted(shelf: Shelf, name: str, first: int, texts: Sequence[str]) -> Stretch:
    keys = keys_of(texts)
    reasons = {at: reason for at, one in enumerate(keys) if (reason := nothing_to_understand(one))}
    silent = np.array(list(reasons), np.int64) + first
    shelf.put(name, silent=silent, reason=np.array(list(reasons.values()), np.str_))
    meant = sorted(set(range(len(texts))) - reasons.keys(), key=lambda at: (keys[at], texts[at]))
    copies = [list(rows) for _, rows in groupby(meant, key=lambda at: keys[at])]
    shelf.put_texts(name, "key", [keys[rows[0]] for rows in copies])
    shelf.put_texts(name, "text", [texts[rows[0]] for rows in copies])
    rows = np.array([at for rows in copies for at in rows], np.int64) + first
    shelf.put(name, rows=rows, rows_ends=np.cumsum([0, *map(len, copies)], dtype=np.int64))
    told = tuple(keys[copies[at][0]] for at in evenly(len(copies), _TOLD).tolist())
    return Stretch(name, len(texts), len(silent), len(copies), told)


def borders(runs: Sequence[Stretch], keys_a_range: int) -> list[str]:
    """The first key of each range but the first."""
    count = -(-sum(run.keys for run in runs) // keys_a_range)
    told = sorted({key for run in runs for key in run.told})
    return [told[at] for at in evenly(len(told), count + 1).tolist()[1:-1]]


def merge(
    shelf: Shelf, number: int, runs: Sequence[str], low: str | None, high: str | None
) -> tuple[int, int]:
    """The keys from `low` to before `high` out of all runs; how many, and characters of texts."""
    entries = [entry for run in runs for entry in _between(shelf, run, low, high)]
    # Of several rows with one key the first text in order stands for it, as in a reading.
    entries.sort(key=lambda entry: (entry[0], entry[1], int(entry[2][0])))
    copies = [list(same) for _, same in groupby(entries, key=lambda entry: entry[0])]
    name = f"range-{number}"
    shelf.put_texts(name, "key", [same[0][0] for same in copies])
    shelf.put_texts(name, "text", [same[0][1] for same in copies])
    pieces = [rows for same in copies for _, _, rows in same]
    counts = [sum(len(rows) for _, _, rows in same) for same in copies]
    ends = np.cumsum([0, *counts], dtype=np.int64)
    rows = np.concatenate([np.empty(0, np.int64), *pieces])
    lengths = np.array([len(same[0][0]) for same in copies], np.int32)
    shelf.put(name, rows=rows, rows_ends=ends, first=rows[ends[:-1]], length=lengths)
    return len(copies), sum(len(same[0][1]) for same in copies)


def _between(
    shelf: Shelf, run: str, low: str | None, high: str | None
) -> Iterator[tuple[str, str, Longs]]:
    keys, texts = shelf.get_texts(run, "key"), shelf.get_texts(run, "text")
    start = bisect_left(keys, low) if low is not None else 0
    stop = bisect_left(keys, high) if high is not None else len(keys)
    rows, ends = shelf.get(run, "rows"), shelf.get(run, "rows_ends")[start : stop + 1].tolist()
    owners = (rows[a:b].astype(np.int64) for a, b in pairwise(ends))
    return zip(keys.between(start, stop), texts.between(start, stop), owners, strict=True)


@dataclass(frozen=True)
class Ranges:
    """All ranges on the shelf: range i holds the positions from `firsts[i]` to `firsts[i + 1]`."""

    shelf: Shelf
    firsts: Longs

    def __len__(self) -> int:
        return len(self.firsts) - 1

    @property
    def total(self) -> int:
        return int(self.firsts[-1])

    def bounds(self, number: int) -> tuple[int, int]:
        return int(self.firsts[number]), int(self.firsts[number + 1])

    def parted(self, positions: Longs) -> Iterator[tuple[str, Longs]]:
        """The ranges of sorted positions, each with the places inside it."""
        cuts = np.searchsorted(positions, self.firsts)
        for number, (start, stop) in enumerate(pairwise(cuts)):
            if start < stop:
                yield f"range-{number}", positions[start:stop] - self.firsts[number]

    def values(self, field: str, positions: Longs) -> NDArray[Any]:
        """A number or a row of numbers of each of these sorted positions."""
        found = [self.shelf.get(name, field)[at] for name, at in self.parted(positions)]
        return np.concatenate(found or [self.shelf.get("range-0", field)[:0]])

    def counts(self, positions: Longs) -> Longs:
        """How many rows have the key of each of these sorted positions."""
        found = [np.empty(0, np.int64)]
        for name, at in self.parted(positions):
            ends = self.shelf.get(name, "rows_ends")
            found.append((ends[at + 1] - ends[at]).astype(np.int64))
        return np.concatenate(found)

    def texts(self, field: str, positions: Longs) -> list[str]:
        """Keys or texts of these sorted positions."""
        found: list[str] = []
        for name, at in self.parted(positions):
            found += self.shelf.get_texts(name, field).some(at)
        return found
