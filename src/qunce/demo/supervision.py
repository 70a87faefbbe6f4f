"""Twelve groups look at the city's units: visits of both phases, findings in every state."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.db import transaction

from qunce.campaigns import actions
from qunce.campaigns.actions import NewFinding, NewTurn, NewVisit
from qunce.campaigns.models import Campaign, Participation, SupervisionGroup
from qunce.common.clock import moved_to, today
from qunce.demo.accounts import PASSWORD, SUPERVISOR
from qunce.demo.calendar import instant
from qunce.demo.suggestions.staff import Staff
from qunce.matters.actions import Given, act_on_matter
from qunce.matters.models import Matter
from qunce.people import actions as people
from qunce.people.models import Person, Role, Unit, UnitKind
from qunce.people.queries import hats_of
from qunce.people.rules import Hat

GROUPS = 12
_NUMBERS = "一二三四五六七八九十"
# The level-2 inspectors who lead them hold no post at any unit that is looked at.
_LEADERS = ("闻守拙", "祁望川", "应怀远", "阮知秋", "乐思齐", "柏长青", "蒲映月", "冉清和",
            "解牧之", "晏如初", "匡正平", "臧克礼")  # fmt: skip
_SEEN = (
    "听取了牵头科室的工作汇报，查阅了实施方案、学习安排和建议台账。规定动作按计划推进，台账逐条登记。",
    "随机抽查了十条意见建议的办理过程，列席了一次专题研讨。研讨有议题、有记录，办理过程可以追溯。",
    "到服务窗口了解情况，核对了征集点的设置和公示内容。征集渠道畅通，公示栏内容更新及时。",
    "查阅了任务清单和完成情况，对照时限逐项核对。多数任务按时完成，个别任务进度偏慢。",
)
_PRAISE = (
    "把建议台账与日常督办合在一起用，基层不再重复填表。",
    "",
    "窗口设了代填服务，方便老年人。",
    "",
)
_ADVICE = (
    "下一步把办理结果向提出人逐条反馈。",
    "研讨议题再聚焦一些，与年度重点工作对应起来。",
    "",
    "",
)
_FOUND = (
    ("意见建议台账缺少责任人和时限", "抽查二十条，有七条没有写明承办人和完成时间。", "general",
     ("补齐责任人和完成时限",)),
    ("专题研讨没有按计划开展", "方案安排两次研讨，到检查时只开展了一次。", "serious",
     ("在本阶段内补开", "明确议题和参加范围")),
    ("征集点公示内容没有更新", "公示栏仍是上一阶段的内容。", "hint", ("更新公示内容",)),
    ("实施方案与任务清单不一致", "方案列六项任务，清单只分解了四项。", "general",
     ("修订任务清单",)),
    ("办理结果没有反馈提出人", "抽查的五条建议已办理，但没有反馈记录。", "serious",
     ("逐条反馈", "建立反馈登记")),
    ("要求下级重复报送材料", "同一份数据两次要求下属单位报表。", "serious", ("停止重复报送",)),
    ("学习安排没有公布", "本阶段学习安排未在单位内公布。", "hint", ("公布学习安排",)),
)  # fmt: skip
# The action of the plan that a finding is about, where it is about one.
_ABOUT = {
    "意见建议台账缺少责任人和时限": "一批金点子",
    "专题研讨没有按计划开展": "一次专题研讨",
    "学习安排没有公布": "一轮集中学习",
}
# How far each finding has come, one after another.
_WAYS = ("found", "mending", "closed", "objected", "looked_at", "closed", "taken_back", "closed",
         "long_term", "found")  # fmt: skip


@transaction.atomic
def supervise(campaign: Campaign, *, office: Hat, units: dict[str, Unit]) -> None:
    """Once for a city."""
    if campaign.supervision_groups.exists():
        return
    _take_in(campaign, office, units)
    with moved_to(instant(campaign.starts_on + timedelta(days=3), 11)):
        groups = _groups(campaign, office)
        hats = [_lead(group, name, office) for group, name in zip(groups, _LEADERS, strict=True)]
    staff = Staff(units, campaign.starts_on)
    short = {unit.pk: name for name, unit in units.items()}
    found = _findings()
    for group, hat in zip(groups, hats, strict=True):
        mine = _units_of(group)
        _plan(group, mine, hat)
        for one, visit, way in _visits(campaign, mine, group.number, found):
            _visit(one, visit, way, hat, staff, short[one.unit_id])


def _take_in(campaign: Campaign, office: Hat, units: dict[str, Unit]) -> None:
    """Every unit but the congress' own office; who takes part already stays as they are."""
    ids = [unit.pk for unit in units.values() if unit.kind != UnitKind.CONGRESS]
    actions.take_in(campaign_id=campaign.pk, unit_ids=ids, hat=office)


