"""Storing one voice with its search index and its entry, in one statement.

Three ORM inserts in a transaction took seven trips to the database, and a voice handed in cost
four times what its bare row costs (bench/creating.py).
"""

from typing import Any

from django.db import connection
from django.db.models import Choices

from qunce.record import actions as record
from qunce.record.actions import Line
from qunce.voices.models import Showing, Voice

_FIELDS = Voice._meta.concrete_fields
_NEXT = "SELECT nextval('voices_voice_id_seq')"


# A topic that was struck or closed meanwhile refuses nobody: the voice is kept without it. Held, so
# that a topic that is looked at for ideas cannot get one before it is struck.
_TOPIC = "(SELECT id FROM voices_ideatopic WHERE id = %s AND closed_at IS NULL FOR KEY SHARE)"
_VALUES = ", ".join(_TOPIC if f.column == "topic_id" else "%s" for f in _FIELDS)


def _marks(count: int) -> str:
    return ", ".join(["%s"] * count)


# A conflict is a second click or a second support: then nothing at all is stored.
_STORE = f"""
WITH stored AS (
    INSERT INTO voices_voice ({", ".join(str(f.column) for f in _FIELDS)})
    VALUES ({_VALUES}) ON CONFLICT DO NOTHING RETURNING id
), indexed AS (
    INSERT INTO voices_voiceindex (voice_id, call_id, shown, tokens)
    SELECT id, %s, %s, %s::tsvector FROM stored
), recorded AS (
    INSERT INTO record_entry ({", ".join(record.COLUMNS)})
    SELECT {_marks(len(record.COLUMNS))} FROM stored
)
SELECT id FROM stored
"""


def give_number(voice: Voice) -> None:
    """The number first: the entry that is stored with the voice speaks of it."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT)
        (voice.pk,) = cursor.fetchone()


def store(voice: Voice, line: Line) -> bool:
    """Durable when this returns True; False if it was stored before, under another number."""
    (entry,) = record.rows([line], voice.received_at)
    shown = voice.showing == Showing.SHOWN
    # The tokens follow (indexing.index_new); a support has no words and is done at once.
    tokens = None if voice.text else ""
    values = [_value(getattr(voice, field.attname)) for field in _FIELDS]
    with connection.cursor() as cursor:
        cursor.execute(_STORE, [*values, voice.call_id, shown, tokens, *entry])
        return cursor.fetchone() is not None


def _value(kept: Any) -> Any:
    return kept.value if isinstance(kept, Choices) else kept
