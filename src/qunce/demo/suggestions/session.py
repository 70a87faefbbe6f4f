"""What the congress does besides suggestions: a bill in each session, a key supervision a year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from qunce.common.clock import today
from qunce.demo.accounts import DEPUTIES_OFFICE
from qunce.demo.suggestions.lives import Cast
from qunce.matters import actions
from qunce.matters.actions import Given, NewContact, NewMatter
from qunce.matters.models import Matter
from qunce.people import actions as people
from qunce.people.models import Person, Role, Unit
from qunce.people.queries import hats_of
from qunce.people.rules import Hat

_MOVERS = 11  # besides the first: ten are needed, one may fall ill


@dataclass(frozen=True)
class _Bill:
    """`way` are the acts that follow its handing in, each with the role and what it says."""

    new: NewMatter
    way: tuple[tuple[str, str, str], ...]


BILLS = (
    _Bill(
        NewMatter(
            title="关于制定《示例市养老服务条例》的议案",
            situation="全市六十岁以上老人八十六万，机构床位一床难求与县里空置并存。",
            analysis="上位法原则性强，居家服务的收费、监管和补助没有依据，各县做法不一。",
            requests=("将养老服务条例列入立法计划，明确设施配建、收费监管和补助标准。",),
        ),
        (
            ("to_committee", Role.SECRETARIAT, ""),
            ("give_opinion", Role.COMMITTEE, "案由充分，方案需进一步论证，建议闭会后审议。"),
            ("after_session", Role.SECRETARIAT, ""),
            (
                "report",
                Role.COMMITTEE,
                "经调研论证，建议列入下一年度立法计划，由市民政局牵头起草。",
            ),
        ),
    ),
    _Bill(
        NewMatter(
            title="关于加快城区雨污分流改造的议案",
            situation="城区雨污合流管网还有一百四十公里，汛期溢流入河。",
            analysis="改造分散在各年计划里，资金与工期没有统一安排。",
            requests=("三年内完成城区合流管网改造，每年向常委会报告进度。",),
        ),
        (
            ("to_presidium", Role.SECRETARIAT, ""),
            ("convert", Role.SECRETARIAT, "所提属政府工作范围，改作建议由有关部门办理。"),
        ),
    ),
    _Bill(
        NewMatter(
            title="关于修订《示例市城市绿化条例》的议案",
            situation="条例施行十二年，占绿补绿、移树砍树的规定与现状脱节。",
            analysis="处罚幅度低于恢复成本，社区和业主的管护责任没有写明。",
            requests=("修订条例，补充树木迁移公示、占绿补偿和社区管护的规定。",),
        ),
        (
            ("to_committee", Role.SECRETARIAT, ""),
            ("give_opinion", Role.COMMITTEE, "建议先开展执法检查，再定是否修订。"),
            ("after_session", Role.SECRETARIAT, ""),
        ),
    ),
)
# Each year one subject is chosen; what it came to by the year's end.
SUPERVISED = (
    ("老旧小区加装电梯", ("choose", "plan", "visit", "report", "close")),
    ("农村饮水安全", ("choose", "plan", "visit", "report", "continue", "visit")),
    ("中小学午餐质量", ("choose", "plan", "visit")),
)


@dataclass(frozen=True)
class Offices:
    """Who acts for the secretariat, a committee and the chairs."""

    hats: dict[str, Hat]

    @classmethod
    def open(cls, units: dict[str, Unit], since_on: date) -> "Offices":
        unit = units[DEPUTIES_OFFICE]
        named = {Role.COMMITTEE: ("committee", "范立言"), Role.CHAIRS: ("chairs", "贺知远")}
        hats = {str(role): office_hat(role, *who, unit, since_on) for role, who in named.items()}
        seated = Person.objects.get(username="deputy-office")
        secretary = next(hat for hat in hats_of(seated) if hat.role == Role.SECRETARIAT)
        return cls({**hats, str(Role.SECRETARIAT): secretary})


def office_hat(role: str, username: str, name: str, unit: Unit, since_on: date) -> Hat:
    """The post of somebody who works here and cannot enter."""
    person = Person.objects.filter(username=username).first()
    if person is None:
        person = people.open_account(username=username, name=name, password=None)
        people.give_post(person=person, unit=unit, role=role, since_on=since_on)
    return next(hat for hat in hats_of(person) if hat.role == role)


def lives(sessions: list[date], cast: Cast, offices: Offices) -> list[Iterator[date]]:
    """A bill and a key supervision for each session, as lives that wake on their days."""
    bills = [_bill(on, bill, cast, offices) for on, bill in zip(sessions, BILLS, strict=False)]
    watched = zip(sessions, SUPERVISED, strict=False)
    return [*bills, *(_supervision(on, *each, offices) for on, each in watched)]


def _bill(opens_on: date, bill: _Bill, cast: Cast, offices: Offices) -> Iterator[date]:
    yield opens_on
    author, *others = cast.deputies[: _MOVERS + 1]
    pk = actions.begin(procedure="bill", new=bill.new, hat=author).pk
    invited = Given(people=tuple(hat.person_id for hat in others))
    actions.act_on_matter(matter_id=pk, act="invite", hat=author, given=invited)
    for hat in others:
        actions.act_on_matter(matter_id=pk, act="confirm", hat=hat)
    actions.act_on_matter(matter_id=pk, act="submit", hat=author)
    for act, role, words in bill.way:
        # A committee's report takes months, everything else is done while the session sits.
        yield today() + (timedelta(days=150) if act == "report" else timedelta(days=1))
        _act(pk, act, offices.hats[role], reason=words, text=words)


def _supervision(
    opens_on: date, subject: str, way: tuple[str, ...], offices: Offices
) -> Iterator[date]:
    yield opens_on + timedelta(days=40)
    chairs, committee = offices.hats[Role.CHAIRS], offices.hats[Role.COMMITTEE]
    new = NewMatter(title=f"重点督办：{subject}", situation=f"代表就{subject}提出的建议集中办理。")
    pk = actions.begin(procedure="key-supervision", new=new, hat=chairs).pk
    for act in way:
        yield today() + timedelta(days=12 if act in {"choose", "plan"} else 45)
        hat = committee if act in {"plan", "visit", "report"} else chairs
        _act(pk, act, hat, **_said(act, subject))


def _said(act: str, subject: str) -> dict[str, Any]:
    if act == "visit":
        return {"contact": NewContact("visit", today(), f"到三个县区实地查看{subject}的进展。")}
    words = {
        "choose": "代表反映集中，群众期盼强烈。",
        "plan": "上半年实地督办两次，下半年听取承办单位汇报，年底向主任会议报告。",
        "report": "承办单位完成年度目标，尚有两个县的资金没有到位，建议继续跟踪。",
        "continue": "部分任务跨年，转入下一年继续督办。",
        "close": "",
    }[act]
    return {"reason": words, "text": words}


def _act(pk: int, act: str, hat: Hat, **given: Any) -> None:
    if Matter.objects.get(pk=pk).at_step.act(act):
        actions.act_on_matter(matter_id=pk, act=act, hat=hat, given=Given(**given))
