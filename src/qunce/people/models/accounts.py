"""Units, persons with an account, posts. Nobody who merely speaks has a row here."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from qunce.places.models import Area, Jurisdiction


class UnitKind(models.TextChoices):
    PARTY = "party", _("party office")
    DEPARTMENT = "department", _("department")
    GROUP = "group", _("people's organisation")
    CONGRESS = "congress", _("congress office")
    COURT = "court", _("court or procuratorate")
    ENTERPRISE = "enterprise", _("enterprise")
    INSTITUTION = "institution", _("institution")
    COUNTY = "county", _("county or district")
    ZONE = "zone", _("development zone")
    SUPERVISION = "supervision", _("supervision group")


class Unit(models.Model):
    """An organisation that can hold work."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    short = models.CharField(max_length=30, blank=True)
    kind = models.CharField(max_length=12, choices=UnitKind)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True)
    duties = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["jurisdiction", "code"], name="unit_code")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def listed_duties(self) -> list[str]:
        """The lines of its published duty list (职责清单)."""
        return [line.strip() for line in self.duties.split("\n") if line.strip()]


class Accounts(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(username=username)


class Person(AbstractBaseUser):
    """Somebody with an account: a clerk, a unit's handler, a deputy, an administrator."""

    username = models.CharField(_("account"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=60)
    is_active = models.BooleanField(default=True)
    # Whoever was given a password for the first entry chooses their own before all else.
    must_change = models.BooleanField(default=False)

    objects = Accounts()
    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a post is there for. At a unit one prepares the answer and another signs it."""

    OFFICE = "office", _("campaign office")
    DEPUTY_OFFICE = "deputy_office", _("deputies' office")
    GOVERNMENT_OFFICE = "government_office", _("government office")
    SECRETARIAT = "secretariat", _("secretariat of the session")
    COMMITTEE = "committee", _("committee of the congress")
    CHAIRS = "chairs", _("chairs' meeting")
    UNIT = "unit", _("handler of the unit")
    UNIT_HEAD = "unit_head", _("head of the unit")
    SUPERVISOR = "supervisor", _("supervision group")
    REVIEWER = "reviewer", _("reviewer")
    STATION = "station", _("contact station")
    DEPUTY = "deputy", _("deputy")
    AUDITOR = "auditor", _("auditor")


class Post(models.Model):
    """A person in a role at a unit for a period."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=Role)
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.person} · {self.get_role_display()} · {self.unit}"
