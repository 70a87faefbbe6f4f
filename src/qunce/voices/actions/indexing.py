"""Screening imported voices and making them findable, a little after they were stored."""

from collections.abc import Iterable, Sequence

from django.db import connection, transaction
from django.db.models import F

from qunce.common import later
from qunce.common.postgres.settling import settle
from qunce.voices import screen, search
from qunce.voices.actions.intake import first_showing
from qunce.voices.models import Import, ImportState, Showing, Voice, VoiceIndex
from qunce.voices.words import whole

BATCH = 2_000
# New tokens wait in a list until it is this long, then they are sorted into the index together.
# 64 MB hold about 10,000 texts: most tokens then come many times, and each is looked up once.
_TOGETHER = "SET LOCAL gin_pending_list_limit = '64MB'; SET LOCAL work_mem = '128MB'"


def index_import(import_id: int) -> None:
    """Screen and index what this import has stored so far, batch by batch."""
    index_imports([import_id])


def index_imports(import_ids: Iterable[int]) -> None:
    """The same for several, whose tokens are sorted into the index together."""
    ids = list(import_ids)
    for import_id in ids:
        while _index_batch(import_id):
            pass
    # While an import still runs, more comes: its last act asks for the index once more.
    ended = Import.objects.filter(pk__in=ids).exclude(state=ImportState.RUNNING)
    if ended.filter(indexed__gte=F("stored"), stored__gt=0).exists():
        settle(Voice, VoiceIndex)
        later("voices.arrived", [], once="voices.arrived")


def index_new() -> int:
    """Make the tokens of voices that were handed in one by one; returns how many."""
    done = 0
    while made := _index_new_batch():
        done += made
    return done


_FILL = """
UPDATE voices_voiceindex AS i SET tokens = n.tokens::tsvector
FROM unnest(%s::bigint[], %s::text[]) AS n (id, tokens) WHERE i.voice_id = n.id
"""


@transaction.atomic
def _index_new_batch() -> int:
    # The lock makes an erasing wait, so that it finds the tokens and empties them.
    waiting = VoiceIndex.objects.select_for_update(skip_locked=True).filter(tokens=None)
    ids = list(waiting.values_list("voice_id", flat=True)[:BATCH])
    voices = Voice.objects.filter(pk__in=ids).only("pk", "title", "text")
    vectors = {v.pk: search.vector(whole(v.title, v.text)) for v in voices}
    with connection.cursor() as cursor:
        cursor.execute(_FILL, [list(vectors), list(vectors.values())])
    return len(vectors)


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
    with connection.cursor() as cursor:
        cursor.execute(_TOGETHER)
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
