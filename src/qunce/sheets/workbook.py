"""Rows of an .xlsx or .xls, read by a child process and streamed from it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qunce.sheets.errors import Broken, Empty, Encrypted, NoSuchSheet, SheetError, TooHeavy
from qunce.sheets.limits import Limits
from qunce.sheets.words import Said

Row = tuple[int, list[str]]
_ERRORS: dict[str, type[SheetError]] = {
    "encrypted": Encrypted,
    "empty": Empty,
    "too_heavy": TooHeavy,
}


@dataclass(frozen=True)
class Opened:
    """A sheet under way: which one, and its rows from the first."""

    name: str
    names: tuple[str, ...]
    rows: Iterator[Row]
    first_column: int = 0
    encoding: str = ""


def open_workbook(path: Path, name: str | None, limits: Limits) -> Opened:
    lines = _lines(path, name or "", limits)
    head = next(lines)
    rows = ((number, cells) for batch in lines for number, cells in batch)
    return Opened(head["name"], tuple(head["names"]), rows, head["column"])


def _lines(path: Path, name: str, limits: Limits) -> Iterator[Any]:
    # -P: a file named json.py beside the spreadsheet must not be imported.
    command = [sys.executable, "-P", "-m", "qunce.sheets.child", str(path.resolve()), name]
    child = subprocess.Popen(
        [*command, str(limits.memory), str(limits.seconds)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # Ctrl-C is for the program, which ends its work in order; not for its reader.
        start_new_session=True,
    )
    assert child.stdout is not None
    try:
        for text in child.stdout:
            line = json.loads(text.decode("utf-8", "surrogatepass"))
            if isinstance(line, dict) and "error" in line:
                raise _error(line)
            if isinstance(line, dict) and "end" in line:
                return
            yield line
        # It ended without a word: the system stopped it (a signal), or its reader gave up.
        raise TooHeavy if child.wait() < 0 else Broken(Said("where_start"))
    finally:
        child.kill()
        child.stdout.close()
        child.wait()


def _error(line: dict[str, Any]) -> SheetError:
    code = line["error"]
    if code == "no_such_sheet":
        return NoSuchSheet(name=line["name"], names="、".join(line["names"]))
    if code in _ERRORS:
        return _ERRORS[code]()
    cell = line.get("cell")
    return Broken(Said("where_cell", {"cell": cell}) if cell else Said("where_start"))
