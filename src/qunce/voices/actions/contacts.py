"""Contacts: encrypted with a key of their own, erased when they expire."""

import os
from datetime import timedelta

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from qunce.common import keys
from qunce.common.clock import today
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


def forget_expired() -> int:
    return Contact.objects.filter(expires_on__lt=today()).delete()[0]
