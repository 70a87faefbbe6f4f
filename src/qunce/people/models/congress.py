"""A congress, its terms, and what deputies form within a term: sessions, delegations, groups."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qunce.people.models.accounts import Unit
from qunce.places.models import Area, Jurisdiction


class Tier(models.TextChoices):
    TOWNSHIP = "township", _("township")
    COUNTY = "county", _("county")
    CITY = "city", _("city")
    PROVINCE = "province", _("province")


class Congress(models.Model):
    """The people's congress of a jurisdiction; `office` is the unit that serves its deputies."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT)
    name = models.CharField(max_length=60)
    tier = models.CharField(max_length=10, choices=Tier)
    office = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="congresses")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["jurisdiction", "name"], name="congress_name")
        ]

    def __str__(self) -> str:
        return self.name


class Term(models.Model):
    """From the first session of a congress to the eve of the next congress' first session."""

    congress = models.ForeignKey(Congress, on_delete=models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField()
    begins_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["congress", "number"], name="term_number"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("begins_on")), name="term_has_length"),
        ]

    def __str__(self) -> str:
        return f"{self.congress} {self.number}"


class Session(models.Model):
    """A meeting of the whole congress. Bills are taken until an instant the presidium sets."""

    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    bills_until = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["term", "number"], name="session_number"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="session_closes_after_it_opens"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term}/{self.number}"

    @property
    def days(self) -> str:
        """As a form shows them; sent back, they tell whether somebody moved it meanwhile."""
        until = timezone.localtime(self.bills_until)
        return f"{self.opens_on}_{self.closes_on}_{until:%Y-%m-%dT%H:%M}"


class Delegation(models.Model):
    """The deputies of one electing place, who sit together in a session."""

    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="delegations")
    name = models.CharField(max_length=40)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["term", "name"], name="delegation_name")
        ]

    def __str__(self) -> str:
        return self.name


class GroupKind(models.TextChoices):
    TERRITORIAL = "territorial", _("by place")
    FIELD = "field", _("by field")


class Group(models.Model):
    """Deputies who work together between sessions, by place or by field (代表法 2025 Art. 27)."""

    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=12, choices=GroupKind)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["term", "name"], name="group_name")
        ]

    def __str__(self) -> str:
        return self.name
