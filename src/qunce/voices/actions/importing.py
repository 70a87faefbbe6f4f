"""Bringing a spreadsheet in: confirmed by a person, in chunks, so that it can stop and go on."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qunce import sheets
from qunce.common import jobs, later, now
from qunce.common.errors import Conflict, NotAllowed, Refused
from qunce.common.models import Job, JobState
from qunce.people.models import Unit
from qunce.people.rules import Hat
from qunce.places.models import Area
from qunce.record import actions as record
from qunce.voices import rules
from qunce.voices.actions import storing
from qunce.voices.actions.topics import held_topics
from qunce.voices.models import Call, Import, ImportState, RefusedRow
from qunce.voices.rows import ROLES, Parsed, Refusal, RowReader

# Small enough that a stop is heard within a second, large enough that COPY pays:
# 500 rows cost a third more a row, 8,000 gain nothing.
CHUNK = 2_000
# A column that was taken for topics by mistake has a name in every row.
_MOST_OTHERS, _LONGEST = 20, 40
# Files that nobody confirmed hold other people's data for no purpose.
_UNCONFIRMED = timedelta(days=7)


class SupersededError(Exception):
    """Another run of the same import is ahead of this one; this one ends without a trace."""


def take_file(
    *,
    call: Call,
    name: str,
    path: Path,
    sha256: str,
    hat: Hat,
    sheet: str = "",
    unit: Unit | None = None,
) -> Import:
    """Look at a file that was handed in: which columns it has, what they may be, how many rows.

    Raises sheets.SheetError with its own words if the file cannot be read.
    """
    if not rules.may_take_down(hat, call):
        raise NotAllowed(_("Only the campaign office imports spreadsheets."))
    with sheets.open_sheet(path, name=name, sheet=sheet or None) as opened:
        guess = sheets.recognise(opened.columns, opened.sample)
        rows = sum(1 for _row in opened.rows())
    return Import.objects.create(
        call=call,
        by_id=hat.person_id or None,
        unit=unit,
        file_name=name[-200:],
        path=str(path),
        sheet=sheet,
        sha256=sha256,
        size=path.stat().st_size,
        columns={role: at for role, at in guess.mapping().items() if role in ROLES},
        rows=rows,
        made_at=now(),
    )


@transaction.atomic
def start(
    *,
    import_id: int,
    hat: Hat,
    columns: Mapping[str, int] | None = None,
    consent: bool | None = None,
    here: bool = False,
) -> Job:
    """The columns are confirmed: begin in the background, or `here` if the caller runs the job.

    Without columns it resumes what was stopped or died.
    """
    source = _locked(import_id, hat)
    if source.state == ImportState.DONE:
        raise Conflict(_("This import is done. Nothing was imported twice."))
    if columns is not None:
        _confirm(source, columns, bool(consent))
    source.state = ImportState.RUNNING
    source.save(update_fields=["columns", "consent", "state"])
    job = jobs.start("import", source.pk, task="" if here else "voices.import")
    _record(source, "import.resumed" if source.next_row else "import.started", hat)
    return job


def stop(*, import_id: int, hat: Hat) -> None:
    """Ask a running import to stop after its present chunk."""
    with transaction.atomic():
        source = _locked(import_id, hat)
    if job := jobs.latest("import", source.pk):
        jobs.ask_to_stop(job.pk)


@transaction.atomic
def discard(*, import_id: int, hat: Hat) -> None:
    """Drop an import that was never begun, and its file."""
    source = _locked(import_id, hat)
    if source.state != ImportState.READ:
        raise Conflict(_("This import has begun, so it stays in the list."))
    _remove_file(source)
    source.delete()


def run(job: Job) -> None:
    """Do the work of one import from where it stands. Every chunk is one transaction."""
    if job.is_over:
        return
    source = Import.objects.select_related("call").get(pk=job.subject_id)
    jobs.begin(job)
    try:
        for _chunk in _chunks(source):
            jobs.beat(job, done=source.next_row, total=source.rows, step="rows")
    except SupersededError:
        jobs.finish(job, JobState.STOPPED)
    except jobs.Stopped:
        _leave(source, ImportState.STOPPED)
        jobs.finish(job, JobState.STOPPED)
    except sheets.SheetError as error:
        _leave(source, ImportState.FAILED)
        said = {language: error.words(language) for language in ("zh", "en")}
        jobs.finish(job, JobState.FAILED, json.dumps(said, ensure_ascii=False))
    except BaseException:  # also when somebody ends the process
        _leave(source, ImportState.STOPPED)
        jobs.finish(job, JobState.FAILED)
        raise
    else:
        _leave(source, ImportState.DONE)
        jobs.finish(job)
        _remove_file(source)


def forget_unconfirmed() -> int:
    """Remove files that were handed in and never confirmed."""
    old = Import.objects.filter(state=ImportState.READ, made_at__lt=now() - _UNCONFIRMED)
    for source in old:
        _remove_file(source)
    return old.delete()[0]


def folder() -> Path:
    path = Path(settings.MEDIA_ROOT) / "imports"
    path.mkdir(parents=True, exist_ok=True)
    return path


def _locked(import_id: int, hat: Hat) -> Import:
    found = Import.objects.select_for_update(of=("self",)).select_related("call")
    source = found.filter(pk=import_id).first()
    if source is None:  # another hand dropped it
        raise Conflict(_("The file is no longer there. Please choose it once more."))
    if not rules.may_take_down(hat, source.call):
        raise NotAllowed(_("Only the campaign office imports spreadsheets."))
    return source


def _confirm(source: Import, columns: Mapping[str, int], consent: bool) -> None:
    if "text" not in columns:
        raise Refused(_("Please say which column holds the text."), code="no-text-column")
    if source.state != ImportState.READ:
        if dict(columns) != source.columns or consent != source.consent:
            raise Conflict(_("This import has begun and keeps its columns."))
        return
    source.columns, source.consent = dict(columns), consent


def _chunks(source: Import) -> Iterator[None]:
    places = _places(source.call.jurisdiction_id)
    path = Path(source.path)
    if not path.exists():
        raise sheets.Broken(sheets.Said("where_start"))
    with sheets.open_sheet(path, name=source.file_name, sheet=source.sheet or None) as sheet:
        reader = RowReader(source.columns, timezone.get_default_timezone())
        # Rows before `next_row` are read again, not stored again: equal rows are told apart by
        # how many of them came before.
        read = islice(reader.read(sheet.rows()), source.next_row, None)
        while chunk := list(islice(read, CHUNK)):
            _store_chunk(source, chunk, places)
            yield


@transaction.atomic
def _store_chunk(
    source: Import, chunk: Sequence[Parsed | Refusal], places: Mapping[str, int]
) -> None:
    with connection.cursor() as cursor:
        # Two imports into one call at once would both find a row missing.
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('voices.import'), %s)", [source.call_id]
        )
    standing = Import.objects.select_for_update().values_list("next_row", flat=True)
    if standing.get(pk=source.pk) != source.next_row:
        raise SupersededError
    refusals = [r for r in chunk if isinstance(r, Refusal)]
    rows = [r for r in chunk if isinstance(r, Parsed)]
    fresh = storing.not_yet_stored(source.call_id, rows)
    topics = held_topics(source.call_id)
    storing.store(source, fresh, places, topics)
    RefusedRow.objects.bulk_create(
        RefusedRow(source=source, row=r.row, reason=r.reason, cells=r.cells) for r in refusals
    )
    source.next_row += len(chunk)
    source.stored += len(fresh)
    source.known += len(rows) - len(fresh)
    source.refused += len(refusals)
    source.other_topics = _with_others(source.other_topics, fresh, topics)
    source.save(update_fields=["next_row", "stored", "known", "refused", "other_topics"])
    later("voices.index", [source.pk], once=f"voices.index/{source.pk}")


def _with_others(
    known: Mapping[str, int], rows: Sequence[Parsed], topics: Mapping[str, int]
) -> dict[str, int]:
    """How many voices each name that is no topic of the call stood beside; of many, the first."""
    named = Counter(row.topic[:_LONGEST] for row in rows if row.topic and row.topic not in topics)
    found = dict(known)
    for name, n in named.items():
        if name in found or len(found) < _MOST_OTHERS:
            found[name] = found.get(name, 0) + n
    return found


def _places(jurisdiction_id: int) -> dict[str, int]:
    """Area names that mean one place only; what is ambiguous stays as written."""
    found: dict[str, int | None] = {}
    for pk, name in Area.objects.filter(jurisdiction=jurisdiction_id).values_list("pk", "name"):
        found[name] = None if name in found else pk
    return {name: pk for name, pk in found.items() if pk is not None}


@transaction.atomic
def _leave(source: Import, state: ImportState) -> None:
    source.state = state
    source.save(update_fields=["state"])
    later("voices.index", [source.pk], once=f"voices.index/{source.pk}")


def _remove_file(source: Import) -> None:
    """A file that was handed in has done its work, and may hold columns that were left out.

    A file imported from the command line stays: it belongs to whoever named it.
    """
    path = Path(source.path)
    if path.parent == folder():
        with suppress(FileNotFoundError):
            path.unlink()


def _record(source: Import, verb: str, hat: Hat) -> None:
    record.write(
        record.Line(
            jurisdiction_id=source.call.jurisdiction_id,
            verb=verb,
            # Without a person it came from the command line of this machine.
            actor=("person", hat.person_id) if hat.person_id else ("system", 0),
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
