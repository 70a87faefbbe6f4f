"""Places named in text, matched to the area tree."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qunce.insight.phrases import Phrases
from qunce.insight.text import plain

# A parent named so many characters away still says which of two places of a name is meant.
NEAR = 60


@dataclass(frozen=True)
class Area:
    """A node of the area tree: `code`, its `names` (the first is the usual one), `parent` code."""

    code: str
    names: tuple[str, ...]
    parent: str | None = None


@dataclass(frozen=True)
class Named:
    """A place named at `span` [start, stop) of a text.

    `code` is the area meant, None where several bear the name and no relative is named nearby;
    `codes` are all that bear it, in the order of their codes.
    """

    span: tuple[int, int]
    code: str | None
    codes: tuple[str, ...]


class Gazetteer:
    """Finds the names of areas in texts: the leftmost, and there the longest.

    Width, case and script do not matter. ValueError if a code stands twice, a parent is missing,
    the tree has a cycle, or a name is empty.

    >>> gazetteer = Gazetteer([
    ...     Area("01", ("东区",)), Area("02", ("西区",)),
    ...     Area("0101", ("和平街", "和平"), "01"), Area("0201", ("和平街",), "02"),
    ... ])
    >>> [[named.code for named in row] for row in gazetteer.find(["西区和平街", "和平街"])]
    [['02', '0201'], [None]]
    """

    def __init__(self, areas: Sequence[Area]) -> None:
        self._parents = {area.code: area.parent for area in areas}
        if len(self._parents) != len(areas):
            raise ValueError("a code stands twice")
        self._above = {area.code: frozenset(self._line(area.code)) for area in areas}
        bearers: dict[str, set[str]] = {}
        for area in areas:
            for name in area.names:
                bearers.setdefault(plain(name), set()).add(area.code)
        names = sorted(bearers)
        self._bearers = [tuple(sorted(bearers[name])) for name in names]
        self._phrases = Phrases(names)

    def find(self, texts: Sequence[str]) -> list[tuple[Named, ...]]:
        """The places named in each text, in their order; of a very long text, its head and tail."""
        found = self._phrases.find(texts)
        start, stop = found.spans(found.start, found.stop)
        rows: list[list[tuple[int, int, int]]] = [[] for _ in texts]
        columns = (found.text, start, stop, found.phrase)
        for text, *place in zip(*(column.tolist() for column in columns), strict=True):
            rows[text].append((place[0], place[1], place[2]))
        return [tuple(self._resolved(row)) for row in rows]

    def _resolved(self, row: list[tuple[int, int, int]]) -> Iterator[Named]:
        for at, (start, stop, phrase) in enumerate(row):
            codes = self._bearers[phrase]
            code = codes[0] if len(codes) == 1 else self._meant(row, at, codes)
            yield Named((start, stop), code, codes)

    def _meant(
        self, row: list[tuple[int, int, int]], at: int, codes: tuple[str, ...]
    ) -> str | None:
        """The bearer that the nearest relative speaks for, if it speaks for one alone.

        Relatives are the areas above a bearer, below it, or beside it. What is named before
        counts first: a parent is mostly named before its child.
        """
        start, stop, _ = row[at]
        others = [
            (max(start - other[1], other[0] - stop), other[0] > start, other[2])
            for position, other in enumerate(row)
            if position != at and len(self._bearers[other[2]]) == 1
        ]
        for distance, _, phrase in sorted(others):
            if distance > NEAR:
                return None
            kin = [code for code in codes if self._akin(code, self._bearers[phrase][0])]
            if len(kin) == 1:
                return kin[0]
        return None

    def _akin(self, code: str, other: str) -> bool:
        parent = self._parents[code]
        beside = parent is not None and parent == self._parents[other]
        return other in self._above[code] or code in self._above[other] or beside

    def _line(self, code: str) -> Iterator[str]:
        """The codes above, nearest first."""
        seen = {code}
        above = self._parents[code]
        while above is not None:
            if above in seen:
                raise ValueError(f"area {code} stands above itself")
            if above not in self._parents:
                raise ValueError(f"area {code} has an unknown area above it: {above}")
            seen.add(above)
            yield above
            above = self._parents[above]
