"""A reading written beside the tables, chunk by chunk; nothing of it can be seen yet."""

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import connection

from qunce.reading.actions.planning import Plan

CHUNK = 5_000
# A temporary table belongs to this connection and ends with it: a killed reading leaves nothing.
_TABLES = """
DROP TABLE IF EXISTS reading_draft;
DROP TABLE IF EXISTS reading_draft_family;
CREATE TEMP TABLE reading_draft (
    voice_id bigint, outcome text, theme_id bigint, also bigint[], family_id bigint,
    reason text, points jsonb, by_hand boolean
);
CREATE TEMP TABLE reading_draft_family (
    id bigint, kind text, representative_id bigint, size integer
);
"""


def write(plan: Plan, beat: Callable[[float], None]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
    total = len(plan.voices) + len(plan.families) or 1
    done = 0
    for chunk in _chunks(_placements(plan)):
        _copy("reading_draft", chunk)
        done += len(chunk)
        beat(done / total)
    for chunk in _chunks(_families(plan)):
        _copy("reading_draft_family", chunk)
        done += len(chunk)
        beat(done / total)
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX ON reading_draft (voice_id); ANALYZE reading_draft")


def drop() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS reading_draft, reading_draft_family")


def new_ids(table: str, count: int) -> list[int]:
    """Numbers for rows that will be written later."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [table, count],
        )
        return [row[0] for row in cursor.fetchall()]


def _placements(plan: Plan) -> Iterator[tuple[Any, ...]]:
    for p in plan.placements():
        yield (
            p.voice,
            p.outcome,
            p.theme,
            p.also,
            p.family,
            p.reason,
            json.dumps(p.points),
            p.by_hand,
        )


def _families(plan: Plan) -> Iterator[tuple[Any, ...]]:
    for f in plan.families.values():
        yield (f.id, f.kind, f.representative, f.size)


def _chunks(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    rows = iter(rows)
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _copy(table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
