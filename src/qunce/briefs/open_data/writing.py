"""A set of data as a file. Rows pass through; none is kept."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from tempfile import NamedTemporaryFile
from typing import IO

from django.utils.translation import gettext as _

from qunce.briefs.open_data import DICTIONARY, DataSet
from qunce.briefs.open_data.dictionary import in_language
from qunce.sheets import Table, csv_lines, write_xlsx

# So much is sent at once; a piece for each row would cost more than the row.
_PIECE = 64_000


def licence() -> str:
    return _(
        "Free to use, process and pass on, also for business, if you name the source and the day. "
        "The words of voices remain their authors'. Do not use it to find out who said something."
    )


def as_csv(data: DataSet) -> Iterator[bytes]:
    return _pieces(csv_lines([column.code for column in data.columns], data.cells()))


def as_json(data: DataSet, made_at: datetime) -> Iterator[bytes]:
    return _pieces(_json(data, made_at))


def _json(data: DataSet, made_at: datetime) -> Iterator[str]:
    codes = [column.code for column in data.columns]
    head = {
        "data_set": data.code,
        "title": str(data.title),
        "about": str(data.about),
        "licence": licence(),
        "made_at": made_at.isoformat(timespec="seconds"),
        "columns": [
            {
                "code": column.code,
                "name_zh": in_language("zh-hans", column.title),
                "name_en": in_language("en", column.title),
                "meaning": str(column.meaning),
                "unit": str(column.unit),
                "source": str(column.source),
            }
            for column in data.columns
        ],
    }
    yield json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "rows": ['
    for n, cells in enumerate(data.cells()):
        row = json.dumps(dict(zip(codes, cells, strict=True)), ensure_ascii=False)
        yield f"{',' if n else ''}\n  {row}"
    yield "\n ]\n}\n"


def as_xlsx(data: DataSet) -> IO[bytes]:
    """Written to disk row by row; the file goes when it is closed."""
    file = NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115 - the answer closes it
    write_xlsx(file.name, _tables(data))
    file.seek(0)
    return file


def _tables(data: DataSet) -> Iterator[Table]:
    yield _table(data, str(data.title), data.cells())
    if data is not DICTIONARY:
        own = (cells for cells in DICTIONARY.cells() if cells[0] == data.code)
        yield _table(DICTIONARY, str(DICTIONARY.title), own)


def _table(data: DataSet, name: str, rows: Iterable[list[str | int | float | None]]) -> Table:
    titles = [str(column.title) for column in data.columns]
    return Table(name[:25], titles, rows, [column.width for column in data.columns])


def _pieces(lines: Iterable[str]) -> Iterator[bytes]:
    held: list[str] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= _PIECE:
            yield "".join(held).encode("utf-8", "replace")
            held, size = [], 0
    yield "".join(held).encode("utf-8", "replace")
