"""The first wording of a bulletin and of a closing report, in the language of the office.

Every number is a figure's name in braces, every quotation a voice's: the office edits the words
around them.
"""

from collections.abc import Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass
from datetime import date

from qunce.briefs.figures import QUERIES, Asked
from qunce.briefs.queries import facts
from qunce.briefs.queries.facts import LISTED, Heard
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
    """What did not happen is not listed with a nought; a period without anything says so once."""
    period = f"{_day(asked.from_on)}至{_day(asked.to_on)}，"
    if heard := _said(asked, _HEARD):
        yield f"{period}共{heard}；活动开展以来累计收到{{until}}条。"
    else:
        yield f"{period}没有收到新的意见建议；活动开展以来累计收到{{until}}条。"
    if done := _said(asked, _DONE):
        yield f"本期{done}。"
    else:
        yield "本期没有新转入办理、答复和兑现承诺的事项。"
    for parts in (_TASKS, _SUPERVISION, _REST):
        if said := _said(asked, parts):
            yield f"{said}。"


_HEARD = {"received": "收到意见建议{received}条", "ideas": "其中点子{ideas}条",
          "supports": "附议{supports}条"}  # fmt: skip
_DONE = {
    "taken_up": "转入办理{taken_up}件",
    "answered": "答复{answered}件",
    "answered_voices": "随之答复意见{answered_voices}条",
    "promised": "各单位作出承诺{promised}项",
    "kept": "兑现承诺{kept}项",
}
_TASKS = {
    "tasks_done": "各单位完成活动任务{tasks_done}项",
    "tasks_owed": "到期末尚有{tasks_owed}项在办",
}
# Of findings never more than how many of which kind: whose they are is between unit and group.
_SUPERVISION = {
    "visits": "督导组到单位督导{visits}次",
    "findings": "发现并交办问题{findings}个",
    "findings_hint": "其中提醒{findings_hint}个",
    "findings_general": "一般问题{findings_general}个",
    "findings_serious": "重点问题{findings_serious}个",
    "findings_closed": "已整改销号{findings_closed}个",
}
_REST = {"selected": "评选入选点子{selected}个", "publicity": "登记宣传{publicity}件（处、辆、篇）"}


def _said(asked: Asked, parts: Mapping[str, str]) -> str:
    return "，".join(words for code, words in parts.items() if QUERIES[code].count(asked))


def _voices(heard: Sequence[Heard]) -> Iterator[str]:
    for number, one in enumerate(heard, 1):
        yield f"{number}.{one.title}（{{theme-{one.theme}}}条）"
        for voice in one.quotes:
            yield f"{{voice:{voice}}}"


def _practice(asked: Asked) -> Iterator[str]:
    answered, kept = facts.answered(asked), facts.kept(asked)
    for row in answered[:LISTED]:
        yield f"{row.unit}答复“{row.matter.title}”，办理结果：{row.result}。"
    yield from _more(answered, "公开的答复")
    for row, promise in kept[:LISTED]:
        yield f"{row.unit}兑现承诺：{promise.what}。"
    yield from _more(kept, "兑现的承诺")


def _more(rows: Sized, what: str) -> Iterator[str]:
    """A list that is cut says so."""
    if (left := len(rows) - LISTED) > 0:
        yield f"{what}还有{left}件，不一一列出。"


def _late(asked: Asked) -> Iterator[str]:
    """Named by the matter and the unit it lies with: a bulletin blames nobody.

    Findings are counted with the rest and never named: whose fault something is, is no news.
    """
    if not QUERIES["overdue"].count(asked):
        return
    matters, tasks = facts.overdue(asked), facts.late_tasks(asked)
    found = "，其中督导问题{overdue_findings}个"
    found = found if QUERIES["overdue_findings"].count(asked) else ""
    yield f"到期末，已过办理期限的事项{{overdue}}件{found}" + ("：" if matters or tasks else "。")
    for matter in matters[:LISTED]:
        unit = f"{matter.holder_unit.name}，" if matter.holder_unit else ""
        due = f"应于{_day(matter.due_on)}前办理" if matter.due_on else ""
        yield f"{matter.title}（{unit}{due}）"
    yield from _more(matters, "过期的事项")
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
