"""The seat of a person in a congress, and nothing else about the person."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qunce.people.models.accounts import Person, Post
from qunce.people.models.congress import Delegation, Group, Term


class Status(models.TextChoices):
    ACTIVE = "active", _("active")
    SUSPENDED = "suspended", _("suspended")
    TERMINATED = "terminated", _("ended")


class EndReason(models.TextChoices):
    """代表法 (2025) Art. 62.

    The grounds that tell of a conviction, of health or of death are one: which of them it was is
    in the congress' announcement and is not kept here.
    """

    MOVED = "moved", _("left the place")
    RESIGNED = "resigned", _("resigned")
    ABSENT = "absent", _("missed two sessions without leave")
    RECALLED = "recalled", _("recalled")
    BY_LAW = "by_law", _("another ground of the law")


class Deputy(models.Model):
    """A seat. A test holds the list of these fields: no file on a person grows here."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="deputies")
    # A township's congress has no delegations.
    delegation = models.ForeignKey(
        Delegation, on_delete=models.PROTECT, null=True, blank=True, related_name="deputies"
    )
    groups = models.ManyToManyField(Group, blank=True, related_name="deputies")
    # 代表证号, where one is given out.
    certificate = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    reason = models.CharField(max_length=10, choices=EndReason, blank=True)
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    # The post in which the deputy acts here; a suspended or ended seat has only one that is over.
    post = models.OneToOneField(Post, on_delete=models.PROTECT, related_name="seat")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "term"], condition=~Q(status="terminated"), name="one_seat_a_term"
            ),
            models.CheckConstraint(
                condition=Q(status="terminated", until_on__isnull=False) & ~Q(reason="")
                | ~Q(status="terminated") & Q(until_on=None, reason=""),
                name="an_ended_seat_says_when_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.term}"
