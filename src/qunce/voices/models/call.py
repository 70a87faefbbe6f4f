"""An open invitation to speak."""

from typing import ClassVar

from django.db import models

from qunce.places.models import Jurisdiction


class Call(models.Model):
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT)
    slug = models.SlugField(max_length=40)
    title = models.CharField(max_length=80)
    topics = models.JSONField(default=list, blank=True)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["jurisdiction", "slug"], name="call_slug")
        ]

    def __str__(self) -> str:
        return self.title