def _groups(campaign: Campaign, office: Hat) -> list[SupervisionGroup]:
    """Neighbours to the same group, in parts as equal as they can be."""
    names = [f"第{_chinese(n)}督导组" for n in range(1, GROUPS + 1)]
    groups = actions.set_up_groups(campaign_id=campaign.pk, names=names, hat=office)
    # The office that runs the campaign is looked at by none of the groups that it formed.
    found = campaign.participations.exclude(unit=campaign.office_id)
    ordered = list(found.order_by("part", "area__code", "unit__code").values_list("pk", flat=True))
    for n, group in enumerate(groups):
        share = ordered[n * len(ordered) // GROUPS : (n + 1) * len(ordered) // GROUPS]
        actions.give_units(group_id=group.pk, participation_ids=share, hat=office)
    return groups


def _chinese(n: int) -> str:
    return _NUMBERS[n - 1] if n <= 10 else f"十{_NUMBERS[n - 11]}"


def _lead(group: SupervisionGroup, name: str, office: Hat) -> Hat:
    """The first group's leader can enter the city, the others not."""
    first = group.number == 1
    username = SUPERVISOR if first else f"{SUPERVISOR}-{group.number:02d}"
    people.open_account(username=username, name=name, password=PASSWORD if first else None)
    person = actions.join_group(group_id=group.pk, username=username, hat=office)
    return next(hat for hat in hats_of(person) if hat.role == Role.SUPERVISOR)


def _units_of(group: SupervisionGroup) -> list[Participation]:
    return list(group.unit.supervised.filter(campaign=group.campaign).order_by("unit__code"))


def _plan(group: SupervisionGroup, units: Sequence[Participation], hat: Hat) -> None:
    """A unit each third day of the phase that runs."""
    phase = group.campaign.phases.get(order=2)
    days = (phase.ends_on - phase.starts_on).days
    turns = [
        NewTurn(one.pk, phase.pk, phase.starts_on + timedelta(days=min(3 * n + 2, days)))
        for n, one in enumerate(units)
    ]
    actions.plan_turns(group_id=group.pk, turns=turns, hat=hat)


def _findings() -> Iterator[tuple[NewFinding, str]]:
    n = 0
    while True:
        yield NewFinding(*_FOUND[n % len(_FOUND)]), _WAYS[n % len(_WAYS)]
        n += 1


def _visits(
    campaign: Campaign,
    units: Sequence[Participation],
    number: int,
    findings: Iterator[tuple[NewFinding, str]],
) -> Iterator[tuple[Participation, NewVisit, str]]:
    """Half of a group's units so far in the running phase; every third group finds more."""
    phase = campaign.phases.get(order=2)
    passed = max((min(today(), phase.ends_on) - phase.starts_on).days, 1)
    for n, one in enumerate(units[: len(units) // 2 + number % 2]):
        finding, way = next(findings) if (n + number) % 3 == 0 else (None, "")
        on = phase.starts_on + timedelta(days=(n * 5 + number) % passed)
        yield one, _seen(on, n + number, finding), way


def _visit(one: Participation, new: NewVisit, way: str, hat: Hat, staff: Staff, unit: str) -> None:
    new = replace(new, findings=tuple(_of_its_task(found, one) for found in new.findings))
    with moved_to(instant(new.on, 11)):
        visit = actions.write_visit(participation_id=one.pk, new=new, hat=hat)
        for finding in visit.findings.select_related("matter"):
            _go(finding.matter, way, hat, staff, unit)


def _of_its_task(found: NewFinding, one: Participation) -> NewFinding:
    about = one.tasks.filter(action__title=_ABOUT.get(found.title, ""))
    return replace(found, task=about.values_list("pk", flat=True).first())


def _go(matter: Matter, way: str, hat: Hat, staff: Staff, unit: str) -> None:
    """As far as it is to come, by whoever's turn it is."""
    for act in _WAY_OF[way]:
        go_on(matter, act, hat, staff.handler(unit))


_WAY_OF: dict[str, tuple[str, ...]] = {
    "found": (),
    "mending": ("acknowledge",),
    "looked_at": ("acknowledge", "report"),
    "closed": ("acknowledge", "report", "close"),
    "objected": ("object",),
    "taken_back": ("object", "take_back"),
    "long_term": ("acknowledge", "report", "keep_on"),
}


def go_on(matter: Matter, act: str, group: Hat, unit: Hat) -> None:
    """One act of a finding, by the unit or by the group, as the procedure has it."""
    due = today() + timedelta(days=45)
    by_unit, given = {
        "acknowledge": (True, Given(text="问题属实，已明确责任科室，立行立改。", due_on=due)),
        "report": (True, Given(text="已整改到位，附整改前后对照。")),
        "close": (False, Given(text="现场复查，问题已整改，予以销号。")),
        "object": (True, Given(reason="该项工作已完成，当时材料在另一科室，现已补充说明。")),
        "take_back": (False, Given(reason="经核对补充材料，情况属实，撤销该问题。")),
        "keep_on": (
            False,
            Given(reason="涉及机制建设，需要长期坚持。", due_on=due + timedelta(days=200)),
        ),
    }[act]
    act_on_matter(matter_id=matter.pk, act=act, hat=unit if by_unit else group, given=given)


def leader_of(group: SupervisionGroup) -> Hat:
    name = SUPERVISOR if group.number == 1 else f"{SUPERVISOR}-{group.number:02d}"
    hats = hats_of(Person.objects.get(username=name))
    return next(hat for hat in hats if hat.role == Role.SUPERVISOR)


def look_at(one: Participation, n: int, hat: Hat, staff: Staff, unit: str, *, finds: bool) -> None:
    """Today's visit to a unit, and whether it finds something."""
    finding = NewFinding(*_FOUND[n % len(_FOUND)]) if finds else None
    _visit(one, _seen(today(), n, finding), "found", hat, staff, unit)


def _seen(on: date, n: int, finding: NewFinding | None) -> NewVisit:
    kind = n % len(_SEEN)
    return NewVisit(
        on=on,
        ways=(("report", "papers"), ("sample", "meeting"), ("unannounced",), ("papers",))[kind],
        observations=_SEEN[kind],
        praise=_PRAISE[kind],
        advice=_ADVICE[kind],
        findings=(finding,) if finding else (),
    )
