"""Research topics by where they stand, for the office and for a unit."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from qunce import procedures
from qunce.campaigns.models import Campaign, Topic, TopicCall
from qunce.common.clock import today
from qunce.matters.queries.colours import Colour, colour
from qunce.matters.queries.saying import say
from qunce.procedure import Phase


@dataclass(frozen=True)
class TopicLine:
    topic: Topic
    colour: Colour
    reached: int
    planned: int


def calls(campaign: Campaign) -> QuerySet[TopicCall]:
    return campaign.topic_calls.annotate(n=Count("topics"))


def open_calls(campaign: Campaign) -> QuerySet[TopicCall]:
    return campaign.topic_calls.filter(closes_on__gte=today())


def topics_of(campaign_id: int, *, unit: int | None = None, step: str = "") -> QuerySet[Topic]:
    """Those of a campaign; a draft is seen by its unit alone."""
    found = Topic.objects.filter(participation__campaign=campaign_id).select_related(
        "matter", "participation__unit", "call"
    )
    found = found.filter(participation__unit=unit) if unit else found.exclude(matter__step="draft")
    found = found.filter(matter__step=step) if step else found
    return found.exclude(matter__step="discarded").order_by("matter__due_on", "pk")


def lines(found: QuerySet[Topic]) -> list[TopicLine]:
    counted = found.annotate(planned=Count("milestones"), reached=Count("milestones__reached_on"))
    return [
        TopicLine(t, colour(t.matter.due_on, t.matter.jurisdiction_id), t.reached, t.planned)
        for t in counted
    ]


def by_step(found: QuerySet[Topic]) -> list[tuple[str, str, int]]:
    """How many stand at each step, in the order of the procedure; empty ones are left out."""
    rows = found.order_by().values("matter__step").annotate(n=Count("pk"))
    counted = {row["matter__step"]: row["n"] for row in rows}
    steps = procedures.load("research-topic").steps
    return [(s.code, say(s.title), counted[s.code]) for s in steps if s.code in counted]


def is_running(topic: Topic) -> bool:
    return bool(topic.matter.phase == Phase.OPEN and topic.matter.step == "research")


def topic(topic_id: int) -> Topic | None:
    return (
        Topic.objects.select_related("matter", "participation__unit", "call__campaign", "became")
        .filter(pk=topic_id)
        .first()
    )
