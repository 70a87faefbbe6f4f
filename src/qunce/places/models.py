"""Jurisdictions and areas."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Jurisdiction(models.Model):
    """A place with its congress and government; the profile names its clocks and switches."""

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=60)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)
    profile = models.CharField(max_length=40, default="national")

    def __str__(self) -> str:
        return self.name


class Level(models.TextChoices):
    CITY = "city", _("city")
    COUNTY = "county", _("county")
    ZONE = "zone", _("development zone")
    STREET = "street", _("street")
    TOWN = "town", _("town")
    COMMUNITY = "community", _("community")
    VILLAGE = "village", _("village")


class Area(models.Model):
    """A node of the place tree (GB/T 2260 style code, valid for a time)."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT)
    code = models.CharField(max_length=16)
    name = models.CharField(max_length=60)
    level = models.CharField(max_length=12, choices=Level)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["jurisdiction", "code"], name="area_code")
        ]

    def __str__(self) -> str:
        return self.name


class CalendarDay(models.Model):
    """A day on which offices work or rest otherwise than the library's calendar says."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT)
    on = models.DateField()
    works = models.BooleanField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["jurisdiction", "on"], name="calendar_day_once")
        ]

    def __str__(self) -> str:
        return f"{self.on} {'works' if self.works else 'rests'}"
