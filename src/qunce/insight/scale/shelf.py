"""The working folder: arrays as files that every process may read, texts among them.

A file is written under another name first and then renamed, so a task that is run twice (because
its machine was lost) leaves the same files as one that was run once. Nothing in a file is ever
executed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

Longs = NDArray[np.int64]
Bytes = NDArray[np.uint8]


@dataclass(frozen=True)
class Texts(Sequence[str]):
    """Texts in one run of bytes; text i is `blob[ends[i]:ends[i + 1]]` in UTF-8.

    Lone surrogates are kept as they are. UTF-8 sorts as code points do.
    """

    blob: Bytes
    ends: Longs

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, at: int) -> str:  # type: ignore[override]
        return _spelled(self.bytes_of(at))

    def bytes_of(self, at: int) -> bytes:
        return self.blob[self.ends[at] : self.ends[at + 1]].tobytes()

    def between(self, start: int, stop: int) -> list[str]:
        first = int(self.ends[start])
        block = self.blob[first : self.ends[stop]].tobytes()
        ends = (self.ends[start : stop + 1] - first).tolist()
        return [_spelled(block[a:b]) for a, b in pairwise(ends)]

    def some(self, positions: Longs) -> list[str]:
        return [self[at] for at in positions.tolist()]


def _spelled(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogatepass")


@dataclass(frozen=True)
class Shelf:
    """Named arrays in a folder that exists."""

    folder: str

    def put(self, name: str, **arrays: NDArray[Any]) -> None:
        for field, array in arrays.items():
            path = self._path(name, field)
            draft = path.with_suffix(f".{uuid4().hex}")
            with draft.open("wb") as out:
                np.save(out, array, allow_pickle=False)
            draft.replace(path)

    def get(self, name: str, field: str) -> NDArray[Any]:
        """The array, mapped into memory: only what is touched is read."""
        path = self._path(name, field)
        array = np.load(path, mmap_mode=None if _is_empty(path) else "r", allow_pickle=False)
        return np.asarray(array)

    def put_texts(self, name: str, field: str, texts: Iterable[str]) -> None:
        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
        ends = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
        blob = np.frombuffer(b"".join(encoded), np.uint8)
        arrays: dict[str, NDArray[Any]] = {field: blob, f"{field}_ends": ends}
        self.put(name, **arrays)

    def get_texts(self, name: str, field: str) -> Texts:
        return Texts(self.get(name, field), self.get(name, f"{field}_ends"))

    def drop(self, pattern: str) -> None:
        """Remove the files whose names match; what is no longer needed need not take room."""
        for path in Path(self.folder).glob(pattern):
            path.unlink(missing_ok=True)

    def size(self) -> int:
        """Bytes in the folder."""
        return sum(path.stat().st_size for path in Path(self.folder).iterdir())

    def _path(self, name: str, field: str) -> Path:
        return Path(self.folder) / f"{name}.{field}.npy"


def _is_empty(path: Path) -> bool:
    """Whether there is nothing behind the header: such a file cannot be mapped."""
    with path.open("rb") as file:
        np.lib.format.read_magic(file)
        shape, _, _ = np.lib.format.read_array_header_1_0(file)
    return 0 in shape
