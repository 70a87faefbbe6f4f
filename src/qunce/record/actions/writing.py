"""Writing entries. Each is written in the transaction of the change it tells of."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from psycopg.types.json import Jsonb

from qunce.common.clock import now
from qunce.common.postgres.copying import copy_in
from qunce.record.documents import digest, document
from qunce.record.models import Entry
from qunce.record.rules import foreign_part

COLUMNS = (
    "jurisdiction_id",
    "at",
    "verb",
    "actor_kind",
    "actor_id",
    "subject_kind",
    "subject_id",
    "body",
    "digest",
)


@dataclass(frozen=True, slots=True)
class Line:
    """An entry before it is written: who did what to which thing, with what consequence.

    `body` holds numbers, codes and commitments; never a text, a name or a contact.
    """

    jurisdiction_id: int
    verb: str
    actor: tuple[str, int]
    subject: tuple[str, int]
    body: dict[str, Any] = field(default_factory=dict)


def write(line: Line) -> Entry:
    """Write one entry; must be called inside the transaction of the change."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an entry belongs to the transaction of its change")
    at = now()
    values = (*_values(line, at), digest_of(line, at))
    return Entry.objects.create(**dict(zip(COLUMNS, values, strict=True)))


def write_many(lines: Iterable[Line]) -> int:
    """Write entries in their order, as `write` does; returns how many."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an entry belongs to the transaction of its change")
    return copy_in("record_entry", COLUMNS, rows(lines, now()))


def rows(lines: Iterable[Line], at: datetime) -> Iterable[tuple[Any, ...]]:
    """The same entries as rows for COPY, in the order of COLUMNS."""
    for line in lines:
        *values, body = _values(line, at)
        yield (*values, Jsonb(body), digest_of(line, at))


def digest_of(line: Line, at: datetime) -> bytes:
    """The entry's hash; a body that holds more than codes and commitments is refused."""
    if foreign := foreign_part(line.body):
        raise ValueError(
            f"the entry {line.verb} holds something at {foreign} that is no number, code, date or "
            "commitment; put proof.commit(salt, text) there and keep salt and text beside the row"
        )
    return digest(
        document(
            jurisdiction_id=line.jurisdiction_id,
            at=at,
            verb=line.verb,
            actor=line.actor,
            subject=line.subject,
            body=line.body,
        )
    )


def _values(line: Line, at: datetime) -> tuple[Any, ...]:
    return (line.jurisdiction_id, at, line.verb, *line.actor, *line.subject, line.body)
