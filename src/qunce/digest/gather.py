"""From the rows of a spreadsheet to the voices that are read, and the rows that are not."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from qunce import sheets

_DATE = re.compile(r"((?:19|20)\d\d)\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})")


class NoText(Exception):
    """No column could be found that holds what people said."""

    def __init__(self, columns: list[str]) -> None:
        super().__init__(", ".join(columns))
        self.columns = columns


@dataclass(frozen=True)
class Voice:
    """`row` is the row of the file as a person sees it; `day` is None where none was written."""

    row: int
    title: str
    text: str
    day: date | None = None

    @property
    def whole(self) -> str:
        """What is read: the title, a line break, the text."""
        return f"{self.title}\n{self.text}" if self.title else self.text


@dataclass(frozen=True)
class Refused:
    """A row that is not read: `reason` is no_text or too_many_cells."""

    row: int
    reason: str
    cells: list[str]


@dataclass
class Gathered:
    name: str
    sheet: str
    header_row: int
    columns: sheets.Columns
    notes: tuple[sheets.Said, ...]
    voices: list[Voice] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    def days(self) -> Counter[date]:
        return Counter(voice.day for voice in self.voices if voice.day)


def gather(
    path: Path,
    chosen: Mapping[str, str | None] | None = None,
    *,
    sheet: str | None = None,
    header: int | None = None,
    tell: Callable[[int], None] = lambda _: None,
) -> Gathered:
    """Reads the whole file; raises `sheets.SheetError`, `NoText`, or ValueError for a column."""
    with sheets.open_sheet(path, sheet=sheet, header=header) as opened:
        columns = sheets.recognise(opened.columns, opened.sample).corrected(chosen or {})
        if "text" not in columns.roles:
            raise NoText(opened.columns)
        gathered = Gathered(path.name, opened.name, opened.header_row, columns, opened.notes)
        for count, (row, cells) in enumerate(opened.rows(), 1):
            _sort(gathered, row, cells)
            if count % 5_000 == 0:
                tell(count)
    if not gathered.voices and not gathered.refused:
        raise sheets.Empty
    return gathered


def _sort(gathered: Gathered, row: int, cells: list[str]) -> None:
    columns = gathered.columns
    text, title = columns.cell("text", cells), columns.cell("title", cells)
    if any(cell.strip() for cell in cells[len(columns.names) :]):
        gathered.refused.append(Refused(row, "too_many_cells", cells))
    elif not text and not title:
        gathered.refused.append(Refused(row, "no_text", cells))
    else:
        day = _day(columns.cell("time", cells))
        title = "" if title == text or not text else title
        gathered.voices.append(Voice(row, title, text or columns.cell("title", cells), day))


def _day(written: str) -> date | None:
    found = _DATE.search(written)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
