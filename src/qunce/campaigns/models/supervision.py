"""Supervision (督导): its groups, when each unit is looked at, the visits, and what was found.

Which group looks at a unit stands with its participation: one column, so one group at most.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from qunce.campaigns.models.campaign import Campaign, Phase
from qunce.campaigns.models.participation import Participation
from qunce.campaigns.models.tasks import Task
from qunce.matters.models import Matter
from qunce.people.models import Person, Unit


class Way(models.TextChoices):
    """How a group looks: the ways that the published plans name."""

    REPORT = "report", _("hearing a report")
    PAPERS = "papers", _("reading the papers")
    MEETING = "meeting", _("sitting in on a meeting")
    TALKS = "talks", _("talks with single people")
    SAMPLE = "sample", _("random samples")
    UNANNOUNCED = "unannounced", _("an unannounced visit")
    GUIDANCE = "guidance", _("guidance on the spot")


class Severity(models.TextChoices):
    """How much a finding weighs. It is of the work; there is no such thing of a person."""

    HINT = "hint", _("reminder")
    GENERAL = "general", _("general")
    SERIOUS = "serious", _("serious")


class SupervisionGroup(models.Model):
    """`unit` is how it holds matters; whoever has a supervisor's post there is a member."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="supervision_groups"
    )
    number = models.SmallIntegerField()
    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="supervision_group")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "number"], name="supervision_group_number")
        ]

    def __str__(self) -> str:
        return self.unit.name


class Turn(models.Model):
    """A line of the rota: on which day of a phase a unit's group means to look at it."""

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="turns")
    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="turns")
    on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["participation", "phase"], name="one_turn_a_phase")
        ]

    def __str__(self) -> str:
        return f"{self.participation} {self.on}"


class Visit(models.Model):
    """What a group saw at a unit. `because` says why it came again in the same phase."""

    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="visits"
    )
    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="visits")
    group = models.ForeignKey(SupervisionGroup, on_delete=models.PROTECT, related_name="visits")
    on = models.DateField()
    ways = ArrayField(models.CharField(max_length=12, choices=Way))
    observations = models.TextField()
    praise = models.TextField(blank=True)
    advice = models.TextField(blank=True)
    because = models.CharField(max_length=200, blank=True)
    salt = models.BinaryField(max_length=16)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(ways__len__gt=0), name="a_visit_has_a_way"),
            models.UniqueConstraint(fields=["participation", "on"], name="one_visit_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.participation} {self.on}"

    @property
    def ways_said(self) -> list[str]:
        return [str(Way(way).label) for way in self.ways]


class Finding(models.Model):
    """What was found at a visit, about which of the unit's tasks, if any; everything else of it is
    its matter's."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="findings")
    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="finding")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, related_name="findings")

    def __str__(self) -> str:
        return str(self.matter)

    @property
    def severity(self) -> Severity:
        return Severity(self.matter.evidence["severity"])
