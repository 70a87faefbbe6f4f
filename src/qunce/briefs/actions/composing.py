"""The first wording of a bulletin and of a closing report, in the language of the office.

Every number is a figure's name in braces, every quotation a voice's: the office edits the words
around them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from qunce.briefs.figures import QUERIES, Asked
from qunce.briefs.queries import facts
from qunce.briefs.queries.facts import Heard
from qunce.briefs.queries.wording import figures_named
from qunce.campaigns.models import Campaign

Articles = list[tuple[str, str]]


@dataclass(frozen=True)
class Composed:
    articles: Articles
    codes: Sequence[str]
    themes: Sequence[Heard]


def bulletin(campaign: Campaign, asked: Asked) -> Composed:
    heard = facts.heard(asked)
    return _composed(
        [
            ("本期概况", "\n".join(_overview(asked))),
            ("群众最关心的事", "\n".join(_voices(heard))),
            ("各单位怎么做", "\n".join(_practice(asked))),
            ("需要抓紧的事项", "\n".join(_late(asked))),
        ],
        heard,
    )


def report(campaign: Campaign, asked: Asked) -> Composed:
    """The closing report (总结报告); what only people can say is left for them to write."""
    heard = facts.heard(asked)
    return _composed(
        [
            ("一、基本情况", "\n".join([*_aim(campaign), *_overview(asked)])),
            ("二、主要做法", "\n".join(_phases(campaign))),
            ("三、群众最关心的事", "\n".join(_voices(heard))),
            ("四、办理和答复", "\n".join(_practice(asked))),
            ("五、尚未办结的事项", "\n".join(_late(asked))),
        ],
        heard,
    )


def _composed(articles: Articles, heard: Sequence[Heard]) -> Composed:
    """An article without a fact is left out: nothing is said of nothing."""
    kept = [(title, text) for title, text in articles if text]
    named = figures_named(text for _title, text in kept)
    return Composed(kept, [code for code in QUERIES if code in named], heard)


def _overview(asked: Asked) -> Iterator[str]:
    yield (
        f"{_day(asked.from_on)}至{_day(asked.to_on)}，共收到意见建议{{received}}条，"
        "其中点子{ideas}条、附议{supports}条；活动开展以来累计收到{until}条。"
    )
    yield (
        "本期转入办理{taken_up}件，答复{answered}件，随之答复意见{answered_voices}条；"
        "各单位作出承诺{promised}项，兑现承诺{kept}项。"
    )
    if QUERIES["tasks_done"].count(asked) or QUERIES["tasks_owed"].count(asked):
        yield "各单位完成活动任务{tasks_done}项，到期末尚有{tasks_owed}项在办。"
    if QUERIES["findings"].count(asked):
        yield "督导中发现并交办问题{findings}个。"


def _voices(heard: Sequence[Heard]) -> Iterator[str]:
    for number, one in enumerate(heard, 1):
        yield f"{number}.{one.title}（{{theme-{one.theme}}}条）"
        for voice in one.quotes:
            yield f"{{voice:{voice}}}"


def _practice(asked: Asked) -> Iterator[str]:
    for row in facts.answered(asked):
        yield f"{row.unit}答复“{row.matter.title}”，办理结果：{row.result}。"
    for row, promise in facts.kept(asked):
        yield f"{row.unit}兑现承诺：{promise.what}。"


def _late(asked: Asked) -> Iterator[str]:
    """Named by the matter and the unit it lies with: a bulletin blames nobody."""
    matters, tasks = facts.overdue(asked), facts.late_tasks(asked)
    if not matters and not tasks:
        return
    yield "到期末，已过办理期限的事项{overdue}件："
    for matter in matters:
        unit = f"{matter.holder_unit.name}，" if matter.holder_unit else ""
        due = f"应于{_day(matter.due_on)}前办理" if matter.due_on else ""
        yield f"{matter.title}（{unit}{due}）"
    for late in tasks:
        yield f"活动任务“{late.title}”，{late.units}个单位"


def _aim(campaign: Campaign) -> Iterator[str]:
    if campaign.aim or campaign.about:
        yield campaign.aim or campaign.about


def _phases(campaign: Campaign) -> Iterator[str]:
    """Each phase's approved summary; a phase without one by what it was for."""
    for phase in campaign.phases.all():
        said = (phase.summary if phase.approved_on else "") or phase.about
        if said:
            yield f"{phase.title}（{_day(phase.starts_on)}至{_day(phase.ends_on)}）：{said}"


def _day(on: date) -> str:
    return f"{on.month}月{on.day}日"
