"""Corpora, readings, themes, families, and where each voice was placed."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qunce.people.models import Person
from qunce.voices.models import Call, Voice


class Corpus(models.Model):
    """The voices that are read together: those of one or more calls."""

    name = models.CharField(max_length=80)
    calls = models.ManyToManyField(Call, related_name="corpora")

    def __str__(self) -> str:
        return self.name


class Reading(models.Model):
    """One run of the engine over a corpus."""

    corpus = models.ForeignKey(Corpus, on_delete=models.PROTECT, related_name="readings")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    # The last voice it was given; later ones are placed one by one until the next run.
    upto = models.BigIntegerField(default=0)
    received = models.BigIntegerField(default=0)
    independent = models.BigIntegerField(default=0)
    ledger = models.JSONField(default=dict)
    # Voice ids in the order to read, and the share heard after each.
    order = ArrayField(models.BigIntegerField(), default=list)
    share = ArrayField(models.FloatField(), default=list)

    def __str__(self) -> str:
        return f"{self.corpus} {self.started_at:%Y-%m-%d %H:%M}"


class Theme(models.Model):
    """Voices about the same thing. Keeps its id and its edits from one reading to the next."""

    corpus = models.ForeignKey(Corpus, on_delete=models.PROTECT, related_name="themes")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="children"
    )
    # What the engine calls it; `title` is what a person called it instead.
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=60, blank=True)
    keywords = ArrayField(models.CharField(max_length=30), default=list)
    size = models.IntegerField(default=0)
    independent = models.IntegerField(default=0)
    representatives = ArrayField(models.BigIntegerField(), default=list)
    # Edited themes go into the next reading as seeds and come out of it with the same id.
    pinned = models.BooleanField(default=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="absorbed"
    )
    gone_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["corpus", "-size"])]

    def __str__(self) -> str:
        return self.title or self.name


class Family(models.Model):
    """Voices that are the same text, nearly."""

    corpus = models.ForeignKey(Corpus, on_delete=models.CASCADE, related_name="families")
    kind = models.CharField(max_length=12)
    representative = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="+")
    size = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.kind} family of {self.size}"


class Outcome(models.TextChoices):
    THEME = "theme", _("in a theme")
    DUPLICATE = "duplicate", _("same text as another")
    NOT_UNDERSTANDABLE = "not_understandable", _("not understandable")
    UNDECIDED = "undecided", _("undecided")


class Placement(models.Model):
    """What a corpus's reading made of one voice: exactly one outcome."""

    corpus = models.ForeignKey(Corpus, on_delete=models.CASCADE, db_index=False)
    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="placements")
    outcome = models.CharField(max_length=20, choices=Outcome)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, db_index=False)
    also = ArrayField(models.BigIntegerField(), default=list)
    family = models.ForeignKey(Family, on_delete=models.SET_NULL, null=True)
    reason = models.CharField(max_length=60, blank=True)
    # Spans (start, end) of the sentences that make separate points.
    points = models.JSONField(default=list)
    # Put there by a person: no later reading moves it.
    by_hand = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["corpus", "voice"], name="one_outcome_a_voice"),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.THEME) | Q(theme__isnull=False),
                name="theme_outcome_names_a_theme",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["corpus", "theme", "outcome"])]

    def __str__(self) -> str:
        return f"{self.voice_id}: {self.outcome}"


class LessonKind(models.TextChoices):
    RENAME = "rename", _("renamed")
    MERGE = "merge", _("merged")
    SPLIT = "split", _("split")
    PIN = "pin", _("pinned")
    UNPIN = "unpin", _("unpinned")
    MOVE = "move", _("moved a voice")


class Lesson(models.Model):
    """What a person taught the reading, in order."""

    corpus = models.ForeignKey(Corpus, on_delete=models.CASCADE, related_name="lessons")
    kind = models.CharField(max_length=10, choices=LessonKind)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, related_name="+")
    other = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, related_name="+")
    voices = ArrayField(models.BigIntegerField(), default=list)
    name = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.theme_id}"
