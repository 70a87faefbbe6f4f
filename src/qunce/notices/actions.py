"""Telling authors, and sending what leaves the house."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from qunce.common import later, now
from qunce.common.keys import blind
from qunce.notices.channels import Letter, Unreachable, hand_out
from qunce.notices.models import Message, Notice

__all__ = ["Unreachable", "hush", "send", "tell"]


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
