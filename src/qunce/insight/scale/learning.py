"""Themes learned on one even sample: words, vectors, leaves and their names."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from qunce.insight import points, themes
from qunce.insight.forest import Forest, grow
from qunce.insight.heard import Heard
from qunce.insight.place import as_bytes
from qunce.insight.scale.ranges import Ranges
from qunce.insight.scale.shelf import Longs, Shelf
from qunce.insight.scale.stars import Belongs
from qunce.insight.understanding import Theme
from qunce.insight.vectors import Floats, Vectors
from qunce.insight.words import TAUGHT, Cut, Taught, cut_as, teach

Hashes = NDArray[np.uint64]


def independent(ranges: Ranges, number: int) -> Longs:
    """Positions of the range that stand for themselves or their family."""
    first, stop = ranges.bounds(number)
    copies = Belongs.of(ranges.shelf, "copy").between(first, stop)
    own = np.ones(stop - first, np.bool_)
    own[copies.member - first] = copies.centre == copies.member
    return np.flatnonzero(own) + first


def draw(ranges: Ranges, number: int, most: int) -> tuple[Hashes, Longs, int]:
    """Of the independent positions those whose keys have the least hashes, at most `most`; of how
    many.

    A hash knows nothing of the partition, and the least of all are among the least of each range.
    """
    positions = independent(ranges, number)
    keys = ranges.shelf.get_texts(f"range-{number}", "key")
    first = int(ranges.firsts[number])
    hashes = np.array([_hash(keys.bytes_of(at - first)) for at in positions.tolist()], np.uint64)
    chosen = np.argsort(hashes, kind="stable")[:most]
    return hashes[chosen], positions[chosen], len(positions)


def _hash(raw: bytes) -> int:
    return int.from_bytes(blake2b(raw, digest_size=8).digest(), "little")


def least(drawn: Iterable[tuple[Hashes, Longs, int]], most: int) -> tuple[Longs, bool]:
    """The positions with the least hashes over all ranges, in order; whether those are all."""
    hashes, positions, total = np.empty(0, np.uint64), np.empty(0, np.int64), 0
    for more, places, count in drawn:
        total += count
        hashes, positions = np.append(hashes, more), np.append(positions, places)
        chosen = np.lexsort((positions, hashes))[:most]
        hashes, positions = hashes[chosen], positions[chosen]
    return np.sort(positions), total == len(positions)


@dataclass(frozen=True)
class Model:
    """What every worker needs to place a text: saved as arrays and JSON, never executed.

    Without `taught` there were so few characters that jieba cuts every text.
    """

    taught: Taught | None
    vectors: Vectors
    centres: Floats
    floors: Floats
    leaf_keys: tuple[int, ...]

    def cut(self, texts: Sequence[str]) -> Cut:
        return cut_as(texts, self.taught)

    def save(self, shelf: Shelf) -> None:
        notes = {
            "words": self.vectors.words_,
            "split": self.vectors.split_,
            "taught": self.taught.words if self.taught else None,
        }
        shelf.put(
            "model",
            notes=as_bytes(notes),
            uses=self.taught.uses if self.taught else np.empty(0, np.int64),
            idf=self.vectors.weights_,
            projection=self.vectors.projection_,
            mean=self.vectors.mean_,
            centres=self.centres,
            floors=self.floors,
            leaf_keys=np.array(self.leaf_keys, np.int64),
        )

    @classmethod
    def load(cls, shelf: Shelf) -> Self:
        def array(field: str) -> NDArray[Any]:
            return np.array(shelf.get("model", field))

        notes = json.loads(array("notes").tobytes())
        vectors = Vectors()
        vectors.words_ = tuple(notes["words"])
        vectors.split_ = notes["split"]
        vectors.weights_, vectors.mean_ = array("idf"), array("mean")
        vectors.projection_ = array("projection")
        taught = notes["taught"] and Taught(tuple(notes["taught"]), array("uses"))
        keys = tuple(array("leaf_keys").tolist())
        return cls(taught, vectors, array("centres"), array("floors"), keys)


def learn(
    ranges: Ranges, sample: Longs, whole: bool, characters: int, seed: int
) -> tuple[Theme, ...]:
    """Themes of the sampled positions, with their members counted in the sample; saves the model.

    Where the sample is the whole of it and its texts have few `characters`, jieba cuts them all.
    """
    texts = ranges.texts("text", sample)
    taught = None if whole and characters <= TAUGHT else teach(texts)
    words = cut_as(texts, taught)
    vectors = Vectors(seed=seed).fit(words)
    rows = vectors.transform(words)
    weights = said_by(ranges, sample)
    leaves = themes.find(rows, weights=weights, weak=vectors.weak_, seed=seed)
    firsts = ranges.values("first", sample).tolist()
    heard = Heard(firsts, {row: at for at, row in enumerate(firsts)}, weights)
    extra = [points.NONE] * len(texts)
    forest: Forest = grow(words, rows, leaves, extra, heard, (), vectors)
    Model(taught, vectors, leaves.centres, leaves.floors, forest.leaf_keys).save(ranges.shelf)
    return forest.themes


def said_by(ranges: Ranges, positions: Longs) -> Longs:
    """How many rows each of these independent positions speaks for."""
    copies = Belongs.of(ranges.shelf, "copy")
    counts = ranges.counts(positions)
    within = copies.member[np.isin(copies.centre, positions) & (copies.centre != copies.member)]
    centres = copies.centre[np.searchsorted(copies.member, within)]
    np.add.at(counts, np.searchsorted(positions, centres), ranges.counts(within))
    return counts
