"""What deputies in the grid report: solved by the community, taken up, whistled for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from qunce.common.clock import today
from qunce.demo.accounts import DEPUTIES_OFFICE
from qunce.demo.suggestions.session import office_hat
from qunce.demo.suggestions.staff import Staff
from qunce.matters import actions
from qunce.matters.actions import Given, NewContact, NewMatter, Part
from qunce.people import actions as people
from qunce.people.models import Role, Unit, UnitKind
from qunce.people.rules import Hat
from qunce.places.models import Area

TOWN, COMMUNITY = "文澜街道", "文澜社区"
# Of the published duty lists, what these reports meet.
_DUTIES = {
    TOWN: "统筹辖区环境整治；督促物业服务；协调占道经营疏导。",
    COMMUNITY: "楼道清理；邻里调解；登记居民意见。",
}
_CODES = {TOWN: "990102001", COMMUNITY: "990102001001"}


@dataclass(frozen=True)
class _Report:
    """How many days ago it was taken, and what was done, a step each working day or so."""

    ago: int
    title: str
    situation: str
    way: tuple[tuple[str, str, str], ...]


REPORTS = (
    _Report(
        34,
        "书院巷12号楼单元门禁损坏",
        "代表进网格时居民反映，门禁坏了两个月，外人随意进出。",
        (
            ("to_community", "station", COMMUNITY),
            ("contact", "community", "与三户居民和物业在现场商量"),
            ("solve", "community", "物业已更换门禁主板，居民代表现场验收。"),
        ),
    ),
    _Report(
        27,
        "鹤鸣路早市收摊后垃圾无人清理",
        "早市十点收摊，菜叶和水渍留到下午，老人滑倒过两次。",
        (
            ("to_community", "station", COMMUNITY),
            ("escalate", "community", "已劝导摊主自清，保洁时段需要街道协调。"),
            ("contact", "town", "会同环卫站到现场看了收摊时段"),
            ("solve", "town", "环卫站增加十点半一次清扫，摊位划线，责任到摊。"),
        ),
    ),
    _Report(
        16,
        "文澜路口夜间大货车抄近路",
        "夜里十一点以后货车从居民区穿行，路面压坏，噪声扰民。",
        (
            ("to_town", "station", TOWN),
            ("contact", "town", "与交警中队夜间到路口数了车"),
            ("whistle", "town", "限行标志和电子警察属市公安局权限，街道不能解决。"),
            ("approve", "town head", ""),
            ("dispatch", "county", "市公安局"),
        ),
    ),
    _Report(
        9,
        "沿河步道三处路灯不亮",
        "灯杆进水跳闸，晚上散步的人多，已有人崴脚。",
        (
            ("to_town", "station", TOWN),
            ("whistle", "town", "路灯由市城管局维护，多次报修没有结果。"),
        ),
    ),
    _Report(
        6,
        "某小区居民反映劳动报酬被拖欠",
        "居民在外地工地做工，工资三个月没有结清。",
        (("redirect", "station", "COURT"),),
    ),
    _Report(
        4,
        "文澜小学门口雨天积水",
        "校门口低洼，一下雨家长要垫砖过水。",
        (("to_town", "station", TOWN),),
    ),
    _Report(1, "社区活动室空调坏了", "老人午后没有地方去，盼着修好。", ()),
)


def lives(
    staff: Staff, units: dict[str, Unit], since_on: date, until: date
) -> list[Iterator[date]]:
    """Each report as a life that wakes on its days."""
    hands = _hands(staff, units, since_on)
    return [_life(report, hands, until) for report in REPORTS]


def _hands(staff: Staff, units: dict[str, Unit], since_on: date) -> dict[str, Hat]:
    unit = units[DEPUTIES_OFFICE]
    # Known here alone: a street and a community are not among the campaign's units.
    staff = Staff({**units, **_places(unit)}, staff.since_on, staff.hats)
    county = office_hat(Role.GOVERNMENT_OFFICE, "grid-desk", "邵平川", units["市政府办"], since_on)
    return {
        "station": office_hat(Role.STATION, "station", "温如玉", unit, since_on),
        "community": staff.handler(COMMUNITY),
        "town": staff.handler(TOWN),
        "town head": staff.head(TOWN),
        "county": county,
        **{short: staff.handler(short) for short in ("市公安局",)},
    }


def _places(office: Unit) -> dict[str, Unit]:
    """A street office and a community of it, by their short names."""
    suffix = {TOWN: "办事处", COMMUNITY: "居民委员会"}
    made = people.set_up_units(
        jurisdiction=office.jurisdiction,
        units=[
            people.NewUnit(
                f"P{code}",
                short + suffix[short],
                UnitKind.INSTITUTION,
                short,
                _DUTIES[short],
                Area.objects.filter(jurisdiction=office.jurisdiction, code=code).first(),
            )
            for short, code in _CODES.items()
        ],
    )
    return {short: made[f"P{code}"] for short, code in _CODES.items()}


def _life(report: _Report, hands: dict[str, Hat], until: date) -> Iterator[date]:
    yield until - timedelta(days=report.ago)
    new = NewMatter(title=report.title, situation=report.situation)
    pk = actions.begin(procedure="grid-report", new=new, hat=hands["station"]).pk
    for act, who, says in report.way:
        yield today() + timedelta(days=1)
        given = _given(act, says, hands)
        actions.act_on_matter(matter_id=pk, act=act, hat=hands[who], given=given)


def _given(act: str, says: str, hands: dict[str, Hat]) -> Given:
    to: dict[str, Any] = {}
    if act in {"to_community", "to_town"}:
        hat = hands["town" if says == TOWN else "community"]
        to = {"units": (Part(hat.unit_id),), "text": "督促物业服务；登记居民意见。"}
    elif act == "dispatch":
        whistle = ((hands["town"].unit_id, "satisfied"),)
        to = {"units": (Part(hands[says].unit_id),), "unit_ratings": whistle}
    elif act == "redirect":
        to = {
            "reason_code": says,
            "reason": "劳动报酬争议请向劳动监察或仲裁机构提出，已附地址电话。",
        }
    elif act == "contact":
        to = {"contact": NewContact("visit", today(), says)}
    elif act == "escalate":
        to = {"units": (Part(hands["town"].unit_id),), "text": says}
    return Given(**{"reason": says, "text": says, **to})
