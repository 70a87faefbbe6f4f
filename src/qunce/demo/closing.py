"""From the campaign's middle to its closing report, day by day, by whoever's turn it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from qunce.briefs.models import Brief, Kind
from qunce.campaigns import actions
from qunce.campaigns.models import Campaign, Finding, Task, Topic
from qunce.campaigns.queries.evidence import candidates
from qunce.campaigns.queries.gates import gates_of
from qunce.common.clock import moved_to, now, today
from qunce.demo import bulletins, clearing, golden, rounds, supervision, topics
from qunce.demo.calendar import instant
from qunce.demo.opening import open_up
from qunce.demo.suggestions.staff import Staff
from qunce.matters.actions import Given, act_on_matter
from qunce.matters.models import Matter, Move
from qunce.people.models import Unit
from qunce.people.rules import Hat

REPORTED_AFTER = timedelta(days=6)  # the closing report is out so long after the last phase
_ASSIGNED_A_DAY = 30
_SUMMARIES = {
    2: (
        "97个单位的学习、研讨、征集和课题调研都已完成，群众提出的点子逐条收下、归类、交办。"
        "督导组对每个单位都看过一遍，发现的问题都有人认领；少数任务比要求的日子晚了两天。"
    ),
    3: (
        "选出的点子都已交给承办单位并答复本人，成果报告收齐。"
        "还没有办完的，写成有日期的承诺，继续在“您说我办”公开进展。"
    ),
}
# The act that leads a finding on from each step.
_MENDING = {
    "found": "acknowledge",
    "objected": "take_back",
    "mending": "report",
    "looked_at": "close",
}
_NOT_ASKED = "该单位不面向社会征集，金点子由主管部门统一报送。"


@dataclass
class Days:
    """Who lives through them."""

    campaign: Campaign
    office: Hat
    units: dict[str, Unit]

    @cached_property
    def staff(self) -> Staff:
        return Staff(self.units, self.campaign.starts_on)

    @cached_property
    def short(self) -> dict[int, str]:
        return {unit.pk: name for name, unit in self.units.items()}


def close(
    campaign: Campaign,
    *,
    office: Hat,
    units: dict[str, Unit],
    since: date,
    say: Callable[[float], None],
) -> None:
    """The days after `since`, until its closing report is out; a day lived through stays so."""
    days = Days(campaign, office, units)
    ends_on = campaign.ends_on + REPORTED_AFTER
    left = (ends_on - since).days
    for n in range((_lived_until(since) - since).days + 1, left + 1):
        with moved_to(instant(since + timedelta(days=n), 9, 30)), transaction.atomic():
            for part in _A_DAY:
                part(days)
        say(n / left)


def _lived_until(since: date) -> date:
    """The last day on which something of the campaign moved: a build may have been interrupted."""
    moves = Move.objects.filter(matter__procedure__in=("campaign-task", "golden-idea", "finding"))
    last = moves.aggregate(at=Max("at"))["at"]
    return max(since, timezone.localdate(last)) if last else since


def _standing(procedure: str, days: int, *steps: str) -> QuerySet[Matter]:
    """Matters that have stood at one of these steps for so many days."""
    found = Matter.objects.filter(procedure=procedure, step__in=steps)
    moved = found.annotate(moved_at=Max("moves__at"))
    return moved.filter(moved_at__lte=now() - timedelta(days=days)).order_by("pk")


def _tasks(days: Days) -> None:
    """Units report some days before a task is due, a few two days after; the office looks."""
    looked_at = set(_standing("campaign-task", 2, "looked_at").values_list("pk", flat=True))
    open_ = Task.objects.filter(action__campaign=days.campaign, matter__phase="open")
    for task in open_.select_related("action", "participation", "matter").order_by("pk"):
        if task.matter_id in looked_at:
            actions.accept(task_id=task.pk, hat=days.office)
        late = 2 if task.pk % 29 == 0 else -(task.pk % 5)
        due_on = task.matter.due_on
        if task.matter.step == "owed" and due_on and today() >= due_on + timedelta(days=late):
            _report(task, days)


def _report(task: Task, days: Days) -> None:
    unit = days.staff.handler(days.short[task.participation.unit_id])
    if not task.action.needs_evidence:
        words = "已按方案完成，有关情况在本单位公开栏公布。"
        actions.report(task_id=task.pk, words=words, hat=unit)
    elif shown := [one.key for one in candidates(task)][:1]:
        words = "点子已整理报送，逐条带有编号，见所附批次。"
        actions.report(task_id=task.pk, words=words, hat=unit, shown=shown)
    else:
        given = Given(reason=_NOT_ASKED)
        act_on_matter(matter_id=task.matter_id, act="drop", hat=days.office, given=given)


def _visits(days: Days) -> None:
    """Each third day a group goes to the next of its units that it did not see in this phase."""
    phase = days.campaign.phases.filter(starts_on__lte=today(), ends_on__gte=today()).first()
    if phase is None:
        return
    for group in days.campaign.supervision_groups.order_by("number"):
        units = group.unit.supervised.filter(campaign=days.campaign)
        one = units.exclude(visits__phase=phase).order_by("unit__code").first()
        if one and (today().toordinal() + group.number) % 3 == 0:
            hat, unit = supervision.leader_of(group), days.short[one.unit_id]
            n = one.pk + group.number
            # What is found in the last phase could not be mended before its end.
            supervision.look_at(one, n, hat, days.staff, unit, finds=phase.order < 3 and n % 5 == 0)


def _findings(days: Days) -> None:
    """A finding goes on a step each week; what is mended over the years stays with its unit."""
    for matter in _standing("finding", 6, *_MENDING):
        finding = Finding.objects.select_related("visit__group", "visit__participation").get(
            matter=matter
        )
        unit = days.staff.handler(days.short[finding.visit.participation.unit_id])
        group = supervision.leader_of(finding.visit.group)
        supervision.go_on(matter, _MENDING[matter.step], group, unit)


def _topics(days: Days) -> None:
    """A topic goes on a step each week, until its result is adopted."""
    for matter in _standing("research-topic", 6, *topics.NEXT):
        topic = Topic.objects.select_related("participation").get(matter=matter)
        unit = days.short[topic.participation.unit_id]
        who = days.staff.handler(unit), days.staff.head(unit)
        topics.go_on(topic, topics.NEXT[matter.step], who, days.office)


def _themes(days: Days) -> None:
    clearing.take_up_next(days.campaign, office=days.office, units=days.units)
    clearing.set_aside_next(days.campaign, office=days.office)


def _ideas(days: Days) -> None:
    """Golden ideas are assigned within a week, thirty a day, and answered some weeks later."""
    for matter in _standing("golden-idea", 1, "selected")[:_ASSIGNED_A_DAY]:
        clearing.decide(matter, office=days.office, units=days.units)
    for matter in _standing("golden-idea", 10, "handling"):
        part = matter.assignments.first()
        if part and (today().toordinal() + matter.pk) % 7 == 0:
            golden.answer(matter, days.staff, days.short[part.unit_id])
    open_up(days.office)


def _rounds(days: Days) -> None:
    """The second round ends before its phase does; its notice takes a week."""
    ends_on = days.campaign.phases.get(order=2).ends_on
    if today() == ends_on - timedelta(days=12):
        rounds.end_scoring(units=days.units, office=days.office)
    if today() == ends_on:
        rounds.select(days.office)


def _bulletins(days: Days) -> None:
    if today().weekday() == 0 and today() <= days.campaign.ends_on:
        bulletins.weekly(days.campaign, days.office)


def _phases(days: Days) -> None:
    """A phase that is over is summed up, and closes once all its gates are shut."""
    for order, summary in _SUMMARIES.items():
        phase = days.campaign.phases.get(order=order)
        if phase.closed_at or today() < phase.ends_on + timedelta(days=2):
            continue
        if not phase.summary:
            actions.sum_up(phase_id=phase.pk, summary=summary, hat=days.office)
            phase.refresh_from_db()
        if all(gate.is_shut for gate in gates_of(phase)):
            actions.close_phase(
                phase_id=phase.pk,
                approved=f"领导小组第{order + 1}次会议",
                approved_on=today(),
                hat=days.office,
            )


def _report_of_all(days: Days) -> None:
    is_out = Brief.objects.filter(campaign=days.campaign, kind=Kind.REPORT).exists()
    if today() == days.campaign.ends_on + REPORTED_AFTER and not is_out:
        bulletins.report(days.campaign, days.office)


_A_DAY: tuple[Callable[[Days], None], ...] = (
    _tasks,
    _visits,
    _findings,
    _topics,
    _themes,
    _ideas,
    _rounds,
    _bulletins,
    _phases,
    _report_of_all,
)
