"""One reading: every stage in turn, and the ledger that accounts for every voice.

Texts are put in an order of their own (by key, then by letter) before anything is computed and
put back afterwards, so the order in which they were given changes nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qunce.insight import compare, coverage, families, points, stages, themes
from qunce.insight.bonds import TEMPLATE
from qunce.insight.copies import Copies
from qunce.insight.families import Group
from qunce.insight.forest import Forest, grow
from qunce.insight.heard import Heard
from qunce.insight.keys import keys
from qunce.insight.originals import Original
from qunce.insight.place import Placer, decide
from qunce.insight.stages import Stages, mark_of
from qunce.insight.text import READ_WHOLE, nothing_to_understand
from qunce.insight.themes import Kept, Leaves
from qunce.insight.threads import one_thread
from qunce.insight.understanding import (
    Assignment,
    Coverage,
    Family,
    Outcome,
    Seed,
    Stopped,
    Understanding,
    ledger_of,
)
from qunce.insight.vectors import Floats, Vectors, unit
from qunce.insight.words import Cut, Taught, cut_as, taught_by

Tell = Callable[[str, float], None]


def read(
    texts: Sequence[str],
    *,
    seeds: Sequence[Seed] = (),
    progress: Tell | None = None,
    stop: Callable[[], bool] | None = None,
    keep: Path | str | None = None,
    seed: int = 0,
) -> Understanding:
    """Read texts: families, themes and their names, what to read first, one outcome each.

    `progress` is told a stage (text, families, words, vectors, themes, points, names, coverage)
    and the share of it done. Where `stop` answers True, `Stopped` is raised at the next step.
    What each stage finds is kept in the folder `keep`, if one is given: the same reading, begun
    again, takes it up there. It holds the texts' words: remove it when the reading is over.

    >>> read(["路灯坏了", "路灯坏了！", "？？"]).ledger[Outcome.DUPLICATE]
    1
    """
    with one_thread():
        folder = None if keep is None else Path(keep)
        kept = Stages(folder, mark_of(texts, seeds, seed) if folder else "")
        return _read(texts, seeds, _teller(progress, stop), kept, seed)


def _read(
    texts: Sequence[str], seeds: Sequence[Seed], say: Tell, kept: Stages, seed: int
) -> Understanding:
    sheet = _sort_out(texts, {row for one in seeds for row in one.members}, say)
    say("families", 0.0)
    families_found = kept.of(
        "families", lambda: _families(sheet, say), stages.pack_families, stages.unpack_families
    )
    heard = _independent(sheet, families_found)
    say("words", 0.0)
    own_texts = [texts[row] for row in heard.rows]
    taught, words = kept.of(
        "words", lambda: _words(own_texts, say), stages.pack_words, stages.unpack_words
    )
    say("vectors", 0.0)
    vectors = kept.of(
        "vectors", lambda: Vectors(seed=seed).fit(words), stages.pack_vectors, stages.unpack_vectors
    )
    rows = vectors.transform(words)
    say("themes", 0.0)
    kept_seeds = _kept(seeds, heard, rows, vectors, taught)
    leaves = kept.of(
        "themes",
        lambda: themes.find(
            rows, weights=heard.weights, weak=vectors.weak_, kept=kept_seeds, seed=seed
        ),
        stages.pack_leaves,
        stages.unpack_leaves,
    )
    say("points", 0.0)
    extra, sayings = kept.of(
        "points",
        lambda: _points(own_texts, words, leaves, vectors),
        stages.pack_points,
        stages.unpack_points,
    )
    say("names", 0.0)
    forest = grow(words, rows, leaves, extra, heard, seeds, vectors)
    say("coverage", 0.0)
    chosen, shares = coverage.order(rows, leaves.labels)
    assignments = _assign(texts, sheet, families_found, heard, leaves, extra, forest, seeds)
    copies = Copies(_originals(sheet, heard, assignments))
    say("coverage", 1.0)
    return Understanding(
        received=len(texts),
        ledger=ledger_of(assignments),
        independent=len(heard.rows),
        families=tuple(families_found),
        themes=forest.themes,
        assignments=tuple(assignments),
        coverage=Coverage(tuple(heard.rows[at] for at in chosen), tuple(shares)),
        placer=Placer(
            vectors, leaves.centres, forest.leaf_keys, copies, sayings, leaves.floors, taught
        ),
        read_in_part=tuple(row for row, text in enumerate(texts) if len(text) > READ_WHOLE),
    )


def _teller(progress: Tell | None, stop: Callable[[], bool] | None) -> Tell:
    def say(stage: str, share: float) -> None:
        if stop and stop():
            raise Stopped(stage)
        if progress:
            progress(stage, share)

    return say


@dataclass(frozen=True)
class _Sheet:
    """Keys of all rows, the rows that mean something in canonical order, and why others do not."""

    keys: list[str]
    rows: list[int]
    silent: dict[int, str]


def _sort_out(texts: Sequence[str], kept: set[int], say: Tell) -> _Sheet:
    """A row that a person has put into a theme means something, whatever it looks like."""
    say("text", 0.0)
    found = keys(texts)
    say("text", 0.7)
    reasons = ((row, nothing_to_understand(text_key)) for row, text_key in enumerate(found))
    silent = {row: reason for row, reason in reasons if reason and row not in kept}
    meant = [row for row in range(len(texts)) if row not in silent]
    return _Sheet(found, sorted(meant, key=lambda row: (found[row], texts[row], row)), silent)


def _words(texts: Sequence[str], say: Tell) -> tuple[Taught | None, Cut]:
    taught = taught_by(texts)
    return taught, cut_as(texts, taught, lambda share: say("words", share))


def _families(sheet: _Sheet, say: Tell) -> list[Family]:
    found = families.find(
        [sheet.keys[row] for row in sheet.rows], tick=lambda share: say("families", share)
    )
    numbered = [_family(group, sheet.rows) for group in found]
    return sorted(numbered, key=lambda family: (-len(family.members), family.representative))


def _family(group: Group, rows: list[int]) -> Family:
    members = tuple(sorted(rows[at] for at in group.members))
    return Family(members, rows[group.representative], group.kind)


def _independent(sheet: _Sheet, found: Sequence[Family]) -> Heard:
    stands_for: dict[int, int] = {}
    for family in found:
        if family.kind != TEMPLATE:
            stands_for |= dict.fromkeys(family.members, family.representative)
    rows = [row for row in sheet.rows if stands_for.get(row, row) == row]
    at = {row: position for position, row in enumerate(rows)}
    position_of = {row: at[stands_for.get(row, row)] for row in sheet.rows}
    weights = np.bincount(list(position_of.values()), minlength=len(rows))
    return Heard(rows, position_of, weights.astype(np.int64))


def _kept(
    seeds: Sequence[Seed], heard: Heard, rows: Floats, vectors: Vectors, taught: Taught | None
) -> list[Kept]:
    """Seeds in vectors. A voice named by two seeds stays with the first."""
    taken: set[int] = set()
    named = vectors.transform(cut_as([seed.name for seed in seeds], taught))
    kept = []
    for at, seed in enumerate(seeds):
        own = sorted({heard.position_of[row] for row in seed.members} - taken)
        taken.update(own)
        centre = unit(rows[own].sum(axis=0, keepdims=True))[0] if own else named[at]
        kept.append(Kept(tuple(own), centre))
    return kept


def _points(
    texts: Sequence[str], words: Cut, leaves: Leaves, vectors: Vectors
) -> tuple[list[points.Points], frozenset[int]]:
    mains = leaves.labels.tolist()
    found = points.find(texts, vectors.known(words), leaves.labels, vectors, leaves.centres)
    sayings = points.sayings(found, leaves.labels, len(leaves.centres))
    kept = [one.without(sayings, main) for one, main in zip(found, mains, strict=True)]
    return kept, sayings


def _assign(
    texts: Sequence[str],
    sheet: _Sheet,
    found: Sequence[Family],
    heard: Heard,
    leaves: Leaves,
    extra: Sequence[points.Points],
    forest: Forest,
    seeds: Sequence[Seed],
) -> list[Assignment]:
    family_of = _family_of(found)
    pinned = {row for seed in seeds for row in seed.members}
    told = zip(heard.rows, leaves.labels.tolist(), leaves.near.tolist(), extra, strict=True)
    decided = {}
    for row, leaf, near, more in told:
        reason = "kept" if row in pinned else None
        decided[row] = decide(leaf, near, more, forest.leaf_keys, family_of.get(row), reason)
    copied = _reasons_of_copies(sheet, heard)
    assignments = []
    for row in range(len(texts)):
        if row in decided:
            assignments.append(decided[row])
        elif row in sheet.silent:
            assignments.append(Assignment(Outcome.NOT_UNDERSTANDABLE, reason=sheet.silent[row]))
        else:
            themes = decided[heard.rows[heard.position_of[row]]].themes
            family = family_of.get(row)
            assignments.append(Assignment(Outcome.DUPLICATE, themes, family, (), copied[row]))
    return assignments


def _reasons_of_copies(sheet: _Sheet, heard: Heard) -> dict[int, str]:
    """Why each row that another speaks for is its copy."""
    spoken_for = ((row, heard.rows[position]) for row, position in heard.position_of.items())
    copies = [(row, original) for row, original in spoken_for if row != original]
    keys_of = [(sheet.keys[row], sheet.keys[original]) for row, original in copies]
    reasons = compare.whys(keys_of, [original for _, original in copies])
    return {row: reason for (row, _), reason in zip(copies, reasons, strict=True)}


def _family_of(found: Sequence[Family]) -> dict[int, int]:
    """The family of each row; one of copies goes before a template."""
    family_of: dict[int, int] = {}
    for number, family in enumerate(found):
        if family.kind == TEMPLATE:
            family_of |= {row: number for row in family.members if row not in family_of}
    for number, family in enumerate(found):
        if family.kind != TEMPLATE:
            family_of |= dict.fromkeys(family.members, number)
    return family_of


def _originals(sheet: _Sheet, heard: Heard, assignments: Sequence[Assignment]) -> list[Original]:
    return [
        Original(row, sheet.keys[row], assignments[row].family, assignments[row].themes)
        for row in heard.rows
    ]
