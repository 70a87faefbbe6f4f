"""Spreadsheets in and out: what people have, read as they see it; what they get, safe to open.

    sheet = open_sheet(path)            .xlsx, .xls, .csv, by what the file is, not by its name
    columns = recognise(sheet.columns, sheet.sample)
    for row, cells in sheet.rows(): …   the row number is the one at the edge of the spreadsheet

A file that cannot be read raises a `SheetError` that says what happened and what to do next.
"""

from qunce.sheets.errors import (
    Bomb,
    Broken,
    Empty,
    Encrypted,
    Macros,
    Misdeclared,
    NoSuchSheet,
    SheetError,
    TooHeavy,
    TooLarge,
    WrongEncoding,
)
from qunce.sheets.limits import Limits
from qunce.sheets.reader import Sheet, open_sheet
from qunce.sheets.recognise import ROLES, Column, Columns, recognise
from qunce.sheets.words import Said
from qunce.sheets.writer import XLSX_TYPE, Table, csv_lines, write_csv, write_xlsx

__all__ = [
    "ROLES",
    "XLSX_TYPE",
    "Bomb",
    "Broken",
    "Column",
    "Columns",
    "Empty",
    "Encrypted",
    "Limits",
    "Macros",
    "Misdeclared",
    "NoSuchSheet",
    "Said",
    "Sheet",
    "SheetError",
    "Table",
    "TooHeavy",
    "TooLarge",
    "WrongEncoding",
    "csv_lines",
    "open_sheet",
    "recognise",
    "write_csv",
    "write_xlsx",
]
