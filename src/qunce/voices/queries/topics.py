"""What a call asks about in particular, and how many ideas name it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from qunce.common.memo import for_seconds
from qunce.voices.models import IdeaTopic


@dataclass(frozen=True)
class TopicLine:
    topic: IdeaTopic
    ideas: int


def topics_of(call_ids: Iterable[int]) -> list[TopicLine]:
    """Of these calls, in their order; with closed ones, and every idea counted."""
    found = IdeaTopic.objects.filter(call__in=list(call_ids)).select_related("call")
    counted = found.annotate(n=Count("voices")).order_by("call", "order", "pk")
    return [TopicLine(topic, topic.n) for topic in counted]


@for_seconds(10)
def counted_topics(call_ids: tuple[int, ...]) -> list[TopicLine]:
    """The same for the desk's list, whose every page shows them; ten seconds old at most."""
    return topics_of(call_ids)


@for_seconds(5)
def open_topics(call_id: int) -> list[IdeaTopic]:
    """Those that take ideas, for whoever speaks now; a few seconds old at most."""
    return list(IdeaTopic.objects.filter(call=call_id, closed_at=None))
