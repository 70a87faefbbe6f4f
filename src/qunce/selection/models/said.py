"""What people say to a round, what is answered, and what the selected are given."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qunce.people.models import Person
from qunce.selection.models.candidates import Candidate
from qunce.selection.models.rounds import Round
from qunce.voices.models import Voice


class Said(models.Model):
    """Words of somebody outside, and the office's answer; None until it is decided."""

    words = models.TextField()
    made_at = models.DateTimeField()
    granted = models.BooleanField(null=True)
    answer = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Appeal(Said):
    """An author against being dropped: one for each voice and round."""

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="appeals")
    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["candidate", "voice"], name="one_appeal"),
            models.CheckConstraint(
                condition=Q(granted=None, decided_at=None)
                | (Q(granted__isnull=False, decided_at__isnull=False) & ~Q(answer="")),
                name="appeal_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"appeal for {self.candidate_id}"


class Objection(Said):
    """Anybody against what a public notice lists; nobody is asked who they are."""

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="objections")
    # Drawn when the form was shown: a second click carries the same one.
    once = models.UUIDField(unique=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(granted=None, decided_at=None)
                | (Q(granted__isnull=False, decided_at__isnull=False) & ~Q(answer="")),
                name="objection_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"objection to {self.candidate_id}"


class Prize(models.TextChoices):
    FIRST = "first", _("first prize")
    SECOND = "second", _("second prize")
    THIRD = "third", _("third prize")
    HONOUR = "honour", _("honourable mention")


class Award(models.Model):
    """What a selected candidate was given, paid outside; no account and no name."""

    candidate = models.OneToOneField(Candidate, on_delete=models.PROTECT, related_name="award")
    prize = models.CharField(max_length=8, choices=Prize)
    amount = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    paid_on = models.DateField(null=True)
    # The number of the voucher in the books of whoever paid.
    reference = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return f"{self.prize} for {self.candidate_id}"


class Lottery(models.Model):
    """A draw among the browsers that took part in the round's call: one ticket each.

    Announced with its tickets and the number of prizes before its seed exists; then drawn.
    """

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="lottery")
    prizes = models.SmallIntegerField()
    announced_at = models.DateTimeField()
    seed = models.CharField(max_length=64, blank=True)
    # Numbers of voices: all tickets, and those drawn, in order.
    tickets = ArrayField(models.BigIntegerField())
    drawn = ArrayField(models.BigIntegerField(), default=list, blank=True)
    at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{len(self.drawn)} of {len(self.tickets)}"
