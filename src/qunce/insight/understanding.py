"""What a reading gives back: frozen values over row numbers, nothing of the texts themselves.

Rows are the positions in the sequence given to `read`, from 0.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qunce.insight.place import Placer

Key = int | str


class Outcome(StrEnum):
    """What became of one voice in a reading; each voice has exactly one."""

    THEME = "theme"
    DUPLICATE = "duplicate"
    NOT_UNDERSTANDABLE = "not_understandable"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Family:
    """Voices that are the same text, nearly.

    `kind` is the loosest bond inside: `exact` (same key), `near` (edited copies), `contained`
    (a copy inside the representative), or `template` (only digits, dates or places differ).
    Members other than the representative add nothing to it and are counted as duplicates,
    except in a `template` family, where each member states facts of its own and none is.
    """

    members: tuple[int, ...]
    representative: int
    kind: str


@dataclass(frozen=True)
class Theme:
    """Voices about the same thing.

    `members` are all voices that belong, by their main point or another, duplicates included;
    `size` is their number, `independent` counts each family once. A theme without `children`
    is a leaf; only leaves are named in an `Assignment`. `seed` is the key of the `Seed` that
    a person kept, else None.
    """

    key: int
    parent: int | None
    name: str
    members: tuple[int, ...]
    size: int
    independent: int
    representatives: tuple[int, ...]
    children: tuple[int, ...] = ()
    keywords: tuple[str, ...] = ()
    seed: Key | None = None


@dataclass(frozen=True)
class Seed:
    """A theme that a person has kept or edited; a reading does not overrule it."""

    key: Key
    name: str
    members: tuple[int, ...]


@dataclass(frozen=True)
class Assignment:
    """Where one voice went, and why.

    `themes` are leaf keys, the main one first. `family` is a position in
    `Understanding.families`. `points` are spans (start, stop) in the voice's own text, one for
    each separate point, empty when it makes a single one. `reason` is a code such as
    `theme:0.52`, `near:0.82 of 17`, `no_words`. Undecided is `other:0.11`, about something that
    too few speak of, or `closest:0.38`, near a theme and not near enough.
    """

    outcome: Outcome
    themes: tuple[int, ...] = ()
    family: int | None = None
    points: tuple[tuple[int, int], ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Coverage:
    """The order in which to read so that the most is heard soonest.

    `share[i]` is the share of independent voices that is heard after reading `order[: i + 1]`.
    """

    order: tuple[int, ...] = ()
    share: tuple[float, ...] = ()


@dataclass(frozen=True)
class Understanding:
    """One reading of a set of texts.

    `independent` is the number of understandable voices that are not duplicates: one for each
    family (templates apart) and one for each voice that belongs to none.
    `sum(ledger.values()) == received == len(assignments)`.
    `read_in_part` are the rows too long to be read whole for words (see docs/engine.md).
    """

    received: int
    ledger: Mapping[Outcome, int]
    independent: int
    families: tuple[Family, ...]
    themes: tuple[Theme, ...]
    assignments: tuple[Assignment, ...]
    coverage: Coverage
    placer: "Placer" = field(repr=False, compare=False)
    read_in_part: tuple[int, ...] = ()

    def theme(self, key: int) -> Theme:
        """The theme with this key; KeyError if there is none."""
        found = next((theme for theme in self.themes if theme.key == key), None)
        if found is None:
            raise KeyError(key)
        return found


class Stopped(Exception):
    """`stop()` said so; nothing was decided."""


def ledger_of(assignments: Sequence[Assignment]) -> dict[Outcome, int]:
    """Counts of every outcome, zeros included, in the order of `Outcome`."""
    counts = dict.fromkeys(Outcome, 0)
    for assignment in assignments:
        counts[assignment.outcome] += 1
    return counts
