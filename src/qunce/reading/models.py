"""Corpora, readings, themes, families, and where each voice was placed.

What always holds (`laws` checks it):
- a voice of a corpus has at most one placement in it, and one exactly if its id is at most the
  last reading's `upto` and it was there when that reading began; the rest waits to be placed;
- a leaf theme's `size` is the number of placements that name it as `theme` or in `also`, its
  `independent` those of them whose outcome is "theme"; a parent counts each voice of its
  children once;
- a placement names leaves only, and only themes that are neither merged nor gone;
- a duplicate has a family, or its reason is "supports:<id>" and it stands where that voice stands.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qunce.people.models import Person
from qunce.voices.models import Call, Voice


class Corpus(models.Model):
    """The voices that are read together: those of one or more calls.

    Its row is the lock under which placements and themes change.
    """

    name = models.CharField(max_length=80)
    calls = models.ManyToManyField(Call, related_name="corpora")
    # The highest voice that was placed; those that arrive are looked for from a little before it.
    placed_upto = models.BigIntegerField(default=0)
    # When its days were last looked through for bursts, trends and what is new.
    watched_at = models.DateTimeField(null=True)

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
    # Placements beyond this one came later: those that place by this reading learn them first.
    placements_upto = models.BigIntegerField(default=0)
    # Words erased before this instant are forgotten by the model that places voices.
    forgot_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.corpus} {self.started_at:%Y-%m-%d %H:%M}"


class Theme(models.Model):
    """Voices about the same thing. Keeps its id and its edits from one reading to the next."""

    corpus = models.ForeignKey(Corpus, on_delete=models.PROTECT, related_name="themes")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    # What the engine calls it; `title` is what a person called it instead.
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=60, blank=True)
    keywords = ArrayField(models.CharField(max_length=30), default=list)
    size = models.IntegerField(default=0)
    independent = models.IntegerField(default=0)
    representatives = ArrayField(models.BigIntegerField(), default=list)
    pinned = models.BooleanField(default=False)
    # A person renamed it, merged into it, split it off or moved a voice there. Pinned and edited
    # themes go into the next reading as seeds and come out of it with the same id.
    edited = models.BooleanField(default=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="absorbed"
    )
    gone_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["corpus", "-size"])]

    def __str__(self) -> str:
        # The engine finds no name where all words of a theme are common ones.
        return self.title or self.name or " ".join(self.keywords[:2]) or f"{_('Theme')} {self.pk}"


class ThemeDay(models.Model):
    """How many voices of a theme were said on one day; stored, for pages ask for it often."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="days", db_index=False)
    day = models.DateField()
    size = models.IntegerField()
    # Of these, texts of their own: what an organised campaign hands in many times counts once.
    independent = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["theme", "day"], name="theme_day_once")
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.size}"


class MovementKind(models.TextChoices):
    BURST = "burst", _("burst")
    RISE = "rise", _("rises")
    FALL = "fall", _("falls")
    EMERGING = "emerging", _("new or much more often")


class Movement(models.Model):
    """How often a theme is said has changed: days `first` to `last`, in texts of their own.

    `usual` is what was to be expected of these days. `low` and `high` are the interval: of a trend
    the change of its share a day, of what is emerging how many times as often as before.
    """

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="movements")
    kind = models.CharField(max_length=10, choices=MovementKind)
    first = models.DateField()
    last = models.DateField()
    count = models.IntegerField()
    usual = models.FloatField()
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.first}"


class Family(models.Model):
    """Voices that are the same text, nearly (kind "template": only facts in it differ)."""

    corpus = models.ForeignKey(Corpus, on_delete=models.CASCADE, related_name="families")
    kind = models.CharField(max_length=12)
    representative = models.ForeignKey(
        Voice, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    size = models.IntegerField()
    # Where its representative stands.
    theme = models.ForeignKey(Theme, on_delete=models.SET_NULL, null=True, db_index=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["theme", "-size"])]

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
    voice = models.ForeignKey(
        Voice, on_delete=models.PROTECT, related_name="placements", db_index=False
    )
    outcome = models.CharField(max_length=20, choices=Outcome)
    # The main theme; `also` are the themes of its other points.
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
            models.UniqueConstraint(fields=["voice", "corpus"], name="one_outcome_a_voice"),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.THEME) | Q(theme__isnull=False),
                name="theme_outcome_names_a_theme",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["corpus", "outcome", "voice"], name="placement_outcome"),
            models.Index(fields=["theme", "voice"], name="placement_theme"),
            GinIndex(fields=["also"], name="placement_also", fastupdate=False),
            # The newest with several points, without a look at the rows.
            models.Index(
                fields=["voice"], include=["also"], condition=~Q(also=[]), name="placement_several"
            ),
        ]

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
    """What a person taught the reading, in order.

    `theme` is what was edited, `other` the theme it was merged into or moved or split to.
    """

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


class Dismissal(models.Model):
    """A suggestion of the engine about a voice or a theme that a person found wrong.

    `what` names the suggestion; it stays dismissed whatever is computed later.
    """

    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, null=True, related_name="+")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=40)
    by = models.ForeignKey(Person, on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["voice", "what"],
                condition=Q(theme=None),
                name="dismissed_once_of_a_voice",
            ),
            models.UniqueConstraint(
                fields=["theme", "what"],
                condition=Q(voice=None),
                name="dismissed_once_of_a_theme",
            ),
            models.CheckConstraint(
                condition=Q(voice=None) ^ Q(theme=None), name="dismissed_of_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} of {self.voice_id or self.theme_id}"
