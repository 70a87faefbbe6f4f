"""An open invitation to speak."""

from typing import ClassVar

from django.db import models

from qunce.places.models import Jurisdiction


class Call(models.Model):
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT)
    slug = models.SlugField(max_length=40)
    title = models.CharField(max_length=80)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["jurisdiction", "slug"], name="call_slug")
        ]

    def __str__(self) -> str:
        return self.title


class IdeaTopic(models.Model):
    """What a call asks about in particular (征集主题); whoever speaks may name one.

    Once an idea names it, it stays: renamed with `former` names kept, or closed for new ideas.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="topics")
    order = models.SmallIntegerField()
    title = models.CharField(max_length=40)
    former = models.JSONField(default=list, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "title"], name="idea_topic_once")
        ]

    def __str__(self) -> str:
        return self.title
