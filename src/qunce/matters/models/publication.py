"""What of an answered matter the public may read: a review with a holder and a clock of its own."""

from typing import ClassVar

from django.db import models

from qunce.matters.models.matter import Matter
from qunce.matters.models.running import Running, one_holder_one_clock
from qunce.people.models import Person


class Publication(Running):
    """One for each round that was answered. `text` stands instead of the answer where it is not
    public in full; what was left out is seen by comparing the two."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="publications")
    round = models.SmallIntegerField(default=1)
    text = models.TextField(blank=True)
    reason_code = models.CharField(max_length=40, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["phase", "due_on"])]
        constraints: ClassVar = [
            *one_holder_one_clock("publication"),
            models.UniqueConstraint(fields=["matter", "round"], name="one_review_a_round"),
        ]

    def __str__(self) -> str:
        return f"openness of {self.matter_id}"
