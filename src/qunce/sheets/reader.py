"""One way in for every kind of spreadsheet."""

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from types import TracebackType

from qunce.sheets.cells import letters
from qunce.sheets.commas import open_text
from qunce.sheets.errors import Empty
from qunce.sheets.header import header_of
from qunce.sheets.kinds import kind_of
from qunce.sheets.limits import Limits
from qunce.sheets.words import Said
from qunce.sheets.workbook import Opened, Row, open_workbook

_SAMPLE = 200  # rows that are looked at before anything is promised about the columns
_SUFFIXES = {"xlsx": (".xlsx",), "xls": (".xls",), "csv": (".csv", ".txt", ".tsv")}


class Sheet:
    """One sheet of a file, open for reading.

    `columns` are the names in the header row (letters where there is none), `sample` the first
    rows after it, `notes` what a person should know. `header_row` is 0 where there is no header.
    Rows that are wholly blank hold nothing and are passed over; all others come.
    """

    def __init__(
        self, path: Path, suffix: str, sheet: str | None, limits: Limits, header: int | None
    ) -> None:
        self.path = path
        self.kind = kind_of(path, suffix, limits)
        self._suffix = suffix
        self._limits = limits
        self._opened: Opened | None = self._open(sheet)
        self.name, self.sheet_names = self._opened.name, self._opened.names
        self.encoding = self._opened.encoding
        self._first_column = self._opened.first_column
        head = list(islice(self._opened.rows, _SAMPLE))
        if not head:
            raise Empty
        self._head = head
        self.header_row, names = header_of(head, header)
        self.columns = self._named(names)
        self.sample = [cells for _, cells in self._below(head)]
        self.notes = tuple(self._notes())

    def rows(self) -> Iterator[Row]:
        """(row number, cells), from the first row below the header.

        Row numbers are those at the edge of the spreadsheet: the first row is 1. A row has at
        least as many cells as there are columns; a .csv row may have more.
        """
        opened, self._opened = self._opened, None
        if opened:
            yield from self._below(chain(self._head, opened.rows))
        else:
            yield from self._below(self._open(self.name).rows)

    def close(self) -> None:
        if self._opened:
            self._opened.rows.close()  # type: ignore[attr-defined]
            self._opened = None

    def __enter__(self) -> "Sheet":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _open(self, sheet: str | None) -> Opened:
        if self.kind == "csv":
            return open_text(self.path, self._limits)
        return open_workbook(self.path, sheet, self._limits)

    def _below(self, rows: Iterator[Row] | list[Row]) -> Iterator[Row]:
        for number, cells in rows:
            if number > self.header_row:
                yield number, cells + [""] * (len(self.columns) - len(cells))

    def _named(self, names: list[str]) -> list[str]:
        """Every column has a name of its own: letters for blank ones, numbers for repeated."""
        width = max(len(cells) for _, cells in self._head)
        if self.kind == "csv" and self.header_row:
            width = len(names)  # a longer row is a comma that somebody forgot to quote
        found: list[str] = []
        for index in range(width):
            name = " ".join(names[index].split()) if index < len(names) else ""
            name = name or letters(index + self._first_column)
            again = sum(1 for other in found if other == name or other.startswith(f"{name} ("))
            found.append(f"{name} ({again + 1})" if again else name)
        return found

    def _notes(self) -> Iterator[Said]:
        if self._suffix and self._suffix not in _SUFFIXES[self.kind]:
            kind = "CSV" if self.kind == "csv" else f".{self.kind}"
            yield Said("note_misnamed", {"suffix": self._suffix, "kind": kind})
        if self.kind == "csv" and self.encoding != "UTF-8":
            yield Said("note_encoding", {"encoding": self.encoding})
        others = [name for name in self.sheet_names if name != self.name]
        if others:
            yield Said("note_sheets", {"names": "、".join(others)})
        if self.header_row == 0:
            yield Said("note_no_header")
        elif self._head[0][0] < self.header_row:
            yield Said("note_title_rows", {"row": self.header_row})


def open_sheet(
    path: str | Path,
    *,
    name: str | None = None,
    sheet: str | None = None,
    limits: Limits | None = None,
    header: int | None = None,
) -> Sheet:
    """Opens one sheet of a file; raises `SheetError` if it cannot be read.

    `name` is what its owner called the file, if it lies elsewhere under another name; `sheet`
    chooses one by its name (else the first visible one with anything in it); `header` is the
    row of the column names (0: there is none; else it is looked for).
    """
    suffix = Path(name or path).suffix.lower()
    return Sheet(Path(path), suffix, sheet, limits or Limits(), header)
