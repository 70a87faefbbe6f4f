"""Spreadsheets for the tests, made when they are needed."""

import struct
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
import xlwt  # type: ignore[import-untyped]
from xlwt.CompoundDoc import XlsDoc  # type: ignore[import-untyped]

HEAD = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "点赞数"]
FIRST = [
    "188006",
    "A0001",
    "路灯坏了",
    "2020-01-06 19:09:20",
    "门口的路灯坏了三个月，没人修。",
    "3",
]
SECOND = ["188007", "A0002", "公交太少", "2020-01-07 08:00:00", "早高峰等车要四十分钟。", "12"]
ROWS: list[list[Any]] = [HEAD, FIRST, SECOND]


def xlsx(path: Path, rows: list[list[Any]] = ROWS, *, name: str = "Sheet1") -> Path:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def xls(path: Path, rows: list[list[Any]] = ROWS) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    book.save(str(path))
    return path


def xls_with_password(path: Path) -> Path:
    """A BIFF stream with a FILEPASS record right after its beginning ([MS-XLS] 2.4.117)."""
    book = xlwt.Workbook()
    book.add_sheet("Sheet1").write(0, 0, "秘密")
    biff = book.get_biff_data()
    end = 4 + struct.unpack_from("<H", biff, 2)[0]
    filepass = struct.pack("<HH", 0x2F, 54) + struct.pack("<HHH", 1, 1, 1) + bytes(48)
    document = XlsDoc()
    document.save(str(path), biff[:end] + filepass + biff[end:])
    return path


def compound(path: Path, *names: str) -> Path:
    """A compound file with these names in its directory and nothing else."""
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    header = bytearray(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504))
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 44, 1, 1, 0, 4096, end, 0, end, 0, 0)
    struct.pack_into("<109I", header, 76, 0, *[free] * 108)
    fat = struct.pack("<128I", 0xFFFFFFFD, end, *[free] * 126)
    directory = bytearray()
    for name in ("Root Entry", *names):
        coded = name.encode("utf-16-le")
        entry = coded.ljust(64, b"\0") + struct.pack("<H", len(coded) + 2)
        directory += entry.ljust(128, b"\0")
    path.write_bytes(bytes(header) + fat + bytes(directory).ljust(512, b"\0"))
    return path
