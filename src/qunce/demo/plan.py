"""The campaign's plan and what its 97 units have done of it, through the rooms' own actions."""

from collections.abc import Iterator
from datetime import date, timedelta

from qunce.campaigns import actions
from qunce.campaigns.actions import NewAction
from qunce.campaigns.models import Campaign, Task
from qunce.common.clock import moved_to, today
from qunce.demo.calendar import instant
from qunce.demo.suggestions.staff import Staff
from qunce.people.models import Unit, UnitKind
from qunce.people.rules import Hat

AIM = (
    "破除“等靠要”“差不多”的老观念，把群众最关心的事摆到桌面上谈、落到实处办，"
    "形成一批管用的办法，办成一批看得见的实事。"
)
LEADERS = "组长：市委书记\n副组长：市委副书记、市委宣传部部长\n办公室设在市委宣传部，负责日常工作。"
SUMMARY = (
    "各县（区）和市直单位都召开了动员会，印发了本单位方案。共有97个单位参加，"
    "征集渠道全部公布，群众知晓面还要继续扩大，下一阶段重点到社区和村里去。"
)

# title, phase, how many days from today it is due, whether something must show it, what is asked
ASKED = (
    ("一次动员部署", 1, -30, False, "讲清为什么讨论、讨论什么、怎么参与，方案不超过两页。"),
    ("一轮集中学习", 2, -8, False, "结合本单位工作谈认识、找差距，不要求写心得体会。"),
    ("一次专题研讨", 2, 3, False, "围绕群众反映最多的问题讨论，只记观点，不记姓名。"),
    ("一批金点子", 2, 9, True, "面向干部职工和服务对象征集，整理后报送。"),
    ("一项课题调研", 2, 14, False, "带着一个问题到一线去，弄清情况、提出办法。"),
    ("一份成果报告", 3, 30, False, "两页以内：改变了什么，还差什么。"),
)
# Who helps with which. Those of the first have said what they did; those of the second, to which
# the demo's unit belongs, have it before them.
_HELP = {"一次专题研讨": ("市委党校",), "一项课题调研": ("市住建局", "市统计局")}
_HELPED = "一次专题研讨"
# Of a hundred units: how many had the task taken as done, how many reported it so far, and how
# many were asked to add something.
_DONE = ((100, 100, 0), (78, 90, 3), (12, 24, 2))
# Tasks are given so many days from the beginning.
_GIVEN = 2
DAYS = ((1, "大讨论动员会"), (48, "金点子评审会"), (80, "总结交流会"))


def plan(campaign: Campaign, *, office: Hat, units: dict[str, Unit]) -> None:
    """Once for a city: what was planned before stays as it is."""
    if campaign.participations.exists():
        return
    on_show = today()
    with moved_to(instant(campaign.starts_on, 9, 30)):
        _write(campaign, office, units, on_show)
    with moved_to(instant(campaign.starts_on + timedelta(days=_GIVEN), 9, 30)):
        ids = [a.pk for a in campaign.actions.all()]
        actions.give(campaign_id=campaign.pk, action_ids=ids, hat=office)
        title = "大讨论联络员登记表"
        actions.send(campaign_id=campaign.pk, kind="form", title=title, hat=office)
    _do(campaign, Staff(units, campaign.starts_on), office)
    _close_the_first(campaign, office)


def _write(campaign: Campaign, office: Hat, units: dict[str, Unit], on_show: date) -> None:
    actions.revise(campaign_id=campaign.pk, aim=AIM, leading_group=LEADERS, hat=office)
    taking_part = [u.pk for u in units.values() if u.kind != UnitKind.CONGRESS]
    actions.take_in(campaign_id=campaign.pk, unit_ids=taking_part, hat=office)
    for new in _asked(campaign, units, on_show):
        actions.ask(campaign_id=campaign.pk, new=new, hat=office)
    for after, title in DAYS:
        on = campaign.starts_on + timedelta(days=after)
        actions.set_day(campaign_id=campaign.pk, on=on, title=title, hat=office)


def _asked(campaign: Campaign, units: dict[str, Unit], on_show: date) -> Iterator[NewAction]:
    """Due around the day on which the city is shown, each within its phase and a week from when
    tasks are given.
    """
    taking_part = dict(campaign.participations.values_list("unit", "pk"))
    phases = {p.order: p for p in campaign.phases.all()}
    for title, order, days, shown, about in ASKED:
        phase, due_on = phases[order], on_show + timedelta(days=days)
        due_on = min(max(due_on, phase.starts_on + timedelta(days=_GIVEN + 7)), phase.ends_on)
        helping = tuple(taking_part[units[name].pk] for name in _HELP.get(title, ()))
        yield NewAction(title, due_on, order, about, needs_evidence=shown, co_units=helping)


def _do(campaign: Campaign, staff: Staff, office: Hat) -> None:
    """Units report in the days before each task is due; the office looks two days later."""
    _help(campaign, staff)
    short = {unit.pk: name for name, unit in staff.units.items()}
    for action, shares in zip(campaign.actions.all(), _DONE, strict=False):
        for at, task in enumerate(action.tasks.select_related("participation").order_by("pk")):
            unit = staff.handler(short[task.participation.unit_id])
            _one(task, at * 37 % 100, shares, unit, office)


def _help(campaign: Campaign, staff: Staff) -> None:
    """Once for all tasks, before the first unit reports."""
    action = campaign.actions.get(title=_HELPED)
    on = max(campaign.starts_on + timedelta(days=3), min(action.due_on, today()) - timedelta(8))
    with moved_to(instant(on, 9, 30)):
        for name in _HELP[_HELPED]:
            words = "已印发研讨提纲，派出教师到各单位参加讨论。"
            actions.say_for_all(action_id=action.pk, words=words, hat=staff.handler(name))


def _one(task: Task, at: int, shares: tuple[int, int, int], unit: Hat, office: Hat) -> None:
    taken, reported, back = shares
    if at >= reported:
        return
    on = min(task.action.due_on, today()) - timedelta(days=3 + at % 4)
    with moved_to(instant(on, 9, 30)):
        actions.report(
            task_id=task.pk, words="已按方案完成，有关情况在本单位公开栏公布。", hat=unit
        )
    with moved_to(instant(on + timedelta(days=2), 9, 30)):
        if at < taken:
            actions.accept(task_id=task.pk, hat=office)
        elif at < taken + back:
            due_on = today() + timedelta(days=4)
            reason = "请补充讨论形成的意见清单。"
            actions.send_back(task_id=task.pk, reason=reason, due_on=due_on, hat=office)


def _close_the_first(campaign: Campaign, office: Hat) -> None:
    first = campaign.phases.all()[0]
    with moved_to(instant(first.ends_on + timedelta(days=2), 9, 30)):
        actions.sum_up(phase_id=first.pk, summary=SUMMARY, hat=office)
        actions.close_phase(
            phase_id=first.pk,
            approved="领导小组第二次会议",
            approved_on=first.ends_on + timedelta(days=1),
            hat=office,
        )
