"""From what the engine understood to the themes as they will be: ids, names, parents, places."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from qunce.reading import engine, matching
from qunce.reading.engine import Longs, Understanding
from qunce.reading.models import Outcome, Placement, Theme

TEMPLATE = "template"


@dataclass(frozen=True)
class Before:
    """A corpus as it was when its reading began. Rows are positions in the texts read."""

    themes: Mapping[int, Theme]
    # The leaf that each row stood in, 0 for none.
    labels: Longs
    # Rows that a person placed, with their theme (0: taken out of every theme).
    by_hand: Mapping[int, int]

    @property
    def kept(self) -> set[int]:
        """Themes that a person pinned or edited, and the children of such parents."""
        own = {pk for pk, theme in self.themes.items() if theme.pinned or theme.edited}
        return own | {pk for pk, theme in self.themes.items() if theme.parent_id in own}

    @property
    def parents(self) -> set[int]:
        above = {t.parent_id for t in self.themes.values() if t.parent_id}
        return above & set(self.themes)

    def seeds(self) -> list[engine.Seed]:
        """The kept leaves; the engine gives them back with all their voices."""
        rows = _rows_by_label(self.labels)
        return [
            engine.Seed(pk, str(self.themes[pk]), rows.get(pk, ()))
            for pk in sorted(self.kept - self.parents)
        ]


def before(corpus_id: int, voices: Longs) -> Before:
    alive = Theme.objects.filter(corpus=corpus_id, gone_at=None).in_bulk()
    labels = np.zeros(len(voices), np.int64)
    by_hand: dict[int, int] = {}
    placed = Placement.objects.filter(corpus=corpus_id).values_list("voice", "theme", "by_hand")
    for voice, theme, hand in placed.iterator(chunk_size=10_000):
        row = int(np.searchsorted(voices, voice))
        if row == len(voices) or voices[row] != voice:
            continue
        labels[row] = theme or 0
        if hand:
            by_hand[row] = theme or 0
    return Before(alive, labels, by_hand)


def _rows_by_label(labels: Longs) -> dict[int, tuple[int, ...]]:
    order = np.argsort(labels, kind="stable")
    found, starts = np.unique(labels[order], return_index=True)
    return {
        label: tuple(rows.tolist())
        for label, rows in zip(found.tolist(), np.split(order, starts[1:]), strict=True)
    }


@dataclass
class PlannedTheme:
    id: int
    name: str
    keywords: list[str]
    parent_id: int | None
    representatives: list[int]
    is_new: bool


@dataclass(frozen=True)
class PlannedFamily:
    id: int
    kind: str
    representative: int
    size: int


@dataclass(frozen=True, slots=True)
class PlannedPlacement:
    voice: int
    outcome: str
    theme: int | None
    also: list[int]
    family: int | None
    reason: str
    points: list[tuple[int, int]]
    by_hand: bool


@dataclass
class Plan:
    """All that a reading will write, before anything is written."""

    understood: Understanding
    voices: Longs
    before: Before
    theme_ids: dict[int, int]
    # The engine's families that have at least two voices to show, by their place in its list.
    families: dict[int, PlannedFamily] = field(default_factory=dict)
    themes: list[PlannedTheme] = field(default_factory=list)

    def placements(self) -> Iterator[PlannedPlacement]:
        by_hand = by_hand_with_copies(self.understood, self.before)
        for row, found in enumerate(self.understood.assignments):
            hand = by_hand.get(row)
            themes = [self.theme_ids[key] for key in found.themes] if hand is None else [hand]
            main = themes[0] if themes and themes[0] else None
            family = self.families.get(-1 if found.family is None else found.family)
            yield PlannedPlacement(
                voice=int(self.voices[row]),
                outcome=_outcome(found.outcome, main),
                theme=main,
                also=[pk for pk in dict.fromkeys(themes[1:]) if pk != main],
                family=family.id if family else None,
                reason="by_hand" if hand is not None else engine.reason_for(found, self.voices),
                points=[] if hand is not None else list(found.points),
                by_hand=row in self.before.by_hand,
            )


def by_hand_with_copies(understood: Understanding, was: Before) -> dict[int, int]:
    """Rows with the theme a person chose; copies stand where the moved one stands."""
    chosen = dict(was.by_hand)
    for family in understood.families:
        moved = [row for row in family.members if row in was.by_hand]
        if moved and family.kind != TEMPLATE:
            for row in family.members:
                chosen.setdefault(row, was.by_hand[moved[0]])
    return chosen


def _families(
    understood: Understanding, voices: Longs, new_ids: Iterator[int]
) -> dict[int, PlannedFamily]:
    """Families as they will be stored: a voice is in one at most, that of its copies first.

    So a template family may lose members, and its representative with them.
    """
    rows: dict[int, list[int]] = defaultdict(list)
    for row, found in enumerate(understood.assignments):
        if found.family is not None:
            rows[found.family].append(row)
    planned = {}
    for at, members in sorted(rows.items()):
        family = understood.families[at]
        first = family.representative if family.representative in members else members[0]
        if len(members) > 1:
            planned[at] = PlannedFamily(
                next(new_ids), family.kind, int(voices[first]), len(members)
            )
    return planned


def _outcome(found: str, theme: int | None) -> str:
    if found == Outcome.DUPLICATE:
        return Outcome.DUPLICATE
    if theme:
        return Outcome.THEME
    return Outcome.UNDECIDED if found == Outcome.THEME else str(found)


def plan(
    understood: Understanding,
    voices: Longs,
    was: Before,
    *,
    new_themes: Iterator[int],
    new_families: Iterator[int],
) -> Plan:
    """Decide which theme of the engine is which of ours; the iterators number the new ones."""
    known = _recognised(understood, was)
    ids = {t.key: known.get(t.key) or next(new_themes) for t in understood.themes}
    made = Plan(understood, voices, was, ids, _families(understood, voices, new_families))
    made.themes = _named(understood, was, known, ids, voices)
    return made


def _recognised(understood: Understanding, was: Before) -> dict[int, int]:
    """Engine keys to our ids: seeds by name of the seed, the rest by the voices they share."""
    seeded = {t.key: int(t.seed) for t in understood.themes if t.seed is not None}
    labels = np.array(
        [found.themes[0] if found.themes else 0 for found in understood.assignments], np.int64
    )
    free = ~np.isin(labels, list(seeded)) & ~np.isin(was.labels, list(seeded.values()))
    leaves = matching.match(np.where(free, was.labels, 0), np.where(free, labels, 0))
    above = {t.key: t.parent or 0 for t in understood.themes}
    were_above = {pk: t.parent_id or 0 for pk, t in was.themes.items()}
    parents = matching.match(
        matching.lifted(was.labels, were_above), matching.lifted(labels, above)
    )
    return {**leaves, **parents, **seeded}


def _named(
    understood: Understanding,
    was: Before,
    known: Mapping[int, int],
    ids: Mapping[int, int],
    voices: Longs,
) -> list[PlannedTheme]:
    final = set(ids.values()) | was.kept
    parent_of = {ids[t.key]: ids[t.parent] if t.parent else None for t in understood.themes}
    planned = []
    for theme in understood.themes:
        pk = ids[theme.key]
        old = was.themes.get(pk)
        planned.append(
            PlannedTheme(
                id=pk,
                name=old.name if old else theme.name,
                keywords=[word[:30] for word in theme.keywords],
                parent_id=_parent(pk, was, parent_of, final),
                representatives=[int(voices[row]) for row in theme.representatives],
                is_new=old is None,
            )
        )
    _tell_apart(planned, understood, ids, known, was)
    return _without_childless(planned, understood, ids)


def _parent(
    pk: int, was: Before, parent_of: Mapping[int, int | None], final: set[int]
) -> int | None:
    """Where a person put it, if the place is still there; else where the engine puts it."""
    old = was.themes.get(pk)
    if old and pk in was.kept and (old.parent_id is None or old.parent_id in final):
        return old.parent_id
    return parent_of[pk]


def _tell_apart(
    planned: Sequence[PlannedTheme],
    understood: Understanding,
    ids: Mapping[int, int],
    known: Mapping[int, int],
    was: Before,
) -> None:
    """Two themes of one name: the one that nobody edited takes the engine's new name."""
    fresh = {ids[t.key]: t.name for t in understood.themes}
    named: dict[str, list[PlannedTheme]] = defaultdict(list)
    for theme in planned:
        named[theme.name].append(theme)
    for theme in (t for same in named.values() if len(same) > 1 for t in same):
        if theme.id not in was.kept:
            theme.name = fresh[theme.id]


def _without_childless(
    planned: Sequence[PlannedTheme], understood: Understanding, ids: Mapping[int, int]
) -> list[PlannedTheme]:
    """A parent whose children all stand elsewhere, by a person's wish, is not a theme."""
    parents = {ids[t.key] for t in understood.themes if t.children}
    taken = {t.parent_id for t in planned}
    return [t for t in planned if t.id not in parents or t.id in taken]
