"""Writing the rows of an import: voices and their entries, by COPY."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from qunce.common import ids, now
from qunce.common.postgres.copying import copy_in
from qunce.record import actions as record
from qunce.record.actions import Line
from qunce.voices import words
from qunce.voices.models import Channel, Fate, Import, Kind, Showing
from qunce.voices.rows import Parsed

_COLUMNS = (
    "id",
    "jurisdiction_id",
    "call_id",
    "kind",
    "channel",
    "title",
    "text",
    "salt",
    "area_id",
    "place",
    "said_at",
    "received_at",
    "fate",
    "fate_reason",
    "topic_id",
    "consent",
    "showing",
    "screen",
    "origin",
    "source_id",
)


def not_yet_stored(call_id: int, rows: Sequence[Parsed]) -> list[Parsed]:
    """The rows that this call does not have yet, each once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT origin FROM voices_voice WHERE call_id = %s AND origin = ANY(%s)",
            [call_id, [r.origin for r in rows]],
        )
        there = {bytes(origin) for (origin,) in cursor.fetchall()}
    fresh = []
    for row in rows:
        if row.origin not in there:
            there.add(row.origin)
            fresh.append(row)
    return fresh


def store(
    source: Import, rows: Sequence[Parsed], places: Mapping[str, int], topics: Mapping[str, int]
) -> None:
    """Each row becomes a voice with its receipt's salt and its entry; no model is built for it."""
    at = now()
    salts = [ids.salt() for _row in rows]
    numbers = _numbers(len(rows))
    copy_in("voices_voice", _COLUMNS, _voices(source, rows, numbers, salts, places, topics, at))
    lines = _lines(source, rows, numbers, salts)
    copy_in("record_entry", record.COLUMNS, record.rows(lines, at))


def _voices(
    source: Import,
    rows: Sequence[Parsed],
    numbers: Sequence[int],
    salts: Sequence[bytes],
    places: Mapping[str, int],
    topics: Mapping[str, int],
    at: datetime,
) -> Iterator[tuple[Any, ...]]:
    jurisdiction, call = source.call.jurisdiction_id, source.call_id
    kind, channel, fate = Kind.IDEA.value, Channel.IMPORT.value, Fate.WAITING.value
    # Shown only after the screen, which runs with the indexing.
    showing = Showing.PRIVATE.value
    for row, number, salt in zip(rows, numbers, salts, strict=True):
        yield (
            number,
            jurisdiction,
            call,
            kind,
            channel,
            row.title,
            row.text,
            salt,
            places.get(row.place),
            row.place,
            row.said_at or at,
            at,
            fate,
            "",
            topics.get(row.topic),
            _consent(source, row),
            showing,
            "",
            row.origin,
            source.pk,
        )


def _lines(
    source: Import, rows: Sequence[Parsed], numbers: Sequence[int], salts: Sequence[bytes]
) -> Iterator[Line]:
    """The same entries as intake.received makes; a test compares the two."""
    jurisdiction, actor = source.call.jurisdiction_id, ("import", source.pk)
    for row, number, salt in zip(rows, numbers, salts, strict=True):
        body = {
            "call": source.call_id,
            "channel": Channel.IMPORT.value,
            "consent": _consent(source, row),
            "kind": Kind.IDEA.value,
            "number": str(number),
            "showing": Showing.PRIVATE.value,
            "words": words.commitment(salt, row.title, row.text),
        }
        yield Line(jurisdiction, "voice.received", actor, ("voice", number), body)


def _consent(source: Import, row: Parsed) -> bool:
    return source.consent if row.consent is None else row.consent


def _numbers(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('voices_voice', 'id'))"
            " FROM generate_series(1, %s)",
            [count],
        )
        return [row[0] for row in cursor.fetchall()]
