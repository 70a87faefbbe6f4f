"""Who helps with what: the co-units of a task, and what a unit has to help with."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Prefetch, Q, QuerySet

from qunce.campaigns.models import Action, Campaign, Participation, Task
from qunce.common.clock import today
from qunce.matters.models import Assignment, Mode, Opinion
from qunce.matters.queries.colours import Colour, colour
from qunce.people.models import Post, Role
from qunce.procedure import Phase

# A part that was taken back, or that ended with its task before its unit said anything.
_NO_MORE = ("returned", "ended")


@dataclass(frozen=True)
class Helper:
    """A co-unit of a task with what it said, the oldest first."""

    part: Assignment
    said: list[Opinion]

    @property
    def is_open(self) -> bool:
        return self.part.phase == Phase.OPEN


@dataclass(frozen=True)
class Help:
    """One task that a unit helps with."""

    part: Assignment
    colour: Colour

    @property
    def is_open(self) -> bool:
        return self.part.phase == Phase.OPEN


@dataclass(frozen=True)
class Helped:
    """An action that a unit helps with, and its tasks: what waits for its words first."""

    action: Action
    tasks: list[Help]

    @property
    def waiting(self) -> int:
        return sum(help.part.step == "helping" for help in self.tasks)

    @property
    def given(self) -> int:
        return sum(help.part.step == "given" for help in self.tasks)


def helpers(matter_id: int) -> list[Helper]:
    """Everybody who helps or helped, in the order in which they were named."""
    words = Opinion.objects.select_related("by").order_by("at", "pk")
    parts = (
        Assignment.objects.filter(matter=matter_id, mode=Mode.CO)
        .select_related("unit")
        .prefetch_related(Prefetch("opinions", words))
        .order_by("pk")
    )
    return [Helper(part, list(part.opinions.all())) for part in parts]


def helped_by(campaign: Campaign, unit_id: int) -> list[Helped]:
    """What a unit helps with in a campaign, by action; not what it was released from."""
    parts = _parts(campaign.pk, unit_id).select_related(
        "matter__task__action", "matter__task__participation__unit"
    )
    found = parts.order_by("matter__task__action__order", "phase", "due_on", "pk")
    by_action = groupby(found, key=lambda part: part.matter.task.action)
    place = campaign.jurisdiction_id
    return [Helped(action, _lines(parts_, place)) for action, parts_ in by_action]


def _lines(parts: Iterable[Assignment], jurisdiction_id: int) -> list[Help]:
    lines = [Help(part, colour(part.due_on, jurisdiction_id)) for part in parts]
    return sorted(lines, key=lambda line: not line.is_open)


def helps_now(one: Participation) -> bool:
    """Whether it has a part in a task of this campaign, or said what it did there."""
    return _parts(one.campaign_id, one.unit_id).exists()


def own_help(participation: Participation, person_id: int) -> list[Task]:
    """The tasks of a unit with which a unit of this person helps: others look at them."""
    posts = Post.objects.filter(person=person_id).exclude(role=Role.SUPERVISOR)
    own = posts.filter(Q(until_on=None) | Q(until_on__gte=today())).values("unit")
    parts = Assignment.objects.filter(
        matter__task__participation=participation, mode=Mode.CO, unit__in=own
    ).exclude(step__in=_NO_MORE)
    helped = tasks_of(participation.pk).filter(matter__in=parts.values("matter"))
    return list(helped)


def tasks_of(participation_id: int) -> QuerySet[Task]:
    """What a unit was given, in the order of the plan."""
    found = Task.objects.filter(participation=participation_id).select_related("action")
    return found.order_by("action__order", "pk")


def _parts(campaign_id: int, unit_id: int) -> "QuerySet[Assignment]":
    found = Assignment.objects.filter(
        matter__task__action__campaign=campaign_id, unit=unit_id, mode=Mode.CO
    )
    return found.exclude(step__in=_NO_MORE)
