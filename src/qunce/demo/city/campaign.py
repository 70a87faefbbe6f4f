"""The city's big discussion: its title, dates, phases, and the topics it asks about."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Phase:
    name: str
    starts_on: date
    ends_on: date
    purpose: str


@dataclass(frozen=True)
class Campaign:
    title: str
    slogan: str
    starts_on: date
    ends_on: date
    phases: tuple[Phase, ...]
    ideas_from: date  # the call for ideas: the window in which voices come in
    ideas_until: date


@dataclass(frozen=True)
class Topic:
    key: str
    title: str
    question: str


CAMPAIGN = Campaign(
    title="“同心谋发展 群策兴示例”解放思想大讨论",
    slogan="你说一句心里话，城市就往前走一步",
    starts_on=date(2026, 10, 12),
    ends_on=date(2027, 1, 8),
    phases=(
        Phase(
            "宣传发动",
            date(2026, 10, 12),
            date(2026, 10, 25),
            "层层动员，把为什么讨论、讨论什么、怎么参与讲清楚。",
        ),
        Phase(
            "组织实施",
            date(2026, 10, 26),
            date(2026, 12, 13),
            "集中学习、专题研讨、征集金点子，边讨论边办理。",
        ),
        Phase(
            "总结交流",
            date(2026, 12, 14),
            date(2027, 1, 8),
            "晒出办理结果，选出好点子，把管用的办法定下来。",
        ),
    ),
    ideas_from=date(2026, 10, 19),
    ideas_until=date(2026, 11, 22),
)

TOPICS: tuple[Topic, ...] = (
    Topic("estate", "安居与物业", "小区里最让您操心的是什么？怎样管才好？"),
    Topic("city", "城市建设与管理", "街道、楼房、工地、摊点，哪里该修、该管、该改？"),
    Topic("traffic", "出行与停车", "路好不好走，车好不好坐，车位好不好找？"),
    Topic("school", "教育", "孩子上学，您最盼着改变什么？"),
    Topic("health", "看病与医保", "看病、拿药、报销，卡在哪一步？"),
    Topic("care", "养老、托育与帮扶", "一老一小和有难处的人家，还缺什么？"),
    Topic("work", "就业与社保", "找工作、拿工资、缴社保，有什么难处？"),
    Topic("village", "乡村振兴", "路、水、地、钱、人，村里最缺哪一样？"),
    Topic("nature", "环境与卫生", "水、空气、声音和垃圾，您有什么看法？"),
    Topic("business", "营商与产业", "办企业、开小店，最希望政府做什么、不做什么？"),
    Topic("culture", "文化、旅游与消费", "怎样让来的人留下来，让住的人乐起来？"),
    Topic("office", "政务服务与作风", "办事跑了几趟？哪里可以少跑、快办、说清楚？"),
)
