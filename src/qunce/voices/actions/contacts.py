"""Contacts: encrypted with a key of their own, erased when they expire."""

import os
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from qunce.common import keys
from qunce.common.clock import today
from qunce.notices.actions import Unreachable, send
from qunce.notices.models import Notice
from qunce.voices.models import Contact, Voice


def keep_contact(voice: Voice, contact: str) -> None:
    nonce = os.urandom(12)
    sealed = AESGCM(keys.key("contact")).encrypt(nonce, contact.encode(), str(voice.pk).encode())
    Contact.objects.create(
        voice=voice,
        sealed=nonce + sealed,
        expires_on=today() + timedelta(days=settings.CONTACT_DAYS),
    )


def read_contact(contact: Contact) -> str:
    """The contact in the clear; only the sender of messages asks for it."""
    sealed = bytes(contact.sealed)
    bound = str(contact.voice_id).encode()
    return AESGCM(keys.key("contact")).decrypt(sealed[:12], sealed[12:], bound).decode()


def deliver(notice_ids: Iterable[int]) -> int:
    """Send these notices to those who left a contact: one message a person and batch.

    One that cannot be sent holds up no other; then it is Unreachable, and the queue tries again.
    """
    notices = list(Notice.objects.filter(pk__in=list(notice_ids), to_kind="voice"))
    left = Contact.objects.in_bulk([n.to_id for n in notices])
    groups: dict[tuple[UUID, str], list[Notice]] = defaultdict(list)
    for notice in notices:
        if contact := left.get(notice.to_id):
            groups[notice.batch, read_contact(contact)].append(notice)
    sent, missed = 0, list[Unreachable]()
    for (_batch, address), mine in groups.items():
        try:
            sent += send(address=address, notices=mine) is not None
        except Unreachable as error:
            missed.append(error)
    if missed:
        raise Unreachable(f"{len(missed)} of {len(groups)} messages wait: {missed[0]}")
    return sent


def forget_expired() -> int:
    return Contact.objects.filter(expires_on__lt=today()).delete()[0]
