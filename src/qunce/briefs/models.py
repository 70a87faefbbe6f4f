"""A numbered paper of a campaign: its articles, and its figures as named questions."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qunce.campaigns.models import Campaign
from qunce.people.models import Person, Unit
from qunce.places.models import Area

LONGEST_NAME = 40


class Kind(models.TextChoices):
    BULLETIN = "bulletin", _("bulletin")
    REPORT = "report", _("closing report")


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    REVIEW = "review", _("in review")
    SIGNED = "signed", _("signed")
    ISSUED = "issued", _("issued")


class Secrecy(models.TextChoices):
    PUBLIC = "public", _("public")
    INTERNAL = "internal", _("internal")


class Series(models.Model):
    """The last number given in a name and year; of extras apart; year 0 counts a name's total."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME)
    year = models.SmallIntegerField()
    is_extra = models.BooleanField(default=False)
    last = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["campaign", "name", "year", "is_extra"], name="one_series_of_briefs"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}: {self.last}"


class Brief(models.Model):
    """`edition` counts how often it was edited, so that two hands do not overwrite each other.

    The number is given when it is signed; from then on its words and figures stay as they are, and
    `digest` says so.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="briefs")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.BULLETIN)
    name = models.CharField(max_length=LONGEST_NAME)
    year = models.SmallIntegerField()
    is_extra = models.BooleanField(default=False)
    number = models.IntegerField(null=True)
    total_number = models.IntegerField(null=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField()
    secrecy = models.CharField(max_length=10, choices=Secrecy, default=Secrecy.INTERNAL)
    editor_note = models.TextField(blank=True)
    # 报, 送, 发: to those above, beside and below, as the paper prints them.
    to_report = models.CharField(max_length=200, blank=True)
    to_send = models.CharField(max_length=200, blank=True)
    to_distribute = models.CharField(max_length=200, blank=True)
    copies = models.IntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    edition = models.IntegerField(default=1)
    sent_back = models.CharField(max_length=200, blank=True)
    drafted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    # Who signed (签发人), as the paper prints it; whose hand recorded that is in the record.
    signed_by = models.CharField(max_length=40, blank=True)
    signed_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    issued_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["-drafted_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["campaign", "name", "year", "is_extra", "number"],
                condition=Q(number__isnull=False),
                name="brief_number_once",
            ),
            models.UniqueConstraint(
                fields=["campaign", "name", "total_number"],
                condition=Q(total_number__isnull=False),
                name="brief_total_number_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "review"], number=None, signed_at=None)
                | (
                    Q(state__in=["signed", "issued"], number__isnull=False)
                    & Q(signed_at__isnull=False)
                    & ~Q(digest="")
                ),
                name="brief_numbered_when_signed",
            ),
            models.CheckConstraint(
                condition=Q(state="issued", issued_on__isnull=False)
                | (~Q(state="issued") & Q(issued_on=None)),
                name="brief_issued_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(to_on__gte=models.F("from_on")), name="brief_period_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year} {self.number or ''}".strip()


class Article(models.Model):
    """Its text names figures and voices in braces; neither is ever typed by hand."""

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="articles")
    order = models.SmallIntegerField()
    title = models.CharField(max_length=80)
    text = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["brief", "order"], name="article_order")
        ]

    def __str__(self) -> str:
        return self.title


class Figure(models.Model):
    """A question of the closed list with its parameters; the answer is kept when it is signed.

    `key` is its name in the articles. `rows` are kept where a later reading or date moves what
    is behind the number, so that it can still be shown what was counted.
    """

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="figures")
    key = models.CharField(max_length=40)
    code = models.CharField(max_length=30)
    version = models.SmallIntegerField()
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    theme_id = models.BigIntegerField(null=True)
    title = models.CharField(max_length=120, blank=True)
    value = models.IntegerField(null=True)
    as_of = models.DateTimeField(null=True)
    calls = ArrayField(models.BigIntegerField(), default=list)
    rows = ArrayField(models.BigIntegerField(), null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["brief", "key"], name="figure_key_once"),
            models.CheckConstraint(
                condition=Q(value=None, as_of=None) | Q(value__isnull=False, as_of__isnull=False),
                name="figure_kept_with_its_instant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.value}"
