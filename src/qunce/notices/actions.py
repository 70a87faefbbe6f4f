"""Telling authors, and sending what leaves the house."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from qunce.common import later, now
from qunce.common.keys import blind
from qunce.notices.models import Message, Notice


@transaction.atomic
def tell(
    *,
    voices: Iterable[int],
    code: str,
    params: Mapping[str, Any] | None = None,
    batch: UUID | None = None,
) -> list[Notice]:
    """Tell the authors of these voices one thing; told twice in a batch, it stands once.

    The notice stands on each receipt page at once. Who left a contact also gets a message,
    one for all the notices of the batch.
    """
    batch = batch or uuid4()
    fresh = Notice.objects.bulk_create(
        [
            Notice(
                to_kind="voice",
                to_id=pk,
                code=code,
                params=dict(params or {}),
                batch=batch,
                at=now(),
            )
            for pk in voices
        ],
        ignore_conflicts=True,
    )
    told = Notice.objects.filter(batch=batch, code=code, to_id__in=[n.to_id for n in fresh])
    notices = list(told.order_by("pk"))
    later("voices.deliver", [n.pk for n in notices])
    return notices


@transaction.atomic
def hush(*, voices: Iterable[int], title: str) -> None:
    """What these authors were told by this title names it no more: it is confidential now."""
    found = Notice.objects.filter(to_kind="voice", to_id__in=list(voices), params__title=title)
    for notice in found.select_for_update():
        notice.params = {**notice.params, "title": ""}
        notice.save(update_fields=["params"])


@transaction.atomic
def send(*, address: str, notices: list[Notice]) -> Message | None:
    """One message to one address for the notices of one batch; None if it went before."""
    person = blind("address", address)
    batch = notices[0].batch
    if Message.objects.filter(batch=batch, person=person).exists():
        return None
    message = Message.objects.create(batch=batch, person=person, sent_at=now())
    message.notices.set(notices)
    _put_into_the_outbox(message, address, notices)
    return message


def _put_into_the_outbox(message: Message, address: str, notices: list[Notice]) -> None:
    """The default sender: a file for each message, for whatever sends SMS here to pick up."""
    folder = Path(settings.VAR) / "outbox"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    document = {
        "to": address,
        "notices": [{"voice": n.to_id, "code": n.code, "params": n.params} for n in notices],
    }
    draft = folder / f".{message.pk}.json"
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(document, ensure_ascii=False, indent=2), encoding="utf-8")
    draft.rename(folder / f"{message.pk}.json")
