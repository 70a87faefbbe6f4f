"""Open letters (公开信) to people from here who live elsewhere, each with a call of its own."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from qunce.campaigns.models.campaign import Campaign
from qunce.people.models import Person
from qunce.voices.models import Call


class OpenLetter(models.Model):
    """A draft until it has its call. Where those who answer live is neither asked nor kept."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="letters")
    title = models.CharField(max_length=80)
    text = models.TextField()
    closes_on = models.DateField()
    call = models.OneToOneField(Call, on_delete=models.PROTECT, null=True, related_name="letter")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "title"], name="open_letter_once"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(call__isnull=False),
                name="only_an_opened_letter_closes",
            ),
        ]

    def __str__(self) -> str:
        return self.title
