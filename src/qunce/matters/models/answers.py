"""What a unit says and promises, how it came to it, and what the author thinks of it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from qunce.matters.models.assignment import Assignment
from qunce.matters.models.matter import Matter
from qunce.people.models import Person, Unit


class Contact(models.Model):
    """A unit spoke with the author before answering: how and when, never a telephone number."""

    class Way(models.TextChoices):
        VISIT = "visit", _("visit")
        MEETING = "meeting", _("meeting")
        FACE = "face", _("face to face at the office")
        PHONE = "phone", _("telephone")
        LETTER = "letter", _("letter or mail")

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="contacts")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, null=True)
    way = models.CharField(max_length=10, choices=Way)
    on = models.DateField()
    note = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.get_way_display()} {self.on}"


class Opinion(models.Model):
    """A co-unit's written opinion to the lead, or its signature under the lead's draft."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="opinions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    countersign = models.BooleanField(default=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"opinion of {self.unit_id}"


class Result(models.TextChoices):
    """What an answer comes to; the letters of a place are put over this one meaning."""

    SOLVED = "solved", _("solved or adopted")
    IN_PROGRESS = "in_progress", _("being solved")
    PLANNED = "planned", _("planned")
    DEFERRED = "deferred", _("cannot be solved for now")
    REFERENCE = "reference", _("kept for reference")
    REPORTED_UP = "reported_up", _("reported to those above")


class Answer(models.Model):
    """A draft until it is signed; a draft that was sent back stays, the next is a new row."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="answers")
    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, null=True, related_name="answers"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    round = models.SmallIntegerField(default=1)
    text = models.TextField()
    # One string for each request of the matter, in its order.
    responses = models.JSONField(default=list)
    result = models.CharField(max_length=12, choices=Result)
    # [{what, due_on}] until it is signed; then they are rows of Promise.
    drafted_promises = models.JSONField(default=list)
    contact_name = models.CharField(max_length=40, blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    # Why the head signed although the gate warned.
    signed_despite = models.TextField(blank=True)
    salt = models.BinaryField(max_length=16)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["matter", "-drafted_at"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assignment", "round"],
                condition=models.Q(signed_at__isnull=False, assignment__isnull=False),
                name="one_signed_answer_a_round",
            )
        ]

    def __str__(self) -> str:
        return f"answer of {self.unit_id} to {self.matter_id}"


class PromiseState(models.TextChoices):
    RUNNING = "running", _("running")
    KEPT = "kept", _("kept")
    IMPOSSIBLE = "impossible", _("not possible, the reason was told")


class Promise(models.Model):
    """A dated obligation. Moved to another day it is still the same; the first day stays."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="promises")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="promises")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="promises")
    what = models.CharField(max_length=300)
    first_due_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=12, choices=PromiseState, default=PromiseState.RUNNING)
    said = models.TextField(blank=True)
    settled_on = models.DateField(null=True)
    reminded_on = models.DateField(null=True)
    escalated_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit", "state", "due_on"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state=PromiseState.RUNNING, settled_on=None)
                | (~models.Q(state=PromiseState.RUNNING) & models.Q(settled_on__isnull=False)),
                name="promise_settled_on_a_day",
            )
        ]

    def __str__(self) -> str:
        return self.what


class Grade(models.TextChoices):
    SATISFIED = "satisfied", _("satisfied")
    BASICALLY = "basically", _("basically satisfied")
    DISSATISFIED = "dissatisfied", _("dissatisfied")


class UnitRating(models.Model):
    """How a street rates the departments it whistled for, and the county desk the whistle (Beijing
    33)."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="unit_ratings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    round = models.SmallIntegerField(default=1)
    grade = models.CharField(max_length=12, choices=Grade)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter", "unit", "round"], name="unit_rated_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.grade}"


class Rating(models.Model):
    """How the work, its result and its explanation are rated; empty is silence and counts as that.

    By the deputy who asked, or by the author of a voice that was carried.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="ratings")
    voice_id = models.BigIntegerField(null=True)
    round = models.SmallIntegerField(default=1)
    manner = models.CharField(max_length=12, choices=Grade, blank=True)
    result = models.CharField(max_length=12, choices=Grade, blank=True)
    explanation = models.CharField(max_length=12, choices=Grade, blank=True)
    words = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            # Two, because NULLs are distinct to PostgreSQL 14.
            models.UniqueConstraint(
                fields=["matter", "round"],
                condition=models.Q(voice_id=None),
                name="rated_once_a_round",
            ),
            models.UniqueConstraint(
                fields=["matter", "voice_id", "round"],
                condition=models.Q(voice_id__isnull=False),
                name="voice_rates_once_a_round",
            ),
            models.CheckConstraint(
                condition=~(
                    models.Q(manner="dissatisfied")
                    | models.Q(result="dissatisfied")
                    | models.Q(explanation="dissatisfied")
                )
                | ~models.Q(words=""),
                name="dissatisfied_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"rating of {self.matter_id}"
