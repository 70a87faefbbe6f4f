"""Where texts come from: Parquet files, or batches of texts from anywhere."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from qunce.insight.scale.shelf import Shelf

# Texts in memory at a time while they are read.
BATCH = 20_000


class Part(Protocol):
    """A stretch of texts that one task reads; `first` is the row of its first text."""

    @property
    def first(self) -> int: ...

    def batches(self) -> Iterator[list[str]]: ...


class Source(Protocol):
    """Texts in parts, in their order. Rows count from 0 over all parts."""

    def parts(self, shelf: Shelf) -> Iterator[Part]: ...


@dataclass(frozen=True)
class Parquet:
    """A column of texts in Parquet files, a part for each row group. Needs `qunce[cluster]`.

    A row without a text is read as an empty one.
    """

    paths: Sequence[str | Path]
    column: str = "text"

    def parts(self, shelf: Shelf) -> Iterator[Part]:
        from pyarrow.parquet import ParquetFile

        first = 0
        for path in self.paths:
            with ParquetFile(path) as file:
                sizes = [file.metadata.row_group(at).num_rows for at in range(file.num_row_groups)]
            for group, size in enumerate(sizes):
                yield _RowGroup(str(path), group, self.column, first)
                first += size


@dataclass(frozen=True)
class _RowGroup:
    path: str
    group: int
    column: str
    first: int

    def batches(self) -> Iterator[list[str]]:
        from pyarrow.parquet import ParquetFile

        with ParquetFile(self.path) as file:
            for batch in file.iter_batches(BATCH, row_groups=[self.group], columns=[self.column]):
                yield [text or "" for text in batch.column(0).to_pylist()]


@dataclass(frozen=True)
class Batches:
    """Texts as they come, batch after batch; each is laid into the working folder first."""

    batches: Iterable[Sequence[str]]

    def parts(self, shelf: Shelf) -> Iterator[Part]:
        first = 0
        for number, batch in enumerate(self.batches):
            for start in range(0, len(batch), BATCH):
                texts = batch[start : start + BATCH]
                name = f"given-{number}-{start}"
                shelf.put_texts(name, "text", texts)
                yield _Given(shelf, name, first)
                first += len(texts)


@dataclass(frozen=True)
class _Given:
    shelf: Shelf
    name: str
    first: int

    def batches(self) -> Iterator[list[str]]:
        texts = self.shelf.get_texts(self.name, "text")
        yield texts.between(0, len(texts))
