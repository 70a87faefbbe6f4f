"""The search index: one row a voice, filled a little after the voice itself."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from qunce.voices.models.voice import Voice


class VoiceIndex(models.Model):
    """Characters and pairs of characters as tokens; made by search.tokens, not by a dictionary.

    The vector is stored, not an index on an expression: rechecking the expression for phrases
    took seconds on 150,000 texts.
    """

    voice = models.OneToOneField(Voice, on_delete=models.CASCADE, primary_key=True)
    call_id = models.BigIntegerField(null=True)
    shown = models.BooleanField(default=False)
    tokens = SearchVectorField()

    class Meta:
        indexes: ClassVar = [
            GinIndex(fields=["tokens"], name="voice_tokens"),
            models.Index(fields=["call_id", "shown", "-voice"], name="voice_index_scope"),
        ]

    def __str__(self) -> str:
        return f"index of voice {self.voice_id}"
