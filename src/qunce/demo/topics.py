"""A few research topics in different states, and what was hung up, printed and broadcast."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import cycle

from django.db import transaction

from qunce.campaigns import actions
from qunce.campaigns.actions import NewMilestone, NewPublicity, NewTopic
from qunce.campaigns.models import Campaign, Topic, TopicCall
from qunce.common.clock import today
from qunce.demo.inquiries import INQUIRIES
from qunce.demo.suggestions.staff import Staff
from qunce.matters.actions import Given, act_on_matter
from qunce.people.models import Unit
from qunce.people.rules import Hat

# Unit, title, problem, how far it has come.
_TOPICS = (
    (
        "市住建局",
        "老旧小区充电设施建设和管理机制研究",
        "飞线充电屡禁不止，建设主体、收费标准和管理责任不清。",
        "adopted",
    ),
    (
        "市教育局",
        "县域校外托管供需情况调研",
        "放学后到家长下班前无人照看，托管机构良莠不齐。",
        "judging",
    ),
    (
        "市交通局",
        "客货邮融合线路运行效果调研",
        "部分线路车次少、货量小，运行补贴缺少依据。",
        "research",
    ),
    (
        "市农业农村局",
        "小型农机社会化服务调研",
        "山区地块小，大农机下不去，小农机买得起用不起。",
        "research",
    ),
    (
        "市卫健委",
        "村卫生室慢病随访减负研究",
        "随访表格重复，村医用于看病的时间不足。",
        "review",
    ),
    (
        "市文旅局",
        "县级文化馆延时开放可行性调研",
        "开放时间与群众空闲时间错开，场地利用不足。",
        "draft",
    ),
)
_INVENTORY = (
    ("市住建局", "screen", "市政务服务大厅", 6),
    ("市教育局", "poster", "中小学校门口宣传栏", 420),
    ("市交通局", "bus", "城区公交线路车身和车厢", 186),
    ("市交通局", "screen", "公交站台电子屏", 64),
    ("市文旅局", "poster", "图书馆、文化馆、体育场", 35),
    ("市文旅局", "video", "短视频账号系列访谈", 12),
    ("市农业农村局", "leaflet", "乡村大集", 8000),
    ("市卫健委", "banner", "基层医疗机构", 96),
)
# The numbers published of one city's campaign in 2021.
_MORE = (
    ("市城管局", "banner", "主次干道、社区和村口的标语", 8000),
    ("市交通局", "bus", "城乡公交和出租车", 520),
)
# How far the other topics of a full campaign have come, in turns.
_WAYS = ("research", "judging", "adopted", "research", "review", "adopted", "judging")


# The steps of a topic, and the act that leads on from each.
_STEPS = ("draft", "review", "research", "judging", "adopted")
_ACTS = ("declare", "approve", "hand_in", "adopt")
NEXT = dict(zip(_STEPS, _ACTS, strict=False))


@transaction.atomic
def live(campaign: Campaign, *, office: Hat, units: dict[str, Unit], full: bool = False) -> None:
    """Once for a city; `full` has 46 topics, and as much publicity as a real campaign."""
    if campaign.topic_calls.exists():
        return
    staff = Staff(units, campaign.starts_on)
    call = actions.call_for_topics(
        campaign_id=campaign.pk,
        title="大讨论重点课题",
        about="带着一个问题到一线去，弄清情况，提出办得成的办法。",
        directions=["民生短板", "营商环境", "基层减负", "产业发展"],
        closes_on=today() + timedelta(days=20),
        hat=office,
    )
    ways = cycle(_WAYS)
    more = [(*inquiry, next(ways)) for inquiry in INQUIRIES] if full else []
    for unit, title, problem, way in (*_TOPICS, *more):
        _topic(call, (staff.handler(unit), staff.head(unit)), (title, problem), way, office)
    _make_known(campaign, staff, (*_INVENTORY, *_MORE) if full else _INVENTORY)


def _topic(
    call: TopicCall, who: tuple[Hat, Hat], words: tuple[str, str], way: str, office: Hat
) -> None:
    handler, head = who
    due = today() + timedelta(days=40)
    new = NewTopic(
        title=words[0],
        problem=words[1],
        approach="走访、座谈与数据核对相结合，比较三种以上的办法。",
        results=("调研报告一份", "可以直接采用的办法一套"),
        team=f"{head.name}，主要负责人，领题\n{handler.name}，执笔",
        milestones=(
            NewMilestone("完成走访和数据核对", due - timedelta(days=25)),
            NewMilestone("形成报告初稿", due - timedelta(days=10)),
        ),
    )
    topic = actions.draft_topic(call_id=call.pk, new=new, hat=handler)
    for act in _ACTS[: _STEPS.index(way)]:
        go_on(topic, act, who, office)


def go_on(topic: Topic, act: str, who: tuple[Hat, Hat], office: Hat) -> None:
    """The next act of a topic, by the head of its unit or by the office."""
    handler, head = who
    if act == "hand_in":
        _reach(topic, handler)
    given = Given(
        due_on=today() + timedelta(days=40),
        text="同意转化，由牵头单位选两个小区试点。" if act == "adopt" else "报告和办法一并提交。",
        outcome="as_matter",
    )
    hat = head if act in {"declare", "hand_in"} else office
    act_on_matter(matter_id=topic.matter_id, act=act, hat=hat, given=given)


def _reach(topic: Topic, handler: Hat) -> None:
    first = topic.milestones.order_by("due_on")[0]
    actions.reach_milestone(milestone_id=first.pk, words="走访八个点，核对三年数据。", hat=handler)


def _make_known(
    campaign: Campaign, staff: Staff, inventory: Sequence[tuple[str, str, str, int]]
) -> None:
    for unit, kind, place, count in inventory:
        new = NewPublicity(kind=kind, place=place, count=count, since_on=campaign.starts_on)
        actions.enter_publicity(campaign_id=campaign.pk, new=new, hat=staff.handler(unit))
