"""Texts beside the database while they are read: a file on disk, so that memory stays flat."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from mmap import ACCESS_READ, mmap
from tempfile import TemporaryFile
from typing import Self, overload


class Texts(Sequence[str]):
    """A sequence of texts that lies in an unnamed file; `ids` are their voices, ascending."""

    def __init__(self, rows: Iterable[tuple[int, str]]) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 — closed by close()
        self._ends = array("q", [0])
        self.ids = array("q")
        for number, text in rows:
            # "surrogatepass": what was stored is given to the engine as it is.
            self._file.write(text.encode("utf-8", "surrogatepass"))
            self._ends.append(self._file.tell())
            self.ids.append(number)
        self._file.flush()
        # An empty file cannot be mapped.
        self._bytes = mmap(self._file.fileno(), 0, access=ACCESS_READ) if self._ends[-1] else b""

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        position = at + len(self) if at < 0 else at
        if not 0 <= position < len(self):
            raise IndexError(at)
        found = self._bytes[self._ends[position] : self._ends[position + 1]]
        return found.decode("utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        return (self[at] for at in range(len(self)))

    def close(self) -> None:
        if isinstance(self._bytes, mmap):
            self._bytes.close()
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
