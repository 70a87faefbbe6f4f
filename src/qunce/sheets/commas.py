"""Rows of a text file: commas, semicolons or tabs, in UTF-8, UTF-16 or GB18030."""

import codecs
import csv
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TextIO

from qunce.sheets.errors import Broken, WrongEncoding
from qunce.sheets.limits import Limits
from qunce.sheets.words import Said
from qunce.sheets.workbook import Opened, Row

_CHUNK = 1 << 20
_SEPARATORS = ",\t;，"
_NAMES = {"utf-8-sig": "UTF-8", "gb18030": "GB18030 (GBK)", "utf-16": "UTF-16"}
# Ends every file: if it comes back inside a cell, a quotation mark was never closed.
_LAST = "\ufdd0 the end \ufdd0\n"


def open_text(path: Path, limits: Limits) -> Opened:
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="") as file:
        separator = _separator(file)
    rows = _rows(path, encoding, separator, limits)
    return Opened(path.stem, (path.stem,), rows, encoding=_NAMES[encoding])


def encoding_of(path: Path) -> str:
    """The first encoding in which the whole file can be read.

    GB18030 comes last, because it finds a character in nearly anything.
    """
    with path.open("rb") as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            _, row, byte = _readable(path, "utf-16")
            if byte is None:
                return "utf-16"
            raise WrongEncoding(row=row, byte=byte)
    failures = []
    for encoding in ("utf-8-sig", "gb18030"):
        chinese, row, byte = _readable(path, encoding)
        if byte is None and (encoding == "utf-8-sig" or chinese):
            return encoding
        if byte is not None:
            failures.append((byte, row))
    byte, row = max(failures)  # the encoding that went further is the likelier one
    raise WrongEncoding(row=row, byte=byte)


def _readable(path: Path, encoding: str) -> tuple[bool, int, int | None]:
    """Whether it reads as Chinese, and the row and byte where reading ends early."""
    decoder = codecs.getincrementaldecoder(encoding)()
    position, row, sample = 0, 1, ""
    with path.open("rb") as file:
        while True:
            block = file.read(_CHUNK)
            waiting = len(decoder.getstate()[0])
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeDecodeError as problem:
                good = problem.object[: problem.start]
                row += good.count(b"\n")
                return False, row, position - waiting + problem.start + 1
            if not block:
                return _looks_chinese(sample), row, None
            row += text.count("\n")
            sample = sample or text[:65_536]
            position += len(block)


def _looks_chinese(text: str) -> bool:
    """False for other encodings that happen to decode, such as Big5 or Latin-1.

    In Chinese text nearly all characters are in GB 2312 (personal names are not); bytes of
    another encoding fall all over the 23,940 places of GBK, of which GB 2312 holds 7,445.
    """
    beyond_ascii = [character for character in text if character > "\x7f"]
    common = sum(_in_gb2312(character) for character in beyond_ascii)
    return common >= 0.8 * len(beyond_ascii)


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _separator(file: TextIO) -> str:
    """The one that the first line with any of them uses most."""
    for _, line in zip(range(20), file, strict=False):
        counts = {mark: line.count(mark) for mark in _SEPARATORS}
        best = max(counts, key=lambda mark: counts[mark])
        if counts[best]:
            return best
    return ","


def _rows(path: Path, encoding: str, separator: str, limits: Limits) -> Iterator[Row]:
    csv.field_size_limit(limits.cell)
    number, cells = 0, [_LAST.strip()]
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(chain(_with_last_newline(file), [_LAST]), delimiter=separator)
        try:
            for number, cells in enumerate(reader, 1):
                if any(cell and not cell.isspace() for cell in cells) and cells != [_LAST.strip()]:
                    if _LAST in cells[-1]:
                        break
                    yield number, cells
        except csv.Error as problem:
            # A cell past the limit is an open quotation mark that swallowed what follows.
            raise Broken(Said("where_open_quote", {"row": number + 1})) from problem
    if cells != [_LAST.strip()]:
        raise Broken(Said("where_open_quote", {"row": number}))


def _with_last_newline(file: TextIO) -> Iterator[str]:
    line = "\n"
    for line in file:
        yield line
    if not line.endswith(("\n", "\r")):
        yield "\n"
