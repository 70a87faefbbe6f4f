"""Numbers, dates, brackets and titles."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qunce.papers.cleaning import clean, cleaned, paragraphs
from qunce.papers.wording import day, document_number, numeral, title_lines, width
from tests.papers.samples import UNSEEN


def test_numerals() -> None:
    written = [numeral(n) for n in (1, 9, 10, 11, 19, 20, 21, 99)]
    assert written == ["一", "九", "十", "十一", "十九", "二十", "二十一", "九十九"]
    assert numeral(100) == "100"


def test_a_day_has_no_zeros_before() -> None:
    assert (day(date(2026, 3, 5)), day(None)) == ("2026年3月5日", "")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("示住建函〔2026〕12号", "示住建函〔2026〕12号"),
        ("示住建函[2026]12号", "示住建函〔2026〕12号"),
        ("示住建函（2026）第012号", "示住建函〔2026〕12号"),
        ("示住建函【2026】0120号", "示住建函〔2026〕120号"),
        ("没有年份", "没有年份"),
    ],
)
def test_the_year_of_a_document_number_stands_in_hexagonal_brackets(
    typed: str, written: str
) -> None:
    assert document_number(typed) == written


def test_a_title_breaks_into_lines_of_like_length_where_words_end() -> None:
    title = "关于对示例市第九届人民代表大会第三次会议第0123号建议的答复"
    assert title_lines(title) == ["关于对示例市第九届人民代表大会", "第三次会议第0123号建议的答复"]


def test_a_title_that_fits_stays_whole() -> None:
    assert title_lines("当面答复记录") == ["当面答复记录"]


@given(st.text(st.sampled_from("建议的答复《》2026第号、a "), max_size=80))
def test_a_broken_title_loses_nothing(title: str) -> None:
    lines = title_lines(title)
    assert "".join(lines) == title
    assert all(line[0] not in "的》、号" for line in lines[1:])


@given(st.text(st.sampled_from("字词短语2026"), max_size=200))
def test_lines_of_a_title_are_no_wider_than_half_more_than_there_is_room(title: str) -> None:
    assert all(width(line) <= 30 for line in title_lines(title)) or title.isdigit()


def test_what_cannot_be_seen_falls_away() -> None:
    assert clean(UNSEEN) == "甲乙丙丁\n戊己庚辛"
    assert clean("一\r\n二\u2028三\r四") == "一\n二\n三\n四"


@given(st.text())
def test_a_cleaned_text_can_be_written_anywhere(text: str) -> None:
    found = clean(text)
    found.encode("utf-8")
    assert clean(found) == found
    assert not any(ord(c) < 32 and c != "\n" for c in found)


def test_what_is_no_text_is_left_alone() -> None:
    assert cleaned((1, None, Decimal("1.5"), " a\x00 ")) == (1, None, Decimal("1.5"), "a")


def test_paragraphs_have_no_indent_of_their_own_and_are_not_empty() -> None:
    assert paragraphs("　　一\n\n  二 \n　") == ["一", "二"]
