"""The Word file, opened again."""

import io
import time
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Length
from lxml import etree

from qunce.papers import Answer, Paper, as_word, lay_out
from qunce.papers.blocks import Colophon, Form, Gap, Sides, Style, Text
from qunce.papers.word_xml import _ORDER
from tests.papers.samples import FORM, HOSTILE, LETTER, PAPERS, SHEET, UNSEEN


def opened(paper: Paper, **options: Any) -> Any:
    return Document(io.BytesIO(as_word(paper, **options)))


def written(document: Any) -> list[str]:
    return [p.text for p in document.paragraphs]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda p: type(p).__name__)
def test_it_opens_again_with_everything_in_it(paper: Paper) -> None:
    document, layout = opened(paper), lay_out(paper)
    expected: list[str] = []
    for block in layout.blocks:
        if isinstance(block, Text):
            expected.append(block.text)
        elif isinstance(block, Gap):
            expected += [""] * block.lines
        elif isinstance(block, Sides):
            expected.append(f"{block.left}\t{block.right}")
        elif isinstance(block, Colophon):
            expected += [*block.lines, block.copies]
    assert written(document) == expected + ([layout.copies] if layout.copies else [])
    rows = [row for b in layout.blocks if isinstance(b, Form) for row in b.rows]
    found = [row for table in document.tables for row in table.rows]
    for row, there in zip(rows, found, strict=True):
        assert {cell.text for cell in there.cells} == {cell.text for cell in row.cells}


@pytest.mark.parametrize("paper", PAPERS, ids=lambda p: type(p).__name__)
def test_the_same_paper_gives_the_same_bytes(paper: Paper) -> None:
    first = as_word(paper)
    time.sleep(2.1)  # a zip file counts in steps of two seconds
    assert as_word(paper) == first


def test_the_page_is_that_of_the_standard() -> None:
    section = opened(SHEET).sections[0]
    measures = [section.page_width, section.page_height, section.top_margin, section.left_margin]
    assert [round(m.mm) for m in measures] == [210, 297, 37, 28]
    area = section.page_width - section.left_margin - section.right_margin
    high = section.page_height - section.top_margin - section.bottom_margin
    assert [round(Length(m).mm) for m in (area, high)] == [156, 225]


def test_a_letter_begins_with_class_organ_and_red_lines() -> None:
    document = opened(LETTER)
    section = document.sections[0]
    assert section.different_first_page_header_footer
    mark, organ, _thin = section.first_page_header.paragraphs
    assert (mark.text, mark.alignment) == ("B", WD_ALIGN_PARAGRAPH.RIGHT)
    assert organ.text == LETTER.organ
    assert str(organ.runs[0].font.color.rgb) == "E60012"
    assert not opened(SHEET).sections[0].different_first_page_header_footer


def test_paragraphs_have_styles_that_an_office_can_change() -> None:
    document = opened(LETTER)
    styles = {style.name for style in document.styles}
    assert {style.value.name for style in Style} <= styles
    body = document.styles[Style.BODY.value.name]
    assert body.font.size.pt == 16
    assert 224.5 < 22 * body.paragraph_format.line_spacing.mm < 225
    assert body.element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert {p.style.name for p in document.paragraphs} <= {s.value.name for s in Style}


def test_open_fonts_are_named_where_they_are_wished() -> None:
    body = opened(LETTER, open_fonts=True).styles[Style.BODY.value.name]
    assert body.element.rPr.rFonts.get(qn("w:eastAsia")) == "Noto Serif CJK SC"


@pytest.mark.parametrize("hostile", HOSTILE)
def test_words_are_never_a_template(hostile: str) -> None:
    letter = replace(
        LETTER, organ=hostile, mark=hostile, answers=(Answer(request=hostile, answer=hostile),)
    )
    document = opened(letter)
    assert hostile in written(document)
    assert document.sections[0].first_page_header.paragraphs[1].text == hostile
    assert hostile in [
        cell.text
        for row in opened(replace(FORM, opinion=hostile)).tables[0].rows
        for cell in row.cells
    ]


def test_what_cannot_be_seen_is_not_in_it() -> None:
    letter = replace(LETTER, answers=(Answer(request="甲", answer=UNSEEN),))
    assert [t for t in written(opened(letter)) if t in "甲乙丙丁戊己庚辛" and t] == [
        "甲乙丙丁",
        "戊己庚辛",
    ]


@pytest.mark.parametrize("text", ["字" * 100_000, "办理情况如下。\n" * 12_500])
def test_a_hundred_thousand_characters_are_all_there(text: str) -> None:
    began = time.process_time()
    made = as_word(replace(LETTER, answers=(Answer(request="甲", answer=text),)))
    assert time.process_time() - began < 20
    body = zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()
    assert body.count(text[0]) >= text.count(text[0])


@pytest.mark.parametrize("paper", PAPERS, ids=lambda p: type(p).__name__)
def test_what_is_said_of_a_paragraph_stands_in_the_order_of_the_schema(paper: Paper) -> None:
    """Word calls a file damaged in which it does not."""
    with zipfile.ZipFile(io.BytesIO(as_word(paper))) as parts:
        for name in parts.namelist():
            if not name.endswith(".xml"):
                continue
            for said in etree.fromstring(parts.read(name)).iter(qn("w:pPr")):
                order = [_ORDER.index(etree.QName(child).localname) for child in said]
                assert order == sorted(order), name
            for letters in etree.fromstring(parts.read(name)).iter(qn("w:rPr")):
                tags = [etree.QName(child).localname for child in letters]
                if "spacing" in tags and "sz" in tags:
                    assert tags.index("spacing") < tags.index("sz"), name


def test_no_part_leads_out_of_the_file() -> None:
    with zipfile.ZipFile(io.BytesIO(as_word(LETTER))) as parts:
        relations = [parts.read(n) for n in parts.namelist() if n.endswith(".rels")]
        assert not any(b'TargetMode="External"' in part for part in relations)
