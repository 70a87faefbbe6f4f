"""The PDF as a reader takes it apart again."""

import io
import time
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PageObject, PdfReader

from qunce.papers import Answer, NoChineseFont, Paper, as_pdf, as_pictures
from qunce.papers.blocks import MM, Face
from qunce.papers.fonts import FAMILIES, choose
from tests.papers.samples import FORM, HOSTILE, LETTER, PAPERS, RECORD, SHEET, UNSEEN


def read(paper: Paper) -> PdfReader:
    return PdfReader(io.BytesIO(as_pdf(paper)))


def words(paper: Paper) -> str:
    """All text without the line ends that the page brought in."""
    return "".join("".join(page.extract_text().split()) for page in read(paper).pages)


def places(page: PageObject) -> dict[str, tuple[float, float]]:
    """Where each piece of text stands, in mm from the left and the top."""
    found: dict[str, tuple[float, float]] = {}

    def visit(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
        found.setdefault(text.strip(), (x / MM, (float(page.mediabox.height) - y) / MM))

    page.extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("paper", PAPERS, ids=lambda p: type(p).__name__)
def test_pages_are_a4_tagged_titled_and_in_chinese(paper: Paper) -> None:
    made = read(paper)
    root: Any = made.trailer["/Root"]
    for page in made.pages:
        size = (float(page.mediabox.width) / MM, float(page.mediabox.height) / MM)
        assert size == pytest.approx((210, 297), abs=0.1)
    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"].lower().startswith("zh")
    assert made.metadata is not None
    assert made.metadata.title


@pytest.mark.parametrize("paper", PAPERS, ids=lambda p: type(p).__name__)
def test_the_same_paper_gives_the_same_bytes(paper: Paper) -> None:
    first = as_pdf(paper)
    time.sleep(1.1)  # whatever wrote the time down would have another second now
    assert as_pdf(paper) == first


def test_the_letter_holds_all_that_was_written() -> None:
    found = words(LETTER)
    for answer in LETTER.answers:
        assert "".join(answer.answer.split()) in found
    for part in ("示住建函〔2026〕12号", "公开属性：主动公开", "抄送：市人大常委会代表工作委员会"):
        assert part in found


def test_the_result_class_stands_at_the_top_right_of_the_first_page() -> None:
    made = read(LETTER)
    x, y = places(made.pages[0])["B"]
    assert 175 < x < 184  # the type area ends at 184 mm
    assert y < 30  # above the organ's name
    assert all("B" not in places(page) for page in made.pages[1:])


def test_the_organ_stands_thirty_millimetres_below_the_edge() -> None:
    _x, baseline = places(read(LETTER).pages[0])[LETTER.organ]
    # The glyphs reach from 30 mm to the baseline, which is 30 pt or 10.6 mm of type lower.
    assert 37 < baseline < 41


def test_the_first_page_of_a_letter_has_no_number_and_the_others_stand_at_the_outer_edge() -> None:
    long = replace(LETTER, answers=(Answer(request="甲", answer="办理情况如下。\n" * 80),))
    pages = read(long).pages
    assert "— 1 —" not in pages[0].extract_text()
    sides = [places(page)[f"— {n} —"][0] for n, page in enumerate(pages[1:], 2)]
    assert [x < 105 for x in sides] == [n % 2 == 0 for n in range(2, len(sides) + 2)]


def test_twenty_two_lines_of_twenty_eight_characters_stand_on_a_page() -> None:
    long = replace(LETTER, answers=(Answer(request="甲", answer="字" * 28 * 80),))
    page = read(long).pages[1]
    lines = [line for line in page.extract_text().split("\n") if "字" in line]
    assert [len(line) for line in lines] == [28] * 22


def test_a_signature_never_stands_on_a_page_alone() -> None:
    for rows in range(1, 40):
        long = replace(LETTER, answers=(Answer(request="甲", answer="办理情况如下。\n" * rows),))
        last = [p.extract_text() for p in read(long).pages if "2026年4月9日" in p.extract_text()]
        assert len(last) == 1
        assert "感谢你们" in last[0], rows


@pytest.mark.parametrize("hostile", HOSTILE)
def test_words_are_never_a_program(hostile: str) -> None:
    letter = replace(
        LETTER,
        organ=hostile,
        mark=hostile[:8],
        number=hostile,
        suggestion_title=hostile,
        deputies=(hostile,),
        answers=(Answer(request=hostile, answer=hostile),),
        copies=(hostile,),
    )
    # Without a font for it an emoji is an empty box and cannot be read again.
    assert words(letter).count("".join(hostile.split())) >= 5 or "👨" in hostile
    for paper in (
        replace(SHEET, title=hostile, situation=hostile, requests=(hostile,)),
        replace(FORM, title=hostile, opinion=hostile, contacts={hostile: 1}),
        replace(RECORD, title=hostile, summary=hostile, deputies=(hostile,)),
    ):
        assert as_pdf(paper).startswith(b"%PDF")


def test_what_cannot_be_seen_is_not_in_it() -> None:
    assert "甲乙丙丁戊己庚辛" in words(replace(FORM, opinion=UNSEEN))


@pytest.mark.parametrize("text", ["字" * 100_000, "办理情况如下。\n" * 12_500, "x" * 20_000])
def test_a_hundred_thousand_characters_are_all_there(text: str) -> None:
    letter = replace(LETTER, answers=(Answer(request="甲", answer=text),))
    began = time.process_time()
    made = read(letter)
    assert time.process_time() - began < 20
    found = sum(page.extract_text().count(text[0]) for page in made.pages)
    assert found >= text.count(text[0])


@pytest.mark.parametrize("row", ["x" * 500, "https://example.cn/" + "a-b/" * 100, "я" * 300])
def test_what_offers_no_place_to_break_stays_on_the_page(row: str) -> None:
    form = replace(FORM, opinion=row, deputy=row[:60])
    for paper in (form, replace(LETTER, answers=(Answer(request="甲", answer=row),))):
        edges = [x for page in read(paper).pages for x, _y in places(page).values()]
        assert max(edges) < 184
        assert words(paper).count(row) == 1


def test_pages_can_be_looked_at() -> None:
    (page,) = as_pictures(FORM, ppi=40)
    assert page.startswith(b"\x89PNG")


def test_without_a_chinese_font_the_message_says_what_to_install() -> None:
    assert choose(["Libertinus Serif", "DejaVu Sans"]) == {}
    assert "fonts-noto-cjk" in str(NoChineseFont(()))


def test_the_fonts_of_the_standard_come_first_where_they_are() -> None:
    found = choose(["Noto Serif CJK SC", "FangSong", "SimHei"])
    assert found[Face.BODY][0] == "FangSong"
    assert found[Face.HEADING][0] == "SimHei"
    assert found[Face.TITLE][0] == "Noto Serif CJK SC"
    assert set(found) == set(FAMILIES)
