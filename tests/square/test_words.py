import pytest
from django.utils import translation

from qunce.square.forms import tidy
from qunce.square.templatetags.square import few
from qunce.ui.templatetags.ui import beginning
from qunce.voices.highlight import marked


@pytest.mark.parametrize(
    "written",
    [
        "128-K7M3-9XRT-2PQB-W5ND",
        " 128 k7m3 9xrt 2pqb w5nd ",
        "128K7M39XRT2PQBW5ND",
        "１２８－Ｋ７Ｍ３－９ＸＲＴ－２ＰＱＢ－Ｗ５ＮＤ",
        "128—K7M3—9XRT—2PQB—W5ND。",
    ],
)
def test_a_receipt_number_may_be_typed_in_any_manner(written: str) -> None:
    assert tidy(written) == "128-K7M3-9XRT-2PQB-W5ND"


def test_the_words_looked_for_are_marked_and_all_else_is_escaped() -> None:
    assert marked("<b>停车</b>难，停车贵", "停车") == (
        "&lt;b&gt;<mark>停车</mark>&lt;/b&gt;难，<mark>停车</mark>贵"
    )


def test_what_was_asked_cannot_bring_markup_in() -> None:
    assert marked("a<b>c", "<b>") == "a&lt;<mark>b</mark>&gt;c"


def test_full_width_and_capitals_are_marked_too() -> None:
    assert marked("坐Ｂ１２路", "b12") == "坐<mark>Ｂ１２</mark>路"


def test_a_hit_far_into_the_text_is_shown() -> None:
    shown = marked("好" * 500 + "停车" + "好" * 500, "停车")
    assert shown == "…" + "好" * 60 + "<mark>停车</mark>" + "好" * 78 + "…"


def test_a_text_whose_letters_move_when_folded_is_shown_without_marks() -> None:
    assert marked("㍿停车", "停车") == "㍿停车"


def test_a_beginning_is_one_line() -> None:
    assert beginning("一\n\n二  三") == "一 二 三"
    assert beginning("好" * 141) == "好" * 140 + "…"


def test_numbers_below_five_are_not_told() -> None:
    with translation.override("zh-hans"):
        assert [few(n) for n in (4, 5, 1234)] == ["少于 5", "5", "1,234"]
