"""What is to be selected: a voice, a family, a theme or a matter, known by kind and number."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qunce.matters.models import Matter
from qunce.people.models import Unit
from qunce.selection.models.rounds import Round, Stage


class Kind(models.TextChoices):
    VOICE = "voice", _("voice")
    FAMILY = "family", _("family")
    THEME = "theme", _("theme")
    MATTER = "matter", _("matter")


class State(models.TextChoices):
    WAITING = "waiting", _("waiting")
    PASSED = "passed", _("passed on")
    LISTED = "listed", _("on the shortlist")
    SELECTED = "selected", _("selected")
    DROPPED = "dropped", _("not taken further")


class Candidate(models.Model):
    """`unit` sent it, `screener` looks at it first; its words stand where they always stood."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="candidates")
    number = models.IntegerField()
    kind = models.CharField(max_length=8, choices=Kind)
    subject_id = models.BigIntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    screener = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    # What it is about or where it is from, if the quota goes by that.
    strand = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    # Where and why it was dropped: the author reads the words.
    dropped_at = models.CharField(max_length=12, choices=Stage, blank=True)
    reason = models.CharField(max_length=20, blank=True)
    words = models.TextField(blank=True)
    # One of the rejected that others read again, not knowing that it was rejected.
    reread = models.BooleanField(default=False)
    # Once the scores are closed.
    raw = models.FloatField(null=True)
    corrected = models.FloatField(null=True)
    doubt = models.FloatField(null=True)
    spread = models.FloatField(null=True)
    place = models.IntegerField(null=True)
    by_quota = models.BooleanField(default=False)
    by_appeal = models.BooleanField(default=False)
    # It took the seat that an objection had left empty.
    moved_up = models.BooleanField(default=False)
    # What reviewers who were far apart said to each other.
    talk = models.TextField(blank=True)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["screener", "state"]),
            models.Index(fields=["kind", "subject_id"]),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "number"], name="candidate_number"),
            models.UniqueConstraint(fields=["round", "kind", "subject_id"], name="once_a_round"),
            models.CheckConstraint(
                condition=~Q(state="dropped") | (~Q(reason="") & ~Q(words="")),
                name="dropped_with_words",
            ),
            models.CheckConstraint(
                condition=~Q(state="selected") | Q(matter__isnull=False),
                name="selected_is_a_matter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} of round {self.round_id}"
