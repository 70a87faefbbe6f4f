"""What is asked of units, what one of them owes, and what shows that it was done."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from qunce.campaigns.models.campaign import Campaign, Phase
from qunce.campaigns.models.participation import Participation
from qunce.matters.models import Matter
from qunce.people.models import Person


class Shown(models.TextChoices):
    """What can show that a task was done: first of all a record that is in the system anyway."""

    IMPORT = "import", _("a batch of ideas")
    MATTER = "matter", _("a matter that was answered")
    FILE = "file", _("a file")


class Action(models.Model):
    """规定动作 where `own` is empty: asked of every unit. Else 自选动作 of that unit alone."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="actions")
    own = models.ForeignKey(
        Participation, on_delete=models.PROTECT, null=True, related_name="own_actions"
    )
    order = models.SmallIntegerField()
    title = models.CharField(max_length=40)
    about = models.TextField(blank=True)
    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="actions")
    due_on = models.DateField()
    # Its phase cannot close while a task of this action is open.
    gates = models.BooleanField(default=True)
    # Something must show that it was done; without it the unit's word is enough.
    needs_evidence = models.BooleanField(default=False)
    # Who helps with it (协办), as it is planned: whoever leads a task of it does not help there.
    co_units = models.ManyToManyField(Participation, related_name="helps_with")

    class Meta:
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "order"], name="action_order")
        ]

    def __str__(self) -> str:
        return self.title


class Task(models.Model):
    """One action for one unit. Where it stands, when it is due and who helps is its matter's."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="tasks")
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="tasks")
    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="task")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["participation", "action"], name="task_once")
        ]

    def __str__(self) -> str:
        return f"{self.action} · {self.participation.unit}"


class Evidence(models.Model):
    """A record of the system by (kind, id), named and counted as it was when it was shown."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=10, choices=Shown)
    ref = models.BigIntegerField()
    name = models.CharField(max_length=200)
    count = models.IntegerField(null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "kind", "ref"], name="shown_once")
        ]

    def __str__(self) -> str:
        return self.name


class StoredFile(models.Model):
    """An upload, where nothing in the system shows it. It lies under var, named by its digest."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    size = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "sha256"], name="file_once")
        ]

    def __str__(self) -> str:
        return self.name
