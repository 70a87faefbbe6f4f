"""A campaign, its phases, and the calls it owns."""

from typing import ClassVar

from django.db import models

from qunce.people.models import Unit
from qunce.places.models import Jurisdiction
from qunce.reading.models import Corpus
from qunce.voices.models import Call


class Campaign(models.Model):
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT)
    slug = models.SlugField(max_length=40, unique=True)
    title = models.CharField(max_length=80)
    slogan = models.CharField(max_length=120, blank=True)
    about = models.TextField(blank=True)
    office = models.ForeignKey(Unit, on_delete=models.PROTECT)
    starts_on = models.DateField()
    ends_on = models.DateField()
    calls = models.ManyToManyField(Call, related_name="campaigns")
    corpus = models.OneToOneField(Corpus, on_delete=models.PROTECT, null=True)

    def __str__(self) -> str:
        return self.title


class Phase(models.Model):
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="phases")
    order = models.SmallIntegerField()
    title = models.CharField(max_length=40)
    about = models.TextField(blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "order"], name="phase_order")
        ]

    def __str__(self) -> str:
        return self.title
