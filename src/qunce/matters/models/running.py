"""What every row that goes through a procedure has: a step, one holder, one clock."""

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import get_language

from qunce import procedures
from qunce.people.models import Person, Unit
from qunce.procedure import Phase, Procedure, Step, Words


class Running(models.Model):
    """`anchors` are the days that are on record, by name; the due date is worked out from them."""

    procedure = models.CharField(max_length=40)
    version = models.CharField(max_length=12)
    step = models.CharField(max_length=30)
    phase = models.CharField(max_length=6, choices=[(p.value, p.value) for p in Phase])
    holder_role = models.CharField(max_length=20, blank=True)
    holder_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    holder_person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    anchors = models.JSONField(default=dict)
    pauses = models.JSONField(default=list)
    stands_since = models.DateField(null=True)
    stands_because = models.CharField(max_length=200, blank=True)
    extended = models.BooleanField(default=False)
    # A date that was set with the matter, for steps that are due on it.
    set_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    due_zh = models.TextField(blank=True)
    due_en = models.TextField(blank=True)
    provisional = models.BooleanField(default=False)
    # When its holder was reminded of this date, and when it was escalated as overdue.
    reminded_on = models.DateField(null=True)
    escalated_on = models.DateField(null=True)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @property
    def grammar(self) -> Procedure:
        return procedures.load(self.procedure)

    @property
    def at_step(self) -> Step:
        return self.grammar.step(self.step)

    @property
    def step_title(self) -> str:
        return self.at_step.title.in_language(get_language() or "zh")

    @property
    def why(self) -> str:
        """The due date in a sentence, in the reader's language."""
        return Words(self.due_zh, self.due_en).in_language(get_language() or "zh")

    def days(self) -> dict[str, date]:
        return {name: date.fromisoformat(on) for name, on in self.anchors.items()}


def one_holder_one_clock(name: str) -> list[Any]:
    """Constraints: what is open is held, at a step, with a date or the reason of its absence."""
    still = ~models.Q(phase=Phase.OPEN.value)
    return [
        models.CheckConstraint(
            condition=still | (~models.Q(holder_role="") & ~models.Q(due_zh="")),
            name=f"{name}_one_holder_one_clock",
        ),
        models.CheckConstraint(
            condition=models.Q(phase__in=[p.value for p in Phase]) & ~models.Q(step=""),
            name=f"{name}_stands_somewhere",
        ),
        models.CheckConstraint(
            condition=models.Q(phase=Phase.ENDED.value, ended_at__isnull=False)
            | (~models.Q(phase=Phase.ENDED.value) & models.Q(ended_at=None)),
            name=f"{name}_ended_once",
        ),
    ]
