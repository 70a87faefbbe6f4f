from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction

from qunce.common import now
from qunce.record.actions import COLUMNS, Line, rows

COPY = f"COPY record_entry ({', '.join(COLUMNS)}) FROM STDIN"


def make_line(number: int = 1, log: int = 1, **fields: Any) -> Line:
    kind = fields.pop("kind", "voice")
    fields = {"verb": f"{kind}.received", "actor": ("author", 0), **fields}
    fields.setdefault("subject", (kind, number))
    return Line(jurisdiction_id=log, **fields)


def copy_lines(cursor: Any, lines: Iterable[Line]) -> None:
    with cursor.copy(COPY) as out:
        for row in rows(lines, now()):
            out.write_row(row)


def make_entries(count: int, log: int = 1, start: int = 1, **fields: Any) -> None:
    """`count` entries about as many things, written in one transaction."""
    lines = (make_line(number, log, **fields) for number in range(start, start + count))
    with transaction.atomic(), connection.cursor() as cursor:
        copy_lines(cursor, lines)
