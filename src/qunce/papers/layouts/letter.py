"""答复函: the numbered requests answered one by one, in letter form."""

from collections.abc import Iterator, Sequence

from qunce.papers.blocks import Block, Gap, Layout, Letterhead, Style, Text
from qunce.papers.cleaning import paragraphs
from qunce.papers.kinds import Answer, ReplyLetter
from qunce.papers.wording import day, document_number, numeral, title_lines, width

# §7.3.5: the date stands four characters in from the right, the organ centred above it.
_DATE_INSET = 4.0


def reply_letter(letter: ReplyLetter) -> Layout:
    subject = f"{letter.meeting}第{letter.suggestion_number}号建议"
    return Layout(
        name=f"关于对{subject}的答复",
        letterhead=Letterhead(letter.organ, letter.mark),
        blocks=(
            *_beginning(letter),
            Text(Style.TITLE, "\n".join(title_lines(f"关于对{subject}的答复"))),
            Gap(),
            Text(Style.ADDRESSEE, _addressed(letter.deputies)),
            Text(Style.BODY, _opening(letter)),
            *_answers(letter.answers),
            *(Text(Style.CLOSING, line) for line in paragraphs(_closing(letter))),
            *_attachments(letter.attachments),
            *_signature(letter),
            *_contact(letter),
        ),
        copies=f"抄送：{'，'.join(letter.copies)}。" if letter.copies else "",
    )


def _beginning(letter: ReplyLetter) -> Iterator[Block]:
    """The number at the right below the red lines; two empty lines before the title (§10.1)."""
    yield Text(Style.RIGHT, document_number(letter.number))
    if letter.openness:
        yield Text(Style.RIGHT, f"公开属性：{letter.openness}")
    if letter.signer:
        yield Text(Style.RIGHT, f"签发人：{letter.signer}")
    yield Gap(2)


def _addressed(deputies: Sequence[str]) -> str:
    return f"{'、'.join(deputies)}代表："


def _you(deputies: Sequence[str]) -> str:
    return "您" if len(deputies) == 1 else "你们"


def _opening(letter: ReplyLetter) -> str:
    title = letter.suggestion_title.strip("《》")
    units = f"经{letter.own_name}"
    units += f"主办、{'、'.join(letter.co_units)}会办" if letter.co_units else "研究办理"
    return (
        f"{_you(letter.deputies)}提出的《{title}》（第{letter.suggestion_number}号）收悉。"
        f"{units}，现答复如下："
    )


def _answers(answers: Sequence[Answer]) -> Iterator[Block]:
    """Each request by its number; one alone needs none."""
    for number, answer in enumerate(answers, 1):
        request = answer.request.rstrip("。；;.")
        before = f"{numeral(number)}、" if len(answers) > 1 else ""
        yield Text(Style.HEADING, f"{before}关于“{request}”的建议")
        for line in paragraphs(answer.answer):
            yield Text(Style.BODY, line)


def _closing(letter: ReplyLetter) -> str:
    return letter.closing or f"感谢{_you(letter.deputies)}对我们工作的关心和支持。"


def _attachments(attachments: Sequence[str]) -> Iterator[Block]:
    """附件说明 one line below the text (§7.3.4)."""
    if not attachments:
        return
    yield Gap()
    for number, name in enumerate(attachments, 1):
        begin = "附件：" if number == 1 else "　　　"
        order = f"{number}." if len(attachments) > 1 else ""
        yield Text(Style.CLOSING, f"{begin}{order}{name}")


def _signature(letter: ReplyLetter) -> Iterator[Block]:
    """Where the organ is wider than its place the date moves in with it; room for the seal."""
    date = day(letter.signed_on)
    wider = (width(letter.organ) - width(date)) / 2
    inset = max(_DATE_INSET, wider)
    yield Gap(2)
    yield Text(Style.SIGNATURE, letter.organ, right=inset - wider)
    yield Text(Style.SIGNATURE, date, right=inset)


def _contact(letter: ReplyLetter) -> Iterator[Block]:
    """附注 in round brackets on the line after the date (§7.3.6)."""
    parts = [f"联系人：{letter.contact_name}"] if letter.contact_name else []
    parts += [f"联系电话：{letter.contact_phone}"] if letter.contact_phone else []
    if parts:
        yield Text(Style.NOTE, f"（{'，'.join(parts)}）")
