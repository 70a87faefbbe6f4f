"""Screening imported voices and making them findable, a little after they were stored."""

from collections.abc import Sequence

from django.db import connection, transaction

from qunce.common import later
from qunce.voices import screen, search
from qunce.voices.actions.intake import first_showing
from qunce.voices.models import Import, ImportState, Showing, Voice
from qunce.voices.words import whole

BATCH = 2_000


def index_import(import_id: int) -> None:
    """Screen and index what this import has stored so far, batch by batch."""
    while _index_batch(import_id):
        pass
    # While the import still runs, more comes: its last act asks for the index once more.
    source = Import.objects.get(pk=import_id)
    if source.state != ImportState.RUNNING and source.indexed >= source.stored > 0:
        later("voices.arrived", [], once="voices.arrived")


@transaction.atomic
def _index_batch(import_id: int) -> bool:
    with connection.cursor() as cursor:
        # One indexer for an import keeps `indexed_id` true. Not the row's own lock: the import
        # that is still storing would wait for it.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('voices.index'), %s)", [import_id])
    source = Import.objects.get(pk=import_id)
    batch = list(
        Voice.objects.filter(source=source, pk__gt=source.indexed_id)
        .order_by("pk")
        .only("pk", "call_id", "title", "text", "consent")[:BATCH]
    )
    if not batch:
        return False
    for voice in batch:
        voice.screen = screen.codes(whole(voice.title, voice.text)) if voice.consent else ""
        voice.showing = first_showing(voice.consent, voice.screen)
    _show(batch)
    _copy_index(batch)
    source.indexed_id = batch[-1].pk
    source.indexed += len(batch)
    source.save(update_fields=["indexed_id", "indexed"])
    return True


def _show(batch: Sequence[Voice]) -> None:
    """Save what the screen found; most voices without consent need no write at all."""
    changed = [v for v in batch if v.screen or v.showing != Showing.PRIVATE]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE voices_voice AS v SET showing = n.showing, screen = n.screen"
            " FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS n (id, showing, screen)"
            " WHERE v.id = n.id",
            [
                [v.pk for v in changed],
                [str(v.showing) for v in changed],
                [v.screen for v in changed],
            ],
        )


def _copy_index(batch: Sequence[Voice]) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY voices_voiceindex (voice_id, call_id, shown, tokens) FROM STDIN") as copy,
    ):
        for voice in batch:
            shown = voice.showing == Showing.SHOWN
            copy.write_row(
                (voice.pk, voice.call_id, shown, search.vector(whole(voice.title, voice.text)))
            )
