"""What was done, by whom, in what words: the timeline of a matter. The record holds the proof."""

from typing import ClassVar

from django.db import models

from qunce.matters.models.assignment import Assignment
from qunce.matters.models.matter import Matter
from qunce.people.models import Person, Unit


class Move(models.Model):
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="moves")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, null=True)
    act = models.CharField(max_length=30)
    was = models.CharField(max_length=30, blank=True)
    became = models.CharField(max_length=30)
    role = models.CharField(max_length=20)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.TextField(blank=True)
    code = models.CharField(max_length=40, blank=True)
    # The due date before, where the act changed it.
    due_before = models.DateField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["matter", "at", "id"])]

    def __str__(self) -> str:
        return f"{self.act}: {self.was} → {self.became}"
