"""Recognising a copy of something read before, one text at a time."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from qunce.insight import compare
from qunce.insight.signatures import ALIKE_ESTIMATE, Signatures, band_keys, signatures

# Texts compared for one new text, the most alike first.
MOST_COMPARED = 50


@dataclass(frozen=True)
class Original:
    """A text that stands for itself or its family, with what a copy inherits."""

    row: int
    key: str
    family: int | None
    themes: tuple[int, ...]


@dataclass(frozen=True)
class Copy:
    """What a text was found to be a copy of."""

    themes: tuple[int, ...]
    family: int | None
    row: int
    reason: str


class Copies:
    """Originals under their exact keys and under the bands of their signatures."""

    def __init__(
        self, originals: Sequence[Original], signature_rows: Signatures | None = None
    ) -> None:
        self.originals: list[Original | None] = list(originals)
        if signature_rows is None:
            signature_rows = signatures([original.key for original in originals])
        self.signatures = signature_rows
        self._exact = {original.key: at for at, original in enumerate(originals)}
        self._bands = [_sorted(band) for band in band_keys(self.signatures)]

    def find(self, text_key: str) -> Copy | None:
        """The original that this key copies, by the rules of a reading; None if it is new."""
        at = self._exact.get(text_key)
        if at is not None and (original := self.originals[at]):
            return _copy(original, f"exact of {original.row}")
        for position in self._candidates(text_key):
            original = self.originals[position]
            if original and (reason := _proof(text_key, original)):
                return _copy(original, reason)
        return None

    def forget(self, rows: Iterable[int]) -> None:
        gone = set(rows)
        for at, original in enumerate(self.originals):
            if original and original.row in gone:
                self._exact.pop(original.key, None)
                self.originals[at] = None
                self.signatures[at] = 0

    def notes(self) -> list[dict[str, Any] | None]:
        return [asdict(original) if original else None for original in self.originals]

    @classmethod
    def from_notes(cls, notes: Sequence[dict[str, Any] | None], signature_rows: Signatures) -> Self:
        kept = [at for at, note in enumerate(notes) if note]
        originals = [
            Original(**{**note, "themes": tuple(note["themes"])}) for note in notes if note
        ]
        return cls(originals, signature_rows[kept])

    def _candidates(self, text_key: str) -> list[int]:
        mine = signatures([text_key])
        shared: dict[int, int] = defaultdict(int)
        for value, (ordered, order) in zip(band_keys(mine), self._bands, strict=True):
            start = int(np.searchsorted(ordered, value[0]))
            for at in range(start, min(start + MOST_COMPARED, len(ordered))):
                if ordered[at] != value[0]:
                    break
                shared[int(order[at])] += 1
        likely = np.array(sorted(shared), np.int64)
        agreement = (self.signatures[likely] == mine[0]).mean(axis=1)
        ranked = np.argsort(-agreement, kind="stable")[:MOST_COMPARED]
        return [int(likely[at]) for at in ranked if agreement[at] >= ALIKE_ESTIMATE]


def _sorted(band: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    order = np.argsort(band, kind="stable")
    return band[order], order


def _copy(original: Original, reason: str) -> Copy:
    return Copy(original.themes, original.family, original.row, reason)


def _proof(text_key: str, original: Original) -> str | None:
    edit = Levenshtein.normalized_similarity(text_key, original.key)
    if compare.is_near(text_key, original.key, edit):
        if compare.only_facts_differ(text_key, original.key):
            return None
    elif not compare.is_contained(text_key, original.key):
        return None
    return compare.why(text_key, original.key, original.row)
