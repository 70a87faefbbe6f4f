"""A unit's part in a matter."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from qunce.matters.models.matter import Matter
from qunce.matters.models.running import Running, one_holder_one_clock
from qunce.people.models import Unit


class Mode(models.TextChoices):
    """How several units share a matter (Shanghai 13, 17; Zhejiang 16-18)."""

    SOLE = "sole", _("alone")
    LEAD = "lead", _("lead")
    CO = "co", _("co-handling")
    SPLIT = "split", _("own share")
    MULTI_LEAD = "multi_lead", _("one of several leads")


class Assignment(Running):
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assignments")
    mode = models.CharField(max_length=10, choices=Mode)
    # What of the matter is this unit's, where each answers its own share.
    share = models.TextField(blank=True)
    round = models.SmallIntegerField(default=1)
    # Named after a dispute: such a unit cannot ask to return it again (Weifang 22).
    designated = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["holder_unit", "phase", "due_on"]),
            models.Index(fields=["unit", "phase"]),
        ]
        constraints: ClassVar = [
            *one_holder_one_clock("assignment"),
            models.UniqueConstraint(
                fields=["matter", "unit"],
                condition=~models.Q(phase="ended"),
                name="one_open_assignment_a_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.get_mode_display()}"

    @property
    def answers_itself(self) -> bool:
        return self.mode != Mode.CO
