"""What a column is: its name, what it means, and what writes it, in one place."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.utils.translation import pgettext_lazy

from qunce.places.models import Area

Cell: TypeAlias = str | int | float | None

# Below this no number by place or subject is told (design §2.5).
SMALL = 5
IN_VOICES = pgettext_lazy("unit of count", "voices")


@dataclass(frozen=True)
class Column:
    """`code` heads it in files for machines, `title` in files for people; `take` writes it."""

    code: str
    title: Any
    meaning: Any
    source: Any
    take: Callable[[Any], Cell]
    unit: Any = ""
    width: int = 14


@dataclass(frozen=True)
class DataSet:
    """`rows` are made one by one and not kept; `size` says how many without making them."""

    code: str
    title: Any
    about: Any
    columns: Sequence[Column]
    rows: Callable[[], Iterable[Any]]
    size: Callable[[], int] | None = None

    def cells(self) -> Iterator[list[Cell]]:
        for row in self.rows():
            yield [column.take(row) for column in self.columns]


def few(n: int) -> int | None:
    """A number that points at nobody: below five it is not told."""
    return n if n >= SMALL else None


def lifted(counts: dict[int, int], parents: dict[int, int | None]) -> dict[int, int | None]:
    """For each area the one that stands for it: itself, or what it lies in where it has few.

    >>> lifted({3: 2, 2: 9}, {3: 2, 2: 1, 1: None})
    {3: 2, 2: 2, 1: 1}
    """
    told = dict.fromkeys(parents, 0) | counts
    stands: dict[int, int | None] = {area: area for area in parents}
    for area in sorted(parents, key=lambda one: -_depth(one, parents)):
        above = parents[area]
        if told[area] >= SMALL:
            continue
        if above is not None and told[area]:
            told[above] += told[area]
        stands[area] = above if told[area] else area
    return {area: _top(area, stands) for area in told}


def _depth(area: int, parents: dict[int, int | None]) -> int:
    above = parents[area]
    return 0 if above is None else 1 + _depth(above, parents)


def _top(area: int, stands: dict[int, int | None]) -> int | None:
    at: int | None = area
    while at is not None and stands[at] != at:
        at = stands[at]
    return at


def areas_of(jurisdiction_id: int) -> dict[int, Area]:
    return {area.pk: area for area in Area.objects.filter(jurisdiction=jurisdiction_id)}
