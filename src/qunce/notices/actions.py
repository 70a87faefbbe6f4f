"""Telling authors, and sending what leaves the house."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from qunce.common import later, now
from qunce.common.keys import blind
from qunce.notices.channels import Letter, Unreachable, hand_out
from qunce.notices.models import Message, Notice

__all__ = ["Unreachable", "hush", "send", "tell"]


# One statement for all: a theme may have thousands of authors.
_TELL = """
INSERT INTO notices_notice (to_kind, to_id, code, params, batch, at)
SELECT 'voice', told.id, %(code)s, %(params)s, %(batch)s, %(at)s
FROM unnest(%(voices)s::bigint[]) WITH ORDINALITY AS told (id, nth) ORDER BY told.nth
ON CONFLICT (to_kind, to_id, code, batch) DO NOTHING
RETURNING id
"""


@transaction.atomic
def tell(
    *,
    voices: Iterable[int],
    code: str,
    params: Mapping[str, Any] | None = None,
    batch: UUID | None = None,
) -> list[int]:
    """Tell the authors of these voices one thing; told twice in a batch, it stands once.

    The notice stands on each receipt page at once. Who left a contact also gets a message,
    one for all the notices of the batch. Returns the notices that are new.
    """
    asked: dict[str, Any] = {
        "voices": list(voices),
        "code": code,
        "params": Jsonb(dict(params or {})),
        "batch": batch or uuid4(),
        "at": now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_TELL, asked)
        fresh = [pk for (pk,) in cursor.fetchall()]
    if fresh:
        later("voices.deliver", fresh)
    return fresh


@transaction.atomic
def hush(*, voices: Iterable[int], title: str) -> None:
    """What these authors were told by this title names it no more: it is confidential now."""
    found = Notice.objects.filter(to_kind="voice", to_id__in=list(voices), params__title=title)
    for notice in found.select_for_update():
        notice.params = {**notice.params, "title": ""}
        notice.save(update_fields=["params"])


@transaction.atomic
def send(*, address: str, notices: list[Notice]) -> Message | None:
    """One message to one address for the notices of one batch; None if it went before.

    Whoever comes second waits here and finds it sent. Where the channel does not answer, nothing
    is kept, and it is tried again.
    """
    person = blind("address", address)
    batch = notices[0].batch
    message, made = Message.objects.get_or_create(
        batch=batch, person=person, defaults={"sent_at": now()}
    )
    if not made:
        return None
    message.notices.set(notices)
    hand_out(Letter(f"{batch}.{person.hex()}", address, notices))
    return message
