"""A unit in a campaign."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qunce.campaigns.models.campaign import Campaign
from qunce.people.models import Unit
from qunce.places.models import Area


class Part(models.TextChoices):
    """Which part of the campaign a unit belongs to; plans and figures are kept by it."""

    COUNTY = "county", _("counties")
    ZONE = "zone", _("zones")
    CITY = "city", _("units of the city")


class Participation(models.Model):
    """`area` is the county or zone it counts in, none for the city's own units.

    `group` is the supervision group that looks at its work: one at most, by being one column.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="participations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="participations")
    part = models.CharField(max_length=6, choices=Part)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True)
    group = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="supervised"
    )
    # The unit's own plan (实施方案), in a few sentences.
    plan = models.TextField(blank=True)
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "unit"], name="takes_part_once"),
            models.CheckConstraint(
                condition=Q(group=None) | ~Q(group=F("unit")), name="no_own_supervision"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.campaign}"
