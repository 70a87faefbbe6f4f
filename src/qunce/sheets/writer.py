"""Spreadsheets for people: nothing in them is ever live, nothing is cut without saying so."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TypeAlias

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

# What a download of an .xlsx is called (IANA).
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Cell: TypeAlias = str | int | float | None

_MOST_ROWS = 1_048_576  # of a sheet, the header included (Excel)
_LONGEST = 32_767  # characters of a cell (Excel); the writer would drop a longer one silently
# OWASP "CSV Injection", and the full-width signs that a Chinese or Japanese Excel takes alike.
_LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}


@dataclass(frozen=True)
class Table:
    """One sheet to be written; `widths` are in characters, one per column."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    widths: Sequence[int] = ()


def write_xlsx(path: str | Path, tables: Iterable[Table]) -> None:
    """Writes the tables as sheets; rows are taken one by one and not kept."""
    with xlsxwriter.Workbook(str(path), _OPTIONS) as book:
        look = {
            "head": book.add_format({"bold": True, "bottom": 1, "font_color": "#8f1d21"}),
            "cell": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        for table in tables:
            _write_table(book, table, look)


def write_csv(path: str | Path, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """UTF-8 with a mark that Excel needs; a cell that would be a formula gets an apostrophe."""
    with Path(path).open("w", encoding="utf-8", errors="replace", newline="") as file:
        file.writelines(csv_lines(columns, rows))


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The same line by line, for an answer that is sent while it is made."""
    lines = csv.writer(_Echo())
    yield "\ufeff"
    for row in chain([columns], rows):
        yield lines.writerow([_inert(cell) for cell in row])


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line


def _inert(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_LIVE) else cell


def _write_table(book: xlsxwriter.Workbook, table: Table, look: dict[str, Format]) -> None:
    rows = iter(table.rows)
    _write_sheet(book.add_worksheet(table.name), table, islice(rows, _MOST_ROWS - 1), look)
    part = 1
    for first in rows:  # more than one sheet can hold: the rest goes to the next
        part += 1
        more = chain([first], islice(rows, _MOST_ROWS - 2))
        _write_sheet(book.add_worksheet(f"{table.name} ({part})"), table, more, look)


def _write_sheet(
    sheet: Worksheet, table: Table, rows: Iterable[Sequence[Cell]], look: dict[str, Format]
) -> None:
    for column, width in enumerate(table.widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    last = 0
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, name, look["head"])
    for last, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            _write_cell(sheet, last, column, cell, look["cell"])
    if table.columns:
        sheet.autofilter(0, 0, last, len(table.columns) - 1)


def _write_cell(sheet: Worksheet, row: int, column: int, cell: Cell, look: Format) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, _fitting(cell), look)
    elif cell is not None:
        sheet.write_number(row, column, cell, look)


def _fitting(text: str) -> str:
    text = text.encode("utf-8", "replace").decode()  # a lone surrogate would break the file
    if len(text) <= _LONGEST:
        return text
    kept = _LONGEST - 40
    return f"{text[:kept]}……（表格放不下，后面还有 {len(text) - kept} 字，见原文）"
