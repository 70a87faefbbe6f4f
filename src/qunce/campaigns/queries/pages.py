"""What the pages of a campaign show: a plan, a unit's own tasks, one task."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from qunce.campaigns.models import Action, Campaign, Participation, Task
from qunce.campaigns.queries.evidence import Candidate, candidates
from qunce.campaigns.queries.helping import Helped, Helper, helped_by, helpers
from qunce.campaigns.rules import may_report, may_run
from qunce.matters.queries.colours import Colour, colour
from qunce.matters.queries.pages import MatterPage, matter_page
from qunce.matters.queries.whole import with_parts
from qunce.people.models import Unit, UnitKind
from qunce.people.rules import Hat
from qunce.procedure import Phase as Standing


@dataclass(frozen=True)
class TaskLine:
    """A task in a unit's list."""

    task: Task
    colour: Colour

    @property
    def is_owed(self) -> bool:
        return self.task.matter.step == "owed"


@dataclass(frozen=True)
class Mine:
    """What one unit has to do in a campaign: what is due first first."""

    participation: Participation
    open: list[TaskLine]
    over: list[TaskLine]
    declared: list[Action]
    helped: list[Helped]

    @property
    def first(self) -> TaskLine | None:
        return next((line for line in self.open if line.is_owed), None)


@dataclass(frozen=True)
class TaskPage:
    task: Task
    page: MatterPage
    candidates: list[Candidate]
    may_report: bool
    may_judge: bool
    helpers: list[Helper]
    may_name: bool

    @property
    def silent(self) -> list[Helper]:
        """Who has a part and has not said what it did."""
        return [helper for helper in self.helpers if helper.is_open]


def mine(campaign: Campaign, unit_id: int) -> Mine | None:
    """None where the unit takes no part."""
    found = campaign.participations.select_related("unit", "group").filter(unit=unit_id).first()
    if found is None:
        return None
    tasks = found.tasks.select_related("matter", "action").order_by("matter__due_on", "pk")
    lines = [TaskLine(t, colour(t.matter.due_on, campaign.jurisdiction_id)) for t in tasks]
    is_open = [line for line in lines if line.task.matter.phase == Standing.OPEN]
    return Mine(
        found,
        sorted(is_open, key=lambda line: not line.is_owed),
        [line for line in lines if line.task.matter.phase != Standing.OPEN],
        list(found.own_actions.filter(tasks=None)),
        helped_by(campaign, unit_id),
    )


def task_of(task_id: int, hat: Hat) -> Task | None:
    """A task of this place that the reader may see."""
    found = Task.objects.select_related(
        "action__campaign__office", "action__phase", "participation__unit", "participation__group"
    )
    return found.filter(pk=task_id, action__campaign__jurisdiction=hat.jurisdiction_id).first()


def task_page(task: Task, hat: Hat) -> TaskPage:
    matter = with_parts(task.matter_id)
    assert matter is not None
    owed, judged = matter.step == "owed", matter.step == "looked_at"
    reports = owed and may_report(hat, task.participation.unit_id)
    return TaskPage(
        task=task,
        page=matter_page(matter, hat),
        candidates=candidates(task) if reports else [],
        may_report=reports,
        may_judge=judged and may_run(hat, matter.jurisdiction_id),
        helpers=helpers(matter.pk),
        may_name=owed and may_run(hat, matter.jurisdiction_id),
    )


def asked(campaign: Campaign) -> "QuerySet[Action]":
    """The actions of a plan with how many tasks were given and how many are done."""
    found = campaign.actions.select_related("phase", "own__unit")
    return found.prefetch_related("co_units__unit").annotate(
        given=Count("tasks"),
        done=Count("tasks", filter=Q(tasks__matter__step="done")),
        owed=Count("tasks", filter=Q(tasks__matter__phase=Standing.OPEN.value)),
    )


def taking_part(campaign: Campaign) -> "QuerySet[Participation]":
    found = campaign.participations.select_related("unit", "area", "group")
    return found.annotate(given=Count("tasks", distinct=True)).order_by("part", "unit__code")


def could_help(campaign: Campaign, action: Action | None) -> list[Participation]:
    """Who may be named as a co-unit: every unit that takes part but the one whose action it is."""
    found = campaign.participations.select_related("unit").order_by("unit__code")
    return list(found.exclude(pk=action.own_id) if action and action.own_id else found)


def could_join(campaign: Campaign) -> "QuerySet[Unit]":
    """Units of the place that take no part yet."""
    return (
        Unit.objects.filter(jurisdiction=campaign.jurisdiction_id)
        .exclude(kind=UnitKind.SUPERVISION)
        .exclude(participations__campaign=campaign)
        .order_by("code")
    )


def names_of(campaign: Campaign) -> tuple[dict[int, str], dict[int, str]]:
    """The counties and zones, and the supervision groups, by their ids."""
    rows = campaign.participations.values_list("area", "area__name", "group", "group__name")
    areas: dict[int, str] = {}
    groups: dict[int, str] = {}
    for area, area_name, group, group_name in rows.distinct():
        areas |= {area: area_name} if area else {}
        groups |= {group: group_name} if group else {}
    return areas, groups


def plans_of(jurisdiction_id: int) -> "QuerySet[Campaign]":
    """Every campaign of a place, drafts too, the latest first: for the office."""
    return Campaign.objects.filter(jurisdiction=jurisdiction_id).order_by("-starts_on", "-pk")
