"""What the stages of a reading found, kept in a folder: one that is killed goes on where it was.

A stage is one file of arrays with the mark of what was read. Another text, another seed or another
version has another mark, and then the file is as good as not there; so is a broken one. Nothing in
it is executed when it is loaded.
"""

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from qunce.insight.points import Points
from qunce.insight.themes import Leaves
from qunce.insight.understanding import Family, Seed
from qunce.insight.vectors import Vectors
from qunce.insight.words import Cut, Taught

# Goes up when a stage finds something else in the same texts, or is packed otherwise.
VERSION = 3
Found = TypeVar("Found")
Arrays = Mapping[str, NDArray[Any]]


class Stages:
    """Keeps and finds stages in a folder; without one, nothing."""

    def __init__(self, folder: Path | None, mark: str) -> None:
        self.folder = folder
        self.mark = mark

    def of(
        self,
        name: str,
        make: Callable[[], Found],
        pack: Callable[[Found], Arrays],
        unpack: Callable[[Arrays], Found],
    ) -> Found:
        """What the stage found before, or what it finds now, kept."""
        before = self._load(name)
        if before is not None:
            return unpack(before)
        found = make()
        if self.folder is not None:
            self._keep(self.folder, name, pack(found))
        return found

    def _load(self, name: str) -> Arrays | None:
        if self.folder is None:
            return None
        try:
            # Opened here: numpy leaves a file that is no archive open.
            with (self.folder / f"{name}.npz").open("rb") as file:
                kept = np.load(file, allow_pickle=False)
                arrays = {field: kept[field] for field in kept.files}
        except (OSError, ValueError, EOFError, zipfile.BadZipFile):
            return None
        return arrays if str(arrays.get("mark")) == self.mark else None

    def _keep(self, folder: Path, name: str, arrays: Arrays) -> None:
        """Under another name first: who is killed while writing leaves no half of a stage."""
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f"{name}.{uuid4().hex}.draft"
        with draft.open("wb") as out:
            every: dict[str, Any] = {"mark": np.array(self.mark), **arrays}
            np.savez(out, **every)
        draft.replace(folder / f"{name}.npz")


def mark_of(texts: Iterable[str], seeds: Sequence[Seed], seed: int) -> str:
    """The same for the same texts in the same order, seeds and version."""
    found = hashlib.blake2b(f"{VERSION} {np.__version__} {seed} {seeds!r}".encode(), digest_size=16)
    for text in texts:
        said = text.encode("utf-8", "surrogatepass")
        found.update(len(said).to_bytes(8, "little"))
        found.update(said)
    return found.hexdigest()


def _flat(several: Sequence[Sequence[int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    ends = np.cumsum([0, *map(len, several)], dtype=np.int64)
    return np.fromiter((one for some in several for one in some), np.int64, int(ends[-1])), ends


def _parts(flat: NDArray[Any], ends: NDArray[Any]) -> list[tuple[int, ...]]:
    values, bounds = flat.tolist(), ends.tolist()
    return [tuple(values[a:b]) for a, b in pairwise(bounds)]


def pack_families(found: Sequence[Family]) -> Arrays:
    members, ends = _flat([family.members for family in found])
    return {
        "members": members,
        "ends": ends,
        "representative": np.array([family.representative for family in found], np.int64),
        "kind": np.array([family.kind for family in found], np.str_),
    }


def unpack_families(kept: Arrays) -> list[Family]:
    rows = zip(
        _parts(kept["members"], kept["ends"]),
        kept["representative"].tolist(),
        kept["kind"].tolist(),
        strict=True,
    )
    return [Family(members, representative, kind) for members, representative, kind in rows]


def pack_words(found: tuple[Taught | None, Cut]) -> Arrays:
    taught, cut = found
    return {
        **_spelled("words", cut.words),
        "ids": cut.ids,
        "starts": cut.starts,
        "heads": cut.heads,
        "at": cut.at,
        **_spelled("taught", taught.words if taught else ()),
        "uses": taught.uses if taught else np.empty(0, np.int64),
    }


def unpack_words(kept: Arrays) -> tuple[Taught | None, Cut]:
    taught = Taught(_words("taught", kept), kept["uses"]) if len(kept["uses"]) else None
    words = _words("words", kept)
    return taught, Cut(words, kept["ids"], kept["starts"], kept["heads"], kept["at"])


def _spelled(name: str, words: Sequence[str]) -> Arrays:
    """Words as bytes: arrays of strings would lose a zero at the end of one."""
    spelled = [word.encode("utf-8", "surrogatepass") for word in words]
    ends = np.cumsum([0, *map(len, spelled)], dtype=np.int64)
    return {name: np.frombuffer(b"".join(spelled), np.uint8), f"{name}_ends": ends}


def _words(name: str, kept: Arrays) -> tuple[str, ...]:
    blob, bounds = kept[name].tobytes(), kept[f"{name}_ends"].tolist()
    return tuple(blob[a:b].decode("utf-8", "surrogatepass") for a, b in pairwise(bounds))


def pack_vectors(found: Vectors) -> Arrays:
    return {
        **_spelled("words", found.words_),
        "weights": found.weights_,
        "projection": found.projection_,
        "mean": found.mean_,
        "split": np.array(found.split_),
    }


def unpack_vectors(kept: Arrays) -> Vectors:
    found = Vectors()
    found.words_ = _words("words", kept)
    found.weights_, found.projection_ = kept["weights"], kept["projection"]
    found.mean_, found.split_ = kept["mean"], int(kept["split"])
    return found


def pack_leaves(found: Leaves) -> Arrays:
    return {
        "labels": found.labels,
        "near": found.near,
        "centres": found.centres,
        "floors": found.floors,
    }


def unpack_leaves(kept: Arrays) -> Leaves:
    return Leaves(kept["labels"], kept["near"], kept["centres"], kept["floors"])


def pack_points(found: tuple[list[Points], frozenset[int]]) -> Arrays:
    each, sayings = found
    leaves, leaf_ends = _flat([one.leaves for one in each])
    runs, run_ends = _flat([[part for run in one.runs for part in run] for one in each])
    return {
        "leaves": leaves,
        "leaf_ends": leaf_ends,
        "runs": runs,
        "run_ends": run_ends,
        "sayings": np.array(sorted(sayings), np.int64),
    }


def unpack_points(kept: Arrays) -> tuple[list[Points], frozenset[int]]:
    leaves = _parts(kept["leaves"], kept["leaf_ends"])
    runs = _parts(kept["runs"], kept["run_ends"])
    each = [
        Points(own, tuple(zip(flat[::3], flat[1::3], flat[2::3], strict=True)))
        for own, flat in zip(leaves, runs, strict=True)
    ]
    return each, frozenset(kept["sayings"].tolist())
