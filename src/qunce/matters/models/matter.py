"""One thing that somebody must answer, the voices it carries, and who signed it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from qunce.matters.models.running import Running, one_holder_one_clock
from qunce.people.models import Person, Unit
from qunce.places.models import Jurisdiction
from qunce.voices.models import Voice


class Matter(Running):
    """A deputy writes it, or the office makes it from a theme. `salt` is as of a voice's words."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, db_index=False)
    number = models.CharField(max_length=30, blank=True)
    title = models.CharField(max_length=120)
    situation = models.TextField(blank=True)
    analysis = models.TextField(blank=True)
    # What is asked for, one string each: every one of them is to be answered.
    requests = models.JSONField(default=list)
    salt = models.BinaryField(max_length=16)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    # (kind, id, name) of what it grew from: a theme of a reading, with its counts that day.
    evidence = models.JSONField(default=dict)
    # Merged into another, handed over from another jurisdiction, or converted from a bill.
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    tie = models.CharField(max_length=12, blank=True)
    # The unit it lies with itself, without parts: the community or town it was handed to (kept
    # while the county has it), or the unit that owes a task or mends a finding.
    place = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    # The supervision group that found it.
    group = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    # The line of the published duty list by which it was handed down.
    duty = models.CharField(max_length=200, blank=True)
    several = models.BooleanField(default=False)
    round = models.SmallIntegerField(default=1)
    confidential = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["jurisdiction", "phase", "due_on"]),
            models.Index(fields=["holder_unit", "phase", "due_on"]),
            models.Index(fields=["holder_person", "phase", "due_on"]),
            models.Index(fields=["jurisdiction", "holder_role", "phase", "due_on"]),
        ]
        constraints: ClassVar = [
            *one_holder_one_clock("matter"),
            models.UniqueConstraint(
                fields=["jurisdiction", "procedure", "number"],
                condition=~Q(number=""),
                name="matter_number",
            ),
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="no_own_parent"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class Carried(models.Model):
    """A voice that a matter carries; `until` is when it was taken out again, and the row stays."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="carried")
    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="carriages")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    # Whether its author has heard that it was taken up.
    greeted = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["voice"], condition=Q(until=None), name="carried_by_one_matter"
            )
        ]

    def __str__(self) -> str:
        return f"voice {self.voice_id} in matter {self.matter_id}"


class Signer(models.Model):
    """A deputy who was asked to sign too, and what they said for themselves."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="signers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    withdrew_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter", "person"], name="asked_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} signs {self.matter_id}"


class Series(models.Model):
    """The last number given in a series, so that numbers have no gaps."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT)
    code = models.CharField(max_length=60)
    last = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["jurisdiction", "code"], name="one_series")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.last}"
