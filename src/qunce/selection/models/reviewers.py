"""Who reads, what they may not read, and what they gave."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from qunce.people.models import Person
from qunce.selection.models.candidates import Candidate
from qunce.selection.models.rounds import Round


class Reviewer(models.Model):
    """Somebody who reads in one round. Nothing about them outlasts it but that they read."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reviewers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "person"], name="reviewer_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in round {self.round_id}"


class Severity(models.Model):
    """How severe somebody was in this round, while it lasts: the office and they may see it.

    Closing the round deletes the row (a law of the house watches that).
    """

    reviewer = models.OneToOneField(Reviewer, on_delete=models.CASCADE, primary_key=True)
    points = models.FloatField()
    scored = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.points:+.1f}"


class Conflict(models.Model):
    """A declared interest: why somebody does not read a candidate."""

    reviewer = models.ForeignKey(Reviewer, on_delete=models.CASCADE, related_name="conflicts")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="conflicts")
    words = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reviewer", "candidate"], name="conflict_once")
        ]

    def __str__(self) -> str:
        return f"{self.reviewer_id} does not read {self.candidate_id}"


class Review(models.Model):
    """One reader's marks for one candidate; without marks until it was read."""

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(Reviewer, on_delete=models.PROTECT, related_name="reviews")
    # Where it lies in this reader's own random order.
    place = models.IntegerField()
    # One number from 0 to 100 for each criterion, in their order.
    marks = models.JSONField(default=list)
    score = models.FloatField(null=True)
    note = models.TextField(blank=True)
    saved_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["reviewer", "place"])]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["candidate", "reviewer"], name="read_once"),
            models.CheckConstraint(
                condition=Q(score=None, saved_at=None)
                | Q(score__isnull=False, saved_at__isnull=False),
                name="scored_or_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score} for {self.candidate_id}"
