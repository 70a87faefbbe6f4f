"""Research topics (课题): the call for them, what units declare, who works on it, what is due."""

from typing import ClassVar

from django.db import models

from qunce.campaigns.models.campaign import Campaign
from qunce.campaigns.models.participation import Participation
from qunce.matters.models import Matter
from qunce.people.models import Person


class TopicCall(models.Model):
    """Asks the units of a campaign to declare topics until a day."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="topic_calls")
    title = models.CharField(max_length=80)
    about = models.TextField(blank=True)
    # What it asks to be looked into, one string each; a unit may declare something else.
    directions = models.JSONField(default=list)
    closes_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "title"], name="topic_call_once")
        ]

    def __str__(self) -> str:
        return self.title


class Topic(models.Model):
    """Where it stands is its matter's; `became` is the matter that its result was put to use as."""

    call = models.ForeignKey(TopicCall, on_delete=models.PROTECT, related_name="topics")
    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="topics"
    )
    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="topic")
    # Who works on it, one in each line as the unit writes it: 姓名，单位职务，分工.
    team = models.TextField()
    became = models.OneToOneField(
        Matter, on_delete=models.PROTECT, null=True, related_name="from_topic"
    )

    def __str__(self) -> str:
        return str(self.matter)


class Milestone(models.Model):
    """A step of the work that the unit planned itself; kept or not is a fact of the topic."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=80)
    due_on = models.DateField()
    reached_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["topic", "title"], name="milestone_once")
        ]

    def __str__(self) -> str:
        return self.title
