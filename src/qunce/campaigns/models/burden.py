"""The burden ledger (减负台账): what was sent to units, and so cost them time."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from qunce.campaigns.models.campaign import Campaign
from qunce.people.models import Person, Unit


class Demand(models.Model):
    """One sending to any number of units, counted once for each of them."""

    class Kind(models.TextChoices):
        TASKS = "tasks", _("tasks")
        FORM = "form", _("a form to fill in")
        NOTICE = "notice", _("a notice")
        MEETING = "meeting", _("a meeting")

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="demands")
    kind = models.CharField(max_length=8, choices=Kind)
    # Of tasks, the names of all actions they were given for.
    title = models.TextField()
    units = models.ManyToManyField(Unit, related_name="demands")
    on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.title
