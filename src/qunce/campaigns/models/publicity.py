"""What was done to make a campaign known, and contests with the texts that came."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from qunce.campaigns.models.campaign import Campaign
from qunce.people.models import Person, Unit
from qunce.places.models import Area


class Publicity(models.Model):
    """One line of the inventory: so many of a kind at a place, for a time."""

    class Kind(models.TextChoices):
        POSTER = "poster", _("posters and boards")
        BUS = "bus", _("buses and taxis")
        SCREEN = "screen", _("electronic screens")
        BANNER = "banner", _("banners")
        LEAFLET = "leaflet", _("leaflets")
        ARTICLE = "article", _("articles")
        VIDEO = "video", _("videos")
        BROADCAST = "broadcast", _("broadcasts")
        OTHER = "other", _("other")

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="publicity")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    # The county or zone it counts in; none for the city itself.
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    place = models.CharField(max_length=120)
    count = models.PositiveIntegerField()
    since_on = models.DateField()
    until_on = models.DateField(null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # A line entered by mistake stays, struck out, and counts in no total.
    struck_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(count__gt=0), name="publicity_counts"),
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("since_on")),
                name="publicity_period",
            ),
            models.UniqueConstraint(
                fields=["campaign", "unit", "kind", "place", "since_on"],
                condition=models.Q(struck_at=None),
                name="publicity_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.place}"


class Contest(models.Model):
    """An essay collection or a speech contest."""

    class Kind(models.TextChoices):
        ESSAY = "essay", _("essay collection")
        SPEECH = "speech", _("speech contest")

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="contests")
    kind = models.CharField(max_length=6, choices=Kind)
    title = models.CharField(max_length=80)
    closes_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "title"], name="contest_once")
        ]

    def __str__(self) -> str:
        return self.title


class ContestEntry(models.Model):
    """A text that a unit sent in. The award is the text's; nobody who wrote it has a row."""

    class Award(models.TextChoices):
        FIRST = "first", _("first prize")
        SECOND = "second", _("second prize")
        THIRD = "third", _("third prize")
        MERIT = "merit", _("honourable mention")

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="entries")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)
    text = models.TextField()
    award = models.CharField(max_length=6, choices=Award, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contest", "unit", "title"], name="contest_entry_once")
        ]

    def __str__(self) -> str:
        return self.title
