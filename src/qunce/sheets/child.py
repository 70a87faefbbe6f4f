"""Reads one workbook in a process of its own and writes its rows as JSON lines.

A workbook can ask its reader for any amount of memory (two cells in opposite corners make a
range of 17 billion), and a reader that aborts takes its process along. This one may: it works
under limits, and what it leaves in memory goes with it.

    {"names": […], "name": "…", "column": 0}    or {"error": "…", …}
    [[1, ["…", …]], …]                          rows that are not blank, some hundred at a time
    {"end": true}
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from qunce.sheets.cells import text_of
from qunce.sheets.where import where_broken

_BATCH = 500


def main(path: str, name: str, memory: int, seconds: int) -> None:
    _limit(memory, seconds)
    try:
        # Not from_path, which believes the file's name.
        with Path(path).open("rb") as file, CalamineWorkbook.from_filelike(file) as book:
            for line in _lines(book, name):
                _say(line)
    except PasswordError:
        _say({"error": "encrypted"})
    except MemoryError:
        _say({"error": "too_heavy"})
    except (CalamineError, OSError, ValueError):
        _say({"error": "broken", "cell": where_broken(Path(path))})


def _lines(book: CalamineWorkbook, name: str) -> Iterator[Any]:
    names = [sheet.name for sheet in book.sheets_metadata if "WorkSheet" in str(sheet.typ)]
    if name and name not in names:
        yield {"error": "no_such_sheet", "name": name, "names": names}
        return
    sheet = book.get_sheet_by_name(name) if name else _first_used(book)
    if sheet is None or sheet.start is None:
        yield {"error": "empty"}
        return
    yield {"names": names, "name": sheet.name, "column": sheet.start[1]}
    batch = []
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [text_of(cell) for cell in row]
        if any(cell and not cell.isspace() for cell in cells):
            batch.append([number, cells])
        if len(batch) == _BATCH:
            yield batch
            batch = []
    yield batch
    yield {"end": True}


def _first_used(book: CalamineWorkbook) -> CalamineSheet | None:
    """The first sheet a person sees that holds anything, else the first hidden one that does."""
    seen = [s for s in book.sheets_metadata if "WorkSheet" in str(s.typ)]
    for meta in sorted(seen, key=lambda s: not str(s.visible).endswith(".Visible")):
        sheet = book.get_sheet_by_name(meta.name)
        if sheet.start is not None:
            return sheet
    return None


def _limit(memory: int, seconds: int) -> None:
    try:
        import resource
    except ImportError:  # no such limits on Windows; the process of its own remains
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _say(line: Any) -> None:
    text = json.dumps(line, ensure_ascii=False)
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass") + b"\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
