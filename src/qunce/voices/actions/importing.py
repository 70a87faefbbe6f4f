"""Bringing a spreadsheet in: confirmed by a person, in chunks, so that it can stop and go on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qunce import sheets
from qunce.common import ids, jobs, later, now
from qunce.common.errors import Conflict, NotAllowed, Refused
from qunce.common.models import Job, JobState
from qunce.people.rules import Hat
from qunce.places.models import Area
from qunce.record import actions as record
from qunce.voices import rules
from qunce.voices.actions.intake import received
from qunce.voices.models import (
    Call,
    Channel,
    Import,
    ImportState,
    Kind,
    RefusedRow,
    Showing,
    Voice,
)
from qunce.voices.rows import Parsed, Refusal, RowReader
from qunce.voices.words import whole

# Small enough that a stop is heard within a second, large enough that COPY pays:
# 500 rows cost a third more a row, 8,000 gain nothing.
CHUNK = 2_000
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
    "consent",
    "showing",
    "screen",
    "origin",
    "source_id",
)


@transaction.atomic
def take_file(*, call: Call, name: str, path: Path, sha256: str, hat: Hat) -> Import:
    """Look at a file that was handed in: which columns it has, what they may be, how many rows.

    Raises sheets.SheetError with its own words if the file cannot be read.
    """
    if not rules.may_take_down(hat, call):
        raise NotAllowed(_("Only the campaign office imports spreadsheets."))
    sheet = sheets.open_sheet(path, name=name)
    guess = sheets.recognise(sheet.columns, [cells for _row, cells in islice(sheet.rows(), 200)])
    return Import.objects.create(
        call=call,
        by_id=hat.person_id or None,
        file_name=name[:200],
        path=str(path),
        sha256=sha256,
        size=path.stat().st_size,
        columns=guess.mapping(),
        rows=sum(1 for _row in sheet.rows()),
        made_at=now(),
    )


@transaction.atomic
def start(*, import_id: int, columns: Mapping[str, int], consent: bool, hat: Hat) -> Job:
    """The columns are confirmed: begin in the background. Also resumes what was stopped."""
    source = Import.objects.select_for_update().select_related("call").get(pk=import_id)
    if not rules.may_take_down(hat, source.call):
        raise NotAllowed(_("Only the campaign office imports spreadsheets."))
    if source.state in {ImportState.RUNNING, ImportState.DONE}:
        raise Conflict(_("This import is already running or done."))
    if "text" not in columns:
        raise Refused(_("Please say which column holds the text."), code="no-text-column")
    if source.next_row and dict(columns) != source.columns:
        raise Refused(_("An import that has begun keeps its columns."), code="columns-fixed")
    source.columns, source.consent, source.state = dict(columns), consent, ImportState.RUNNING
    source.save(update_fields=["columns", "consent", "state"])
    _record(source, "import.started", hat)
    return jobs.start("import", source.pk, task="voices.import")


def run(job: Job) -> None:
    """Do the work of one import from where it stands. Every chunk is one transaction."""
    source = Import.objects.select_related("call").get(pk=job.subject_id)
    jobs.begin(job)
    try:
        for _chunk in _chunks(source):
            jobs.beat(job, done=source.next_row, total=source.rows, step="rows")
    except jobs.Stopped:
        _leave(source, ImportState.STOPPED)
        jobs.finish(job, JobState.STOPPED)
    except sheets.SheetError as error:
        _leave(source, ImportState.FAILED)
        jobs.finish(job, JobState.FAILED, str(error))
    else:
        _leave(source, ImportState.DONE)
        jobs.finish(job)


def _chunks(source: Import) -> Iterator[None]:
    sheet = sheets.open_sheet(Path(source.path), name=source.file_name)
    reader = RowReader(source.columns, timezone.get_default_timezone())
    places = _places(source.call.jurisdiction_id)
    # Rows before `next_row` are read again, not stored again: equal rows are told apart by
    # how many of them came before.
    done = source.next_row
    read = islice(reader.read(sheet.rows()), done, None)
    while chunk := list(islice(read, CHUNK)):
        done += len(chunk)
        _store_chunk(source, chunk, done, places)
        yield


@transaction.atomic
def _store_chunk(
    source: Import, chunk: Sequence[Parsed | Refusal], done: int, places: Mapping[str, int]
) -> None:
    with connection.cursor() as cursor:
        # Two imports into one call at once would both find a row missing.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('voices.import'), %s)", [source.call_id])
    refusals = [r for r in chunk if isinstance(r, Refusal)]
    fresh, known, clashes = _sort_out(source, [r for r in chunk if isinstance(r, Parsed)])
    _copy(source, fresh, places)
    RefusedRow.objects.bulk_create(
        [
            RefusedRow(source=source, row=r.row, reason=r.reason, cells=r.cells)
            for r in refusals + clashes
        ]
    )
    source.next_row = done
    source.stored += len(fresh)
    source.known += known
    source.refused += len(refusals) + len(clashes)
    source.save(update_fields=["next_row", "stored", "known", "refused"])
    later("voices.index", [source.pk], once=f"voices.index/{source.pk}")


def _sort_out(
    source: Import, rows: list[Parsed]
) -> tuple[list[Parsed], int, list[Refusal]]:
    """Which rows are new, how many are known, and which say other words under a known number."""
    there = {
        bytes(origin): whole(title, text)
        for origin, title, text in Voice.objects.filter(
            call=source.call_id, origin__in=[r.origin for r in rows]
        ).values_list("origin", "title", "text")
    }
    fresh: list[Parsed] = []
    clashes: list[Refusal] = []
    known = 0
    for row in rows:
        words = whole(row.title, row.text)
        earlier = there.setdefault(row.origin, words)
        if earlier is words:
            fresh.append(row)
        elif earlier == words:
            known += 1
        else:
            clashes.append(Refusal(row.row, "number_used", [row.title, row.text]))
    return fresh, known, clashes


def _copy(source: Import, rows: list[Parsed], places: Mapping[str, int]) -> None:
    at = now()
    voices = [_voice(source, row, pk, at, places) for row, pk in zip(rows, _ids(len(rows)), strict=True)]
    actor = ("import", source.pk)
    _copy_into("voices_voice", _COLUMNS, ([getattr(v, c) for c in _COLUMNS] for v in voices))
    _copy_into(
        "record_entry", record.COLUMNS, record.rows((received(v, actor) for v in voices), at)
    )


def _voice(
    source: Import, row: Parsed, pk: int, at: datetime, places: Mapping[str, int]
) -> Voice:
    return Voice(
        id=pk,
        jurisdiction_id=source.call.jurisdiction_id,
        call_id=source.call_id,
        kind=Kind.IDEA.value,
        channel=Channel.IMPORT.value,
        title=row.title,
        text=row.text,
        salt=ids.salt(),
        area_id=places.get(row.place),
        place=row.place,
        said_at=row.said_at or at,
        received_at=at,
        consent=source.consent if row.consent is None else row.consent,
        # Shown only after the screen, which runs with the indexing.
        showing=Showing.PRIVATE.value,
        origin=row.origin,
        source_id=source.pk,
    )


def _ids(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('voices_voice', 'id'))"
            " FROM generate_series(1, %s)",
            [count],
        )
        return [row[0] for row in cursor.fetchall()]


def _copy_into(table: str, columns: Sequence[str], rows: Any) -> None:
    names = ", ".join(columns)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _places(jurisdiction_id: int) -> dict[str, int]:
    """Area names that mean one place only; what is ambiguous stays as written."""
    found: dict[str, int | None] = {}
    for pk, name in Area.objects.filter(jurisdiction=jurisdiction_id).values_list("pk", "name"):
        found[name] = None if name in found else pk
    return {name: pk for name, pk in found.items() if pk is not None}


def _leave(source: Import, state: ImportState) -> None:
    source.state = state
    source.save(update_fields=["state"])


def _record(source: Import, verb: str, hat: Hat) -> None:
    record.write(
        record.Line(
            jurisdiction_id=source.call.jurisdiction_id,
            verb=verb,
            actor=("person", hat.person_id),
            subject=("import", source.pk),
            body={
                "call": source.call_id,
                "columns": dict(source.columns),
                "consent": source.consent,
                "file": source.sha256,
                "rows": source.rows,
            },
        )
    )


def folder() -> Path:
    path = Path(settings.MEDIA_ROOT) / "imports"
    path.mkdir(parents=True, exist_ok=True)
    return path
