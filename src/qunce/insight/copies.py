"""Recognising a copy of something read before, one text at a time."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from qunce.insight import bonds, compare
from qunce.insight.likeness import SHORTEST_CONTAINED
from qunce.insight.meeting import Met
from qunce.insight.originals import Asked, Left, Original
from qunce.insight.shelf import Shelf
from qunce.insight.signatures import AGREE, ALIKE_ESTIMATE, ASKED, SHOWN, WIDTH

# Texts compared for one new text, the most alike first, and those that may hold it.
MOST_COMPARED = 50
MOST_HOLDING = 10
# Weighed before the most similar are shown: of those alike, and of those that share a run.
MOST_WEIGHED = 20
# The first shelf for voices that arrive one by one; each further one is twice as large, up to a
# size at which joining two would take long.
FIRST_ROOM, MOST_ROOM = 1_024, 131_072
_AT_ONCE = 20_000
# The number of a shelf and a number on it.
Place = tuple[int, int]
# Agreement of sketches from which texts are worth showing beside each other.
SIMILAR_ESTIMATE = 0.1


@dataclass(frozen=True)
class Copy:
    """What a text was found to be a copy of."""

    themes: tuple[int, ...]
    family: int | None
    row: int
    reason: str


@dataclass(frozen=True)
class Likeness:
    """An original that resembles a key, from 0 to 1 (`_share`)."""

    original: Original
    share: float


class Copies:
    """Originals under their whole keys, the bands of their sketches and their runs.

    What was read stands on one shelf. What is added later goes to further shelves, so that adding
    moves nothing and what was loaded stays a map of its files.
    """

    def __init__(self, originals: Sequence[Original] = ()) -> None:
        self._shelves: list[Shelf] = []
        if originals:
            self._shelves.append(Shelf.with_room(len(originals)))
        for at in range(0, len(originals), _AT_ONCE):
            self._shelves[0].extend(originals[at : at + _AT_ONCE])

    def __len__(self) -> int:
        return sum(map(len, self._shelves))

    def add(self, original: Original) -> None:
        """Remember one more, in a time that does not depend on how many there are."""
        if not self._shelves or self._shelves[-1].is_full:
            last = len(self._shelves[-1]) if self._shelves else 0
            self._shelves.append(Shelf.with_room(min(MOST_ROOM, max(FIRST_ROOM, 2 * last))))
        self._shelves[-1].extend([original])

    def find(self, text_key: str) -> Copy | None:
        """The original that this key copies, by the rules of a reading; None if it is new."""
        asked = Asked.of(text_key)
        for shelf in reversed(self._shelves):
            if (at := shelf.same(asked)) is not None:
                return _copy(asked.key, shelf.original(at))
        left = Left(ASKED)
        alike = self._alike(asked, left, ALIKE_ESTIMATE)
        return self._copied(asked.key, alike) or self._copied(
            asked.key, [place for place in self._holding(asked, left) if place not in alike]
        )

    def similar(self, text_key: str, most: int) -> list[Likeness]:
        """The originals that resemble a key most, the most alike first."""
        asked, left = Asked.of(text_key), Left(SHOWN)
        places = self._alike(asked, left, SIMILAR_ESTIMATE)[:MOST_WEIGHED]
        places += self._sharing(asked, left)[:MOST_WEIGHED]
        found = [
            Likeness(original, _share(text_key, original.key))
            for number, at in dict.fromkeys(places)
            if (original := self._shelves[number].original(at))
        ]
        return sorted(found, key=lambda one: (-one.share, one.original.row))[:most]

    def forget(self, rows: Iterable[int]) -> None:
        """Erase the originals of these rows, from memory at once and from files by saving."""
        gone = np.fromiter(rows, np.int64)
        for shelf in self._shelves:
            shelf.erase(gone)

    def save(self, folder: Path) -> None:
        """Write each shelf as a folder of arrays; small ones are joined."""
        folder.mkdir(parents=True)
        for number, group in enumerate(_groups(self._shelves)):
            one = group[0] if len(group) == 1 else Shelf.joined(group)
            (folder / str(number)).mkdir()
            one.save(folder / str(number))

    @classmethod
    def load(cls, folder: Path) -> Self:
        copies = cls()
        numbers = sorted(int(shelf.name) for shelf in folder.glob("*"))
        copies._shelves = [Shelf.load(folder / str(number)) for number in numbers]
        return copies

    def _copied(self, text_key: str, places: Sequence[Place]) -> Copy | None:
        """The first of these originals to which the key adds nothing."""
        keys = [self._shelves[number].key(at) for number, at in places]
        for place, kind in bonds.with_each(text_key, keys):
            if bonds.adds_nothing(text_key, keys[place], kind):
                number, at = places[place]
                return _copy(text_key, self._shelves[number].original(at))
        return None

    def _alike(self, asked: Asked, left: Left, estimate: float) -> list[Place]:
        """Texts that agree in their sketches, the most alike first."""
        least = math.ceil(estimate * WIDTH)
        met = [shelf.alike(asked, left, least) for shelf in reversed(self._shelves)]
        return _ranked(met[::-1])[:MOST_COMPARED]

    def _holding(self, asked: Asked, left: Left) -> list[Place]:
        """Longer texts that hold most of the runs, those that hold the most first."""
        least = math.ceil(AGREE * len(asked.runs))
        met = [
            shelf.holding(asked, left, longer_than=asked.length, least=least)
            for shelf in reversed(self._shelves)
        ]
        return _ranked(met[::-1])[:MOST_HOLDING]

    def _sharing(self, asked: Asked, left: Left) -> list[Place]:
        """Texts that share a run."""
        met = [
            shelf.holding(asked, left, longer_than=-1, least=1) for shelf in reversed(self._shelves)
        ]
        return _ranked(met[::-1])


def _groups(shelves: Sequence[Shelf]) -> list[list[Shelf]]:
    """Neighbours that one shelf can hold, in their order."""
    groups: list[list[Shelf]] = []
    for shelf in shelves:
        if groups and sum(map(len, groups[-1])) + len(shelf) <= MOST_ROOM:
            groups[-1].append(shelf)
        else:
            groups.append([shelf])
    return groups


def _ranked(met: Sequence[Met]) -> list[Place]:
    """Those that have the most first, then in the order in which they came."""
    found = [
        (-has, number, at)
        for number, (places, having) in enumerate(met)
        for at, has in zip(places.tolist(), having.tolist(), strict=True)
    ]
    return [(number, at) for _, number, at in sorted(found)]


def _share(first: str, second: str) -> float:
    """How much of the shorter key stands in the other; of very short ones, how alike they are."""
    inner, outer = bonds.inner_first(first, second)
    if len(inner) < SHORTEST_CONTAINED:
        return compare.alike(inner, outer)
    return compare.contained(inner, outer)


def _copy(text_key: str, original: Original | None) -> Copy:
    assert original is not None
    reason = compare.why(text_key, original.key, original.row)
    return Copy(original.themes, original.family, original.row, reason)
