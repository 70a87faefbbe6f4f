"""Placing voices that arrive after a reading: the same rules, against what was read."""

import json
import shutil
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from qunce.insight import points
from qunce.insight.clusters import nearest
from qunce.insight.compare import shared_span
from qunce.insight.copies import Copies, Likeness
from qunce.insight.keys import key
from qunce.insight.known import KnownWords
from qunce.insight.originals import Original
from qunce.insight.text import nothing_to_understand
from qunce.insight.threads import one_thread
from qunce.insight.understanding import Assignment, Outcome
from qunce.insight.vectors import WEAK_WITH_COMPANY, Floats, Vectors
from qunce.insight.words import Taught

VERSION = 6
LEARNED, ORIGINALS = "learned.npz", "originals"
# Texts of one theme resemble each other so much (`themes.floors`). What is nearer than that to a
# theme and yet not in it is doubtful; the rest is something else, said by too few.
OTHER = WEAK_WITH_COMPANY**2


@dataclass(frozen=True)
class Similar:
    """A remembered voice that shares wording with a text, and what shows it.

    `share` is how much of the shorter stands in the longer, by its runs of three characters from 0
    to 1; of keys under 40 characters it is their edit similarity. `span` is the longest shared
    passage in the text, `words` the same as it is remembered: without spaces and punctuation,
    numbers in digits.
    """

    row: int
    share: float
    span: tuple[int, int]
    words: str


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
        taught: Taught | None = None,
    ) -> None:
        self.vectors = vectors
        self.words = KnownWords(vectors.vocabulary, taught)
        self.centres = centres
        self.leaves = tuple(leaves)
        self.copies = copies
        self.sayings = frozenset(sayings)
        # How near a leaf's centre a text must be to belong; without it, what a large leaf asks.
        large = np.full(len(centres), vectors.weak_, np.float32)
        self.floors = large if floors is None else floors

    def place(self, texts: Sequence[str]) -> list[Assignment]:
        """One assignment a text; family and theme keys are those of the reading."""
        with one_thread():
            return self._place(texts)

    def _place(self, texts: Sequence[str]) -> list[Assignment]:
        known = self.words.cut(texts)
        rows = self.vectors.of_known(known)
        if len(self.centres):
            best, near = nearest(rows, self.centres)
            best = np.where(near >= self.floors[best], best, -1)
        else:
            best, near = np.full(len(texts), -1), np.zeros(len(texts), np.float32)
        found = points.find(texts, known, best, self.vectors, self.centres)
        return [
            self._assignment(text, int(leaf), float(cosine), extra.without(self.sayings, int(leaf)))
            for text, leaf, cosine, extra in zip(texts, best, near, found, strict=True)
        ]

    def add(self, row: int, text: str, found: Assignment) -> bool:
        """Remember a voice that was placed, so that its copies are recognised; whether it was.

        `row` is its number in what `place` says of its copies. Copies of others are not
        remembered, nor is what says nothing.
        """
        if found.outcome not in (Outcome.THEME, Outcome.UNDECIDED):
            return False
        self.copies.add(Original(row, key(text), found.family, found.themes))
        return True

    def similar(self, text: str, most: int = 5) -> list[Similar]:
        """The remembered voices that share most with a text, the most alike first.

        They share wording. Who says the same in other words is not found.
        """
        return [_similar(text, found) for found in self.copies.similar(key(text), most)]

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
        """Write a folder of arrays and JSON; nothing in it is executed when it is loaded.

        What stood there is replaced as a whole: who has loaded it keeps what it was.
        """
        final = Path(path)
        draft = final.with_name(final.name + ".draft")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        self._save_learned(draft / LEARNED)
        self.copies.save(draft / ORIGINALS)
        shutil.rmtree(final, ignore_errors=True)
        draft.rename(final)

    def _save_learned(self, path: Path) -> None:
        taught = self.words.taught
        notes = {
            "version": VERSION,
            "taught": taught.words if taught else None,
            "words": self.vectors.words_,
            "split": self.vectors.split_,
            "leaves": self.leaves,
            "sayings": sorted(self.sayings),
        }
        arrays: dict[str, Any] = {
            "notes": as_bytes(notes),
            "idf": self.vectors.weights_,
            "projection": self.vectors.projection_,
            "mean": self.vectors.mean_,
            "centres": self.centres,
            "floors": self.floors,
            "uses": taught.uses if taught else np.empty(0, np.int64),
        }
        with path.open("wb") as out:
            np.savez(out, **arrays)

    @classmethod
    def load(cls, path: Path | str) -> Self:
        """Read what `save` wrote; ValueError if it is of another version.

        Originals are mapped, not read: the system brings in what is looked at, and processes
        that load the same folder share it.
        """
        with np.load(Path(path) / LEARNED, allow_pickle=False) as arrays:
            notes = json.loads(arrays["notes"].tobytes())
            if notes["version"] != VERSION:
                raise ValueError(f"saved by version {notes['version']}, this is {VERSION}")
            vectors = Vectors()
            vectors.words_ = tuple(notes["words"])
            vectors.split_ = notes["split"]
            vectors.weights_ = arrays["idf"]
            vectors.projection_ = arrays["projection"]
            vectors.mean_ = arrays["mean"]
            copies = Copies.load(Path(path) / ORIGINALS)
            return cls(
                vectors,
                arrays["centres"],
                notes["leaves"],
                copies,
                sayings=frozenset(notes["sayings"]),
                floors=arrays["floors"],
                taught=notes["taught"] and Taught(tuple(notes["taught"]), arrays["uses"]),
            )


def _similar(text: str, found: Likeness) -> Similar:
    own = found.original
    shared = shared_span(text, own.key)
    if shared is None:
        return Similar(own.row, found.share, (0, 0), "")
    return Similar(own.row, found.share, shared.first, own.key[slice(*shared.second)])


def decide(
    leaf: int,
    cosine: float,
    extra: points.Points,
    leaf_keys: Sequence[int],
    family: int | None = None,
    reason: str | None = None,
) -> Assignment:
    """The outcome of a text that is no copy: its leaf (-1 for none), then those of its points."""
    leaves = ((leaf,) if leaf >= 0 else ()) + extra.leaves
    if not leaves:
        code = "closest" if cosine >= OTHER else "other"
        return Assignment(Outcome.UNDECIDED, family=family, reason=reason or f"{code}:{cosine:.2f}")
    keys = tuple(leaf_keys[position] for position in leaves)
    found = f"theme:{cosine:.2f}" if leaf >= 0 else "points"
    spans = extra.spans if extra.runs else ()
    return Assignment(Outcome.THEME, keys, family, spans, reason or found)


def as_bytes(notes: object) -> NDArray[np.uint8]:
    return np.frombuffer(json.dumps(notes, ensure_ascii=False).encode(), np.uint8)
