"""The search index: one row a voice, filled a little after the voice itself."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from qunce.voices.models.voice import Voice


class VoiceIndex(models.Model):
    """Characters and pairs of characters as tokens; made by search.tokens, not by a dictionary.

    The vector is stored, not an index on an expression: rechecking the expression for phrases
    took seconds on 150,000 texts.
    """

    voice = models.OneToOneField(Voice, on_delete=models.CASCADE, primary_key=True)
    call_id = models.BigIntegerField(null=True)
    shown = models.BooleanField(default=False)
    # NULL until they are made, a second or two after a voice was handed in: writing them with the
    # voice would cost as much as the voice.
    tokens = SearchVectorField(null=True)

    class Meta:
        indexes: ClassVar = [
            GinIndex(fields=["tokens"], name="voice_tokens"),
            models.Index(fields=["call_id", "shown", "-voice"], name="voice_index_scope"),
            models.Index(fields=["call_id"], condition=Q(tokens=None), name="voice_without_tokens"),
        ]

    def __str__(self) -> str:
        return f"index of voice {self.voice_id}"
