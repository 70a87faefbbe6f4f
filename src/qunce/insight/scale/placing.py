"""Every text to its leaf, range by range, and one outcome for every row."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qunce.insight.kernel import kernel
from qunce.insight.scale.learning import Model, independent
from qunce.insight.scale.ranges import Ranges
from qunce.insight.scale.shelf import Longs, Shelf
from qunce.insight.scale.stars import FAMILY_KINDS, Belongs
from qunce.insight.understanding import Outcome
from qunce.insight.vectors import Floats

_STEP = 20_000
OUTCOMES = tuple(Outcome)
_THEME, _DUPLICATE, _SILENT, _UNDECIDED = (
    OUTCOMES.index(one)
    for one in (
        Outcome.THEME,
        Outcome.DUPLICATE,
        Outcome.NOT_UNDERSTANDABLE,
        Outcome.UNDECIDED,
    )
)


def place(ranges: Ranges, number: int) -> None:
    """The theme of each independent text of a range (0 for none), and how near its leaf is."""
    model = Model.load(ranges.shelf)
    first, stop = ranges.bounds(number)
    theme = np.zeros(stop - first, np.int32)
    near = np.zeros(stop - first, np.float32)
    texts = ranges.shelf.get_texts(f"range-{number}", "text")
    local = independent(ranges, number) - first
    keys = np.array(model.leaf_keys, np.int32)
    across = np.ascontiguousarray(model.centres.T)
    for start in range(0, len(local) if len(keys) else 0, _STEP):
        own = local[start : start + _STEP]
        rows = model.vectors.transform(model.cut(texts.some(own)))
        best, cosine = closest(rows, across)
        theme[own] = np.where(cosine >= model.floors[best], keys[best], 0)
        near[own] = cosine
    ranges.shelf.put(f"range-{number}", theme=theme, near=near)


@kernel
def closest(rows: Floats, across: Floats) -> tuple[Longs, Floats]:
    """The nearest centre of each row and the cosine to it; `across` (d, k) are the centres.

    Not by a product of matrices: how that rounds a row depends on how many rows there are, and
    then a text on the border would belong where the partition puts it.
    """
    best = np.zeros(len(rows), np.int64)
    near = np.zeros(len(rows), np.float32)
    sums = np.empty(across.shape[1], np.float32)
    for row in range(len(rows)):
        sums[:] = 0
        for column in range(across.shape[0]):
            value = rows[row, column]
            for centre in range(across.shape[1]):
                sums[centre] += value * across[column, centre]
        best[row] = sums.argmax()
        near[row] = sums[best[row]]
    return best, near


@dataclass(frozen=True)
class Table:
    """One line for each row of a range, arrays of one length; -1 where there is none.

    `row` is the row of the text, `outcome` a place in `OUTCOMES`, `stands_for` the row that
    represents its family (its own if it is independent), `kind` a place in `FAMILY_KINDS`,
    `template` the row that represents its family of templates, `theme` the key of a leaf (0 for
    none), `near` the cosine to the nearest leaf. A copy has the theme of what it copies.
    """

    row: Longs
    outcome: NDArray[np.uint8]
    stands_for: Longs
    kind: NDArray[np.uint8]
    template: Longs
    theme: NDArray[np.int32]
    near: Floats

    @classmethod
    def load(cls, shelf: Shelf, name: str) -> "Table":
        return cls(**{field: shelf.get(name, field) for field in cls.__dataclass_fields__})


@dataclass(frozen=True)
class Counted:
    """Rows by outcome, families by kind, and rows and independent texts by theme."""

    outcomes: Counter[Outcome]
    families: Counter[str]
    sizes: Counter[int]
    independent: Counter[int]

    @classmethod
    def nothing(cls) -> "Counted":
        return cls(Counter(), Counter(), Counter(), Counter())

    def add(self, other: "Counted") -> None:
        self.outcomes.update(other.outcomes)
        self.families.update(other.families)
        self.sizes.update(other.sizes)
        self.independent.update(other.independent)


def decide(ranges: Ranges, number: int) -> Counted:
    """Write the table of a range; tell its sums."""
    first, stop = ranges.bounds(number)
    shelf, name = ranges.shelf, f"range-{number}"
    positions = np.arange(first, stop)
    centre, kind, _ = _belonging(ranges, "copy", positions)
    ends = shelf.get(name, "rows_ends")
    counts = np.diff(ends)
    own, back = np.unique(centre, return_inverse=True)
    theme = ranges.values("theme", own)[back]
    near = ranges.values("near", own)[back]
    stands_for = ranges.values("first", own)[back]
    template = _templates(ranges, positions)
    kind = np.where((kind == 0) & (counts > 1), FAMILY_KINDS.index("exact"), kind)
    rows = shelf.get(name, "rows").astype(np.int64)
    each = np.repeat(np.arange(len(counts)), counts)
    outcome = np.where(theme > 0, _THEME, _UNDECIDED)[each]
    outcome = np.where(rows == stands_for[each], outcome, _DUPLICATE).astype(np.uint8)
    # Only the first text of a key stands in a family of templates; its copies have their own.
    sibling = np.where(rows == shelf.get(name, "first")[each], template[each], -1)
    columns = {
        "row": rows, "outcome": outcome, "stands_for": stands_for[each],
        "kind": kind[each].astype(np.uint8), "template": sibling, "theme": theme[each],
        "near": near[each],
    }  # fmt: skip
    shelf.put(f"table-{number}", **columns)
    return _counted(Table(**columns))


def _belonging(ranges: Ranges, sort: str, positions: Longs) -> tuple[Longs, Longs, Longs]:
    """The centre of each position of a range (itself if alone), its kind, and who belongs."""
    first = int(positions[0]) if len(positions) else 0
    found = Belongs.of(ranges.shelf, sort).between(first, first + len(positions))
    centre, kind = positions.copy(), np.zeros(len(positions), np.int64)
    centre[found.member - first] = found.centre
    kind[found.member - first] = found.kind
    return centre, kind, found.member - first


def _templates(ranges: Ranges, positions: Longs) -> Longs:
    """The row that represents the family of templates of each position; -1 for none."""
    centre, _, members = _belonging(ranges, "template", positions)
    template = np.full(len(positions), -1, np.int64)
    own, back = np.unique(centre[members], return_inverse=True)
    template[members] = ranges.values("first", own)[back]
    return template


def _counted(table: Table) -> Counted:
    codes = np.bincount(table.outcome, minlength=len(OUTCOMES)).tolist()
    heads = table.row == table.stands_for
    kinds = Counter(FAMILY_KINDS[kind] for kind in table.kind[heads & (table.kind > 0)].tolist())
    kinds["template"] = int((table.row == table.template).sum())
    return Counted(
        Counter(dict(zip(OUTCOMES, codes, strict=True))),
        kinds,
        Counter(table.theme[table.theme > 0].tolist()),
        Counter(table.theme[heads & (table.theme > 0)].tolist()),
    )


def silent_table(shelf: Shelf, run: str) -> Table:
    """The rows of a run of keys in which there is nothing to understand."""
    rows = shelf.get(run, "silent").astype(np.int64)
    none = np.full(len(rows), -1, np.int64)
    codes = np.full(len(rows), _SILENT, np.uint8)
    nothing = np.zeros(len(rows), np.uint8)
    theme, near = np.zeros(len(rows), np.int32), np.zeros(len(rows), np.float32)
    return Table(rows, codes, rows, nothing, none, theme, near)
