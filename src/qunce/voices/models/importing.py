"""A spreadsheet on its way in."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from qunce.people.models import Person, Unit
from qunce.voices.models.call import Call


class ImportState(models.TextChoices):
    READ = "read", _("columns to be confirmed")
    RUNNING = "running", _("running")
    STOPPED = "stopped", _("stopped")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class Import(models.Model):
    call = models.ForeignKey(Call, on_delete=models.PROTECT)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    # The unit that collected and sent the rows, where one did.
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    file_name = models.CharField(max_length=200)
    path = models.CharField(max_length=300)
    # The sheet that was chosen of a workbook with several; empty: the first with anything in it.
    sheet = models.CharField(max_length=60, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    # {role: column number}, as recognised and then corrected by a person.
    columns = models.JSONField(default=dict)
    consent = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.READ)
    rows = models.BigIntegerField(default=0)
    next_row = models.BigIntegerField(default=0)
    stored = models.BigIntegerField(default=0)
    known = models.BigIntegerField(default=0)
    refused = models.BigIntegerField(default=0)
    # {what the topic's column said: voices} where the call has no such topic; the first few.
    other_topics = models.JSONField(default=dict)
    # The last voice of this import that was screened and can be found by search.
    indexed_id = models.BigIntegerField(default=0)
    indexed = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["call", "sha256"])]

    def __str__(self) -> str:
        return self.file_name


class RefusedRow(models.Model):
    """A row that could not become a voice, kept whole with its reason."""

    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="refusals")
    row = models.BigIntegerField()
    reason = models.CharField(max_length=40)
    cells = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "row"], name="refused_row_once")
        ]

    def __str__(self) -> str:
        return f"row {self.row}: {self.reason}"
