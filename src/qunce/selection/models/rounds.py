"""One screening of candidates: its criteria, its seats, and how far it is."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qunce.places.models import Jurisdiction
from qunce.voices.models import Call


class Stage(models.TextChoices):
    ELIGIBILITY = "eligibility", _("eligibility")
    SCREENING = "screening", _("first screening by units")
    SCORING = "scoring", _("scoring by reviewers")
    SHORTLIST = "shortlist", _("shortlist")
    NOTICE = "notice", _("public notice")
    SELECTED = "selected", _("selected")


class QuotaBy(models.TextChoices):
    NOTHING = "nothing", _("no quota")
    UNIT = "unit", _("by the unit it came from")
    STRAND = "strand", _("by its subject")


class QuotaRule(models.TextChoices):
    MINIMUM = "minimum", _("minimum seats, then by rank")
    PROPORTIONAL = "proportional", _("in proportion to the candidates")


class Round(models.Model):
    """Its rules are chosen before the first candidate is judged, and stay."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT)
    title = models.CharField(max_length=80)
    # The call whose voices it is about, for the way there and back; none for rounds of matters.
    call = models.ForeignKey(Call, on_delete=models.PROTECT, null=True, related_name="+")
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.ELIGIBILITY)
    seats = models.SmallIntegerField()
    # How many reviewers read each candidate.
    each = models.SmallIntegerField(default=4)
    quota_by = models.CharField(max_length=8, choices=QuotaBy, default=QuotaBy.NOTHING)
    quota_rule = models.CharField(max_length=12, choices=QuotaRule, default=QuotaRule.MINIMUM)
    quota_seats = models.SmallIntegerField(default=0)
    # Drawn once when scoring opens; every lot of the round follows from it.
    seed = models.CharField(max_length=32, blank=True)
    # The share of the re-read rejected ones that reached the line; published.
    reread = models.SmallIntegerField(null=True)
    missed = models.SmallIntegerField(null=True)
    notice_on = models.DateField(null=True)
    notice_ends_on = models.DateField(null=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["jurisdiction", "stage"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(seats__gte=1, each__gte=3, each__lte=5, quota_seats__gte=0),
                name="round_in_bounds",
            ),
            models.CheckConstraint(
                condition=~Q(stage="selected") | Q(notice_ends_on__isnull=False),
                name="selected_after_a_notice",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Criterion(models.Model):
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="criteria")
    order = models.SmallIntegerField()
    name = models.CharField(max_length=20)
    about = models.CharField(max_length=120, blank=True)
    weight = models.SmallIntegerField()

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "order"], name="criterion_order")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.weight}"
