import pytest
from hypothesis import given
from hypothesis import strategies as st

from qunce.insight.digits import in_digits
from qunce.insight.keys import key
from qunce.insight.text import nothing_to_understand


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("三", "3"),
        ("十", "10"),
        ("二十三", "23"),
        ("一百零五", "105"),
        ("一百五", "150"),
        ("两千零六", "2006"),
        ("一万二", "12000"),
        ("三十五万七千二百", "357200"),
        ("一亿两千万", "120000000"),
        ("3万5千", "35000"),
        ("1万5", "15000"),
        ("1.5万", "15000"),
        ("二〇二六", "2026"),
        ("1,200", "1200"),
        ("一点五", "1点5"),
        ("12:30", "12点30"),
    ],
)
def test_words_and_digits_are_one_number(words: str, digits: str) -> None:
    assert in_digits(words) == digits


@pytest.mark.parametrize("words", ["千万", "万一", "三五天", "两三回", "百姓", "十十", "亿"])
def test_what_is_no_number_stays(words: str) -> None:
    assert in_digits(words) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [("1.5米", "15米"), ("2-3栋", "23栋"), ("三百五", "三百零五"), ("1/2户", "12户")],
)
def test_different_numbers_have_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_digits_of_any_length_are_numbers_of_no_value() -> None:
    assert in_digits("9" * 5_000 + "万") == "9" * 5_000 + "万"
    assert nothing_to_understand(key("138-0000-0000")) == "only_digits"


@given(st.text(alphabet="零〇一二两三九十百千万亿0189点.,:-年\n", max_size=40))
def test_digits_stay_digits_when_asked_again(text: str) -> None:
    once = in_digits(text)
    assert sum(char.isascii() and char.isdigit() for char in once) >= sum(
        char.isascii() and char.isdigit() for char in text
    )


@pytest.mark.parametrize(
    ("blank", "comma"),
    [("欠我16万 两年了", "欠我16万，两年了"), ("花了6亿 一年开17天", "花了6亿，一年开17天")],
)
def test_a_blank_behind_ten_thousands_may_be_a_comma(blank: str, comma: str) -> None:
    assert key(blank) == key(comma)


def test_other_blanks_within_a_number_are_none() -> None:
    assert key("每天十 二点") == key("每天十二点")
    assert key("三 万 二 千") == key("三万二千")
