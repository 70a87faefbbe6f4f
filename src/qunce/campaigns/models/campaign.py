"""A campaign: its aim, its phases with their gates, its key dates, and the calls it owns."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from qunce.people.models import Person, Unit
from qunce.places.models import Jurisdiction
from qunce.reading.models import Corpus
from qunce.voices.models import Call


class Campaign(models.Model):
    """A draft until it is issued; `leading_group` is as the notice prints it."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT)
    slug = models.SlugField(max_length=40, unique=True)
    title = models.CharField(max_length=80)
    slogan = models.CharField(max_length=120, blank=True)
    about = models.TextField(blank=True)
    aim = models.TextField(blank=True)
    leading_group = models.TextField(blank=True)
    office = models.ForeignKey(Unit, on_delete=models.PROTECT)
    starts_on = models.DateField()
    ends_on = models.DateField()
    calls = models.ManyToManyField(Call, related_name="campaigns")
    corpus = models.OneToOneField(Corpus, on_delete=models.PROTECT, null=True)
    copied_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.title


class Phase(models.Model):
    """It closes once its summary is approved (`approved` names who did) and its gates are shut."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="phases")
    order = models.SmallIntegerField()
    title = models.CharField(max_length=40)
    about = models.TextField(blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    summary = models.TextField(blank=True)
    # The meeting or the leader that approved the summary, and the day.
    approved = models.CharField(max_length=80, blank=True)
    approved_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "order"], name="phase_order"),
            models.CheckConstraint(
                condition=Q(closed_at=None)
                | (Q(closed_by__isnull=False, approved_on__isnull=False) & ~Q(summary="")),
                name="a_closed_phase_has_an_approved_summary",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class KeyDate(models.Model):
    """A day of the plan that is no task: the opening meeting, the award ceremony."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="key_dates")
    on = models.DateField()
    title = models.CharField(max_length=60)

    class Meta:
        ordering: ClassVar = ["on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "on", "title"], name="key_date_once")
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.title}"
