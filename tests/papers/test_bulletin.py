"""简报 word for word, in Word and in PDF, against what it must read like."""

import io
from dataclasses import replace

import pytest
from docx import Document
from docx.shared import RGBColor
from pypdf import PdfReader

from qunce.papers import as_pdf, as_word, lay_out
from qunce.papers.blocks import Sides, Text
from tests.papers.samples import BULLETIN

GOLDEN = """内部资料
解放思想大讨论简报
第3期（总第12期）
示例市解放思想大讨论活动领导小组办公室\t2026年11月26日
编者按：本期刊登群众最关心的十件事，请各单位对照办理。
本期目录
◇ 本期概况
◇ 群众最关心的事
本期概况
11月16日至11月22日，共收到意见建议308条。
本期答复12件，兑现承诺3项。
群众最关心的事
1.路灯照明（57条）
“学校后面的巷子晚上没有路灯。”
报：市委常委，市人大常委会、市政府、市政协领导
送：市直各部门
发：各县（区）委、各参加单位
签发：李主任
共印120份"""


def test_word_reads_like_the_golden_text_and_its_head_is_red() -> None:
    document = Document(io.BytesIO(as_word(BULLETIN)))
    assert "\n".join(p.text for p in document.paragraphs if p.text) == GOLDEN
    (name,) = [p for p in document.paragraphs if p.text == BULLETIN.name]
    assert name.style is not None
    assert name.style.font.color.rgb == RGBColor(0xE6, 0x00, 0x12)  # type: ignore[attr-defined]


def test_pdf_holds_the_same_words_in_the_same_order() -> None:
    pages = PdfReader(io.BytesIO(as_pdf(BULLETIN))).pages
    found = "".join("".join(page.extract_text().split()) for page in pages)
    for line in GOLDEN.replace("\t", "\n").split("\n"):
        place = found.find("".join(line.split()))
        assert place >= 0, line
        found = found[place:]


def test_a_draft_has_neither_number_nor_date_nor_empty_lists() -> None:
    bare = replace(
        BULLETIN, issue="", issued_on=None, to_report="", to_send="", to_distribute="", copies=0,
        signed_by="", editor_note="", mark="", articles=BULLETIN.articles[:1],
    )  # fmt: skip
    texts = [b.text for b in lay_out(bare).blocks if isinstance(b, Text)]
    assert texts == ["", bare.name, "", "本期概况", *bare.articles[0].text.split("\n")]
    assert as_pdf(bare)


@pytest.mark.parametrize(
    "name", ["简报", "示例市新时代解放思想改革创新推动高质量发展大讨论工作简报"]
)
def test_name_and_issuer_stay_in_one_line_each(name: str) -> None:
    blocks = lay_out(replace(BULLETIN, name=name)).blocks
    (size,) = [b.size for b in blocks if isinstance(b, Text) and b.size]
    assert 22 <= size <= 52
    (sides,) = [b for b in blocks if isinstance(b, Sides)]
    assert sides.size < 16
