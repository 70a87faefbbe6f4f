"""Separate points of one voice: sentences that belong to different themes.

Only a sentence that is clearly about another leaf than the whole voice opens a point; the
others go on with the point before them. A voice with one point has no spans.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

import numpy as np

from qunce.insight.clusters import Labels
from qunce.insight.text import HEAD, READ_WHOLE, TAIL, sentences
from qunce.insight.vectors import Floats, Vectors
from qunce.insight.words import cut

Span = tuple[int, int]
Run = tuple[int, int, int]

SHORTEST_VOICE = 40
# A sentence opens a point where its cosine to a leaf reaches CLEAR, beats the cosine to the
# voice's main leaf by MARGIN and rests on at least WORDS known words. On generated voices with
# known points: precision 0.97, recall 0.91, and 6 % of single-minded voices get a second theme.
CLEAR, MARGIN, WORDS = 0.6, 0.3, 4
MOST_THEMES = 5
_STEP = 5_000


@dataclass(frozen=True)
class Points:
    """Leaves beyond the main one, clearest first, and the runs of all points (or none).

    A run is (start, stop, leaf) in the text; the leaf is -1 where it is about none.
    """

    leaves: tuple[int, ...] = ()
    runs: tuple[Run, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple((start, stop) for start, stop, _ in self.runs)

    def without(self, barred: Set[int], main: int) -> "Points":
        """The same without some leaves; their sentences go on with the point before."""
        if not barred & set(self.leaves):
            return self
        leaves = tuple(leaf for leaf in self.leaves if leaf not in barred)
        spans = [(start, stop) for start, stop, _ in self.runs]
        labels = [leaf if leaf in leaves or leaf == main else None for *_, leaf in self.runs]
        return Points(leaves, _runs(spans, labels, main)) if leaves else NONE


NONE = Points()


def find(
    texts: Sequence[str], mains: Sequence[int], vectors: Vectors, centres: Floats
) -> list[Points]:
    """The points of each text, given its main leaf (-1 for none)."""
    found = [NONE] * len(texts)
    for rows in _batches([row for row, text in enumerate(texts) if len(text) >= SHORTEST_VOICE]):
        spans = [_read_sentences(texts[row]) for row in rows]
        pieces = [texts[row][a:b] for row, own in zip(rows, spans, strict=True) for a, b in own]
        if not pieces or not len(centres):
            continue
        words = cut(pieces)
        cosines = vectors.transform(words) @ centres.T
        cosines[vectors.known_words(words) < WORDS] = 0
        at = 0
        for row, own in zip(rows, spans, strict=True):
            found[row] = _points(own, cosines[at : at + len(own)], mains[row])
            at += len(own)
    return found


def _batches(rows: list[int]) -> Iterator[list[int]]:
    for at in range(0, len(rows), _STEP):
        yield rows[at : at + _STEP]


def _read_sentences(text: str) -> list[Span]:
    """Sentences in the part of a text that is read for words."""
    spans = sentences(text)
    if len(text) <= READ_WHOLE:
        return spans
    return [span for span in spans if span[1] <= HEAD or span[0] >= len(text) - TAIL]


def _points(spans: list[Span], cosines: Floats, main: int) -> Points:
    if len(spans) < 2:
        return NONE
    best = cosines.argmax(axis=1)
    near = cosines.max(axis=1)
    home = cosines[:, main] if main >= 0 else np.zeros(len(spans), np.float32)
    clear = (near >= CLEAR) & ((best == main) | (near - home >= MARGIN))
    others = _by_clearness(best[clear], near[clear], main)
    if not others:
        return NONE
    allowed = {main, *others}
    labels = [
        leaf if ok and leaf in allowed else None
        for leaf, ok in zip(best.tolist(), clear.tolist(), strict=True)
    ]
    return Points(others, _runs(spans, labels, main))


def _by_clearness(leaves: Labels, near: Floats, main: int) -> tuple[int, ...]:
    strongest: dict[int, float] = {}
    for leaf, cosine in zip(leaves.tolist(), near.tolist(), strict=True):
        if leaf != main:
            strongest[leaf] = max(strongest.get(leaf, 0.0), cosine)
    ranked = sorted(strongest, key=lambda leaf: (-strongest[leaf], leaf))
    return tuple(ranked[: MOST_THEMES - 1])


def _runs(spans: list[Span], labels: list[int | None], main: int) -> tuple[Run, ...]:
    """Neighbouring sentences of one label as one run; unlabelled ones continue."""
    current = next((label for label in labels if label is not None), main)
    runs: list[Run] = []
    for (start, stop), label in zip(spans, labels, strict=True):
        current = current if label is None else label
        if runs and runs[-1][2] == current:
            runs[-1] = (runs[-1][0], stop, current)
        else:
            runs.append((start, stop, current))
    return tuple(runs) if len(runs) > 1 else ()


def sayings(found: Sequence[Points], mains: Labels, leaves: int) -> frozenset[int]:
    """Leaves that more voices touch in passing than are about: ways of speaking, not points."""
    about = np.bincount(mains[mains >= 0], minlength=leaves)
    touched = np.bincount([leaf for one in found for leaf in one.leaves], minlength=leaves)
    return frozenset(np.flatnonzero(touched > 4 * about).tolist())
