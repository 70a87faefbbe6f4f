"""建议用纸: a cover to be filled in, and the suggestion itself with its numbered requests."""

from collections.abc import Iterator, Sequence

from qunce.papers.blocks import Block, Form, Gap, Layout, Row, Style, Text
from qunce.papers.cleaning import paragraphs
from qunce.papers.kinds import Deputy, Openness, SuggestionSheet
from qunce.papers.layouts.cells import choice, labelled, pair, yes_or_no
from qunce.papers.wording import day, title_lines

_HEADLINE = "代表建议、批评和意见"


def suggestion_sheet(sheet: SuggestionSheet) -> Layout:
    return Layout(
        name=f"{sheet.title}（第{sheet.number}号）",
        blocks=(
            Text(Style.TITLE, f"{sheet.meeting}\n{_HEADLINE}"),
            Gap(),
            Text(Style.RIGHT, f"第{sheet.number}号"),
            Form(tuple(_cover(sheet))),
            Text(Style.TITLE, "\n".join(title_lines(sheet.title)), new_page=True),
            Gap(),
            *_part("一、情况", sheet.situation),
            *_part("二、分析", sheet.analysis),
            *_requests(sheet.requests),
            *_attachments(sheet.attachments),
        ),
    )


def _cover(sheet: SuggestionSheet) -> Iterator[Row]:
    lead = sheet.lead
    yield labelled("标　　题", sheet.title)
    yield pair(("类　　别", sheet.category), ("提出日期", day(sheet.submitted_on)))
    yield pair(("领衔代表", lead.name), ("代表证号", lead.certificate))
    yield pair(("代\u2002表\u2002团", lead.delegation), ("联系方式", lead.contact))
    yield labelled("联名代表", _cosigners(sheet.cosigners))
    yield labelled("形成方式", sheet.origin)
    yield labelled("建议承办单位", sheet.proposed_unit)
    yield labelled("是否同意公开", _openness(sheet))
    yield pair(("要求保密", yes_or_no(sheet.confidential)), ("沟通方式", sheet.contact_wish))
    yield labelled("审查意见", sheet.review, height=20)
    yield labelled("交办意见", sheet.assignment, height=20)


def _cosigners(deputies: Sequence[Deputy]) -> str:
    """Each with the day of the own confirmation; without it nobody counts."""
    return "\n".join(map(_cosigner, deputies)) or "无"


def _cosigner(deputy: Deputy) -> str:
    when = f"{day(deputy.confirmed_on)}确认" if deputy.confirmed_on else "尚未确认"
    return f"{deputy.name}（{'，'.join(filter(None, (deputy.delegation, when)))}）"


def _openness(sheet: SuggestionSheet) -> str:
    reason = f"\n理由：{sheet.openness_reason}" if sheet.openness_reason else ""
    return choice(Openness, sheet.openness) + reason


def _part(heading: str, text: str) -> Iterator[Block]:
    yield Text(Style.HEADING, heading)
    for line in paragraphs(text):
        yield Text(Style.BODY, line)


def _requests(requests: Sequence[str]) -> Iterator[Block]:
    yield Text(Style.HEADING, "三、具体建议")
    for number, request in enumerate(requests, 1):
        first, *more = paragraphs(request) or [""]
        yield Text(Style.BODY, f"{number}.{first}")
        for line in more:
            yield Text(Style.BODY, line)


def _attachments(attachments: Sequence[str]) -> Iterator[Block]:
    if attachments:
        yield Gap()
    for number, name in enumerate(attachments, 1):
        yield Text(Style.NOTE, f"{'附件：' if number == 1 else '　　　'}{number}.{name}")
