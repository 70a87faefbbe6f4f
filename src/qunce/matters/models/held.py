"""The same act for many matters, held for a minute in which it can be called back."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from qunce.people.models import Post
from qunce.places.models import Jurisdiction


class Held(models.Model):
    """`done` and `refused` grow as it takes effect, each with its act in one transaction."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=30)
    matters = ArrayField(models.BigIntegerField())
    # Reason, text and parts, as the act needs them.
    given = models.JSONField(default=dict)
    at = models.DateTimeField()
    takes_effect_at = models.DateTimeField()
    called_back_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    done = ArrayField(models.BigIntegerField(), default=list)
    # [[matter, sentence]] for those that had moved meanwhile.
    refused = models.JSONField(default=list)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["post", "-at"])]

    def __str__(self) -> str:
        return f"{self.act} for {len(self.matters)}"
