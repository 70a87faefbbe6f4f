"""Placing voices that arrive after a reading: the same rules, against what was read."""

import json
from collections.abc import Iterable, Sequence, Set
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from qunce.insight import points
from qunce.insight.clusters import nearest
from qunce.insight.copies import Copies
from qunce.insight.keys import key
from qunce.insight.text import nothing_to_understand
from qunce.insight.understanding import Assignment, Outcome
from qunce.insight.vectors import WEAK_WITH_COMPANY, Floats, Vectors
from qunce.insight.words import cut

VERSION = 3
# Texts of one theme resemble each other so much (`themes.floors`). What is nearer than that to a
# theme and yet not in it is doubtful; the rest is something else, said by too few.
OTHER = WEAK_WITH_COMPANY**2


class Placer:
    """What must be remembered of a reading to place one more voice in milliseconds.

    It remembers keys of the texts that were read (to recognise copies), so what is erased from
    the voices must be erased here too: `forget`.
    """

    def __init__(
        self,
        vectors: Vectors,
        centres: Floats,
        leaves: Sequence[int],
        copies: Copies,
        sayings: Set[int] = frozenset(),
        floors: Floats | None = None,
    ) -> None:
        self.vectors = vectors
        self.centres = centres
        self.leaves = tuple(leaves)
        self.copies = copies
        self.sayings = frozenset(sayings)
        # How near a leaf's centre a text must be to belong; without it, what a large leaf asks.
        large = np.full(len(centres), vectors.weak_, np.float32)
        self.floors = large if floors is None else floors

    def place(self, texts: Sequence[str]) -> list[Assignment]:
        """One assignment a text; family and theme keys are those of the reading."""
        words = cut(texts)
        rows = self.vectors.transform(words)
        if len(self.centres):
            best, near = nearest(rows, self.centres)
            best = np.where(near >= self.floors[best], best, -1)
        else:
            best, near = np.full(len(texts), -1), np.zeros(len(texts), np.float32)
        found = points.find(texts, words, best, self.vectors, self.centres)
        return [
            self._assignment(text, int(leaf), float(cosine), extra.without(self.sayings, int(leaf)))
            for text, leaf, cosine, extra in zip(texts, best, near, found, strict=True)
        ]

    def forget(self, rows: Iterable[int]) -> None:
        """Erase what is remembered of the texts of these rows of the reading."""
        self.copies.forget(rows)

    def _assignment(self, text: str, leaf: int, cosine: float, extra: points.Points) -> Assignment:
        text_key = key(text)
        if reason := nothing_to_understand(text_key):
            return Assignment(Outcome.NOT_UNDERSTANDABLE, reason=reason)
        if copy := self.copies.find(text_key):
            return Assignment(Outcome.DUPLICATE, copy.themes, copy.family, (), copy.reason)
        return decide(leaf, cosine, extra, self.leaves)

    def save(self, path: Path | str) -> None:
        """Write an .npz of arrays and JSON; nothing in it is executed when it is loaded."""
        notes = {
            "version": VERSION,
            "words": self.vectors.words_,
            "split": self.vectors.split_,
            "leaves": self.leaves,
            "sayings": sorted(self.sayings),
            "copies": self.copies.notes(),
        }
        arrays = {
            "notes": as_bytes(notes),
            "idf": self.vectors.idf_,
            "projection": self.vectors.projection_,
            "mean": self.vectors.mean_,
            "centres": self.centres,
            "floors": self.floors,
            "signatures": self.copies.signatures,
        }
        with Path(path).open("wb") as out:
            np.savez(out, **arrays)

    @classmethod
    def load(cls, path: Path | str) -> Self:
        """Read what `save` wrote; ValueError if it is of another version."""
        with np.load(Path(path), allow_pickle=False) as arrays:
            notes = json.loads(arrays["notes"].tobytes())
            if notes["version"] != VERSION:
                raise ValueError(f"saved by version {notes['version']}, this is {VERSION}")
            vectors = Vectors()
            vectors.words_ = tuple(notes["words"])
            vectors.split_ = notes["split"]
            vectors.idf_ = arrays["idf"]
            vectors.projection_ = arrays["projection"]
            vectors.mean_ = arrays["mean"]
            copies = Copies.from_notes(notes["copies"], arrays["signatures"])
            sayings = frozenset(notes["sayings"])
            floors = arrays.get("floors")
            return cls(vectors, arrays["centres"], notes["leaves"], copies, sayings, floors)


def decide(leaf: int, cosine: float, extra: points.Points, leaf_keys: Sequence[int]) -> Assignment:
    """The outcome of a text that is no copy: its leaf (-1 for none), then those of its points."""
    leaves = ((leaf,) if leaf >= 0 else ()) + extra.leaves
    if not leaves:
        code = "closest" if cosine >= OTHER else "other"
        return Assignment(Outcome.UNDECIDED, reason=f"{code}:{cosine:.2f}")
    keys = tuple(leaf_keys[position] for position in leaves)
    reason = f"theme:{cosine:.2f}" if leaf >= 0 else "points"
    return Assignment(Outcome.THEME, keys, None, extra.spans, reason)


def as_bytes(notes: object) -> NDArray[np.uint8]:
    return np.frombuffer(json.dumps(notes, ensure_ascii=False).encode(), np.uint8)
