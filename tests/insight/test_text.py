import itertools

import hypothesis.strategies as st
import pytest
from hypothesis import given

from qunce.insight.keys import key
from qunce.insight.text import (
    READ_WHOLE,
    key_with_offsets,
    nothing_to_understand,
    plain,
    read_for_words,
    sentences,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("路灯坏了", "路燈壞了。"),
        ("ＡＢＣ路１２号", "abc路12号"),
        ("路灯 坏\u200b了！！", "路灯坏了"),
        ("尊敬的领导：您好！路灯坏了。谢谢！", "路灯坏了"),
        ("转发邻居的意见：路灯坏了", "路灯坏了"),
        ("附议，路灯坏了", "路灯坏了"),
        ("强烈支持！路灯坏了我们都同意。", "路灯坏了"),
    ],
)
def test_dress_does_not_change_the_key(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_another_fact_changes_the_key() -> None:
    assert key("3号楼路灯坏了") != key("5号楼路灯坏了")


def test_support_for_something_is_no_courtesy() -> None:
    assert key("修路我们支持") == "修路我们支持"


def test_courtesies_alone_are_kept() -> None:
    assert key("您好！谢谢！") == "您好谢谢"


@pytest.mark.parametrize("text", ["བོད་ཡིག་གི་སློབ་གྲྭ", "يول چىرىغى بۇزۇلدى", "The lamp is broken"])
def test_other_scripts_keep_their_letters(text: str) -> None:
    assert nothing_to_understand(key(text)) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no_words"),
        ("  \n\t", "no_words"),
        ("！！？？😀🌳", "no_words"),
        ("\ud800\udfff", "no_words"),
        ("666", "only_digits"),
        ("顶顶顶顶", "one_character"),
        ("顶", "too_short"),
        ("嗯嗯啊啊", "interjection"),
        ("sdfghjkl", "keyboard"),
    ],
)
def test_where_there_is_nothing_to_understand_the_reason_is_said(text: str, reason: str) -> None:
    assert nothing_to_understand(key(text)) == reason


@pytest.mark.parametrize("text", ["路灯坏了", "停水", "wifi", "修路", "ETC 坏了", "加油，示例市！"])
def test_a_short_text_that_says_something_is_understandable(text: str) -> None:
    assert nothing_to_understand(key(text)) is None


@given(st.text())
def test_sentences_are_verbatim_in_order_and_lose_only_spaces_and_stops(text: str) -> None:
    spans = sentences(text)
    assert spans == sorted(spans)
    assert all(a < b <= c < d for (a, b), (c, d) in itertools.pairwise(spans))
    kept = "".join(text[start:stop] for start, stop in spans)
    assert set(text) - set(kept) <= set(" \t\n\r。！？!?；;") | {c for c in text if c.isspace()} | {
        "\u2028",
        "\u2029",
    }


@given(st.text(alphabet=st.characters(exclude_categories=[])))
def test_each_character_of_a_key_points_to_where_it_came_from(text: str) -> None:
    text_key, offsets = key_with_offsets(text)
    assert len(text_key) == len(offsets)
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)


@given(st.text(alphabet=st.characters(exclude_categories=[])))
def test_a_key_is_its_own_key(text: str) -> None:
    plain_key = key_with_offsets(text)[0]
    assert key_with_offsets(plain_key)[0] == plain_key or not plain_key.isascii()
    plain(text).encode()


def test_a_very_long_text_is_read_at_both_ends() -> None:
    long = "头" * READ_WHOLE + "尾"
    assert read_for_words(long).startswith("头")
    assert read_for_words(long).endswith("尾")
    assert len(read_for_words(long)) == READ_WHOLE + 1
    assert read_for_words("短") == "短"


@pytest.mark.parametrize(
    "closing", ["。望采纳，谢谢。", "求解决！", "，支持！", "！+1", "。请尽快解决"]
)
def test_closings_that_ask_and_thank_are_no_part_of_the_key(closing: str) -> None:
    assert key("路灯坏了三个月" + closing) == key("路灯坏了三个月")


def test_what_is_asked_for_in_the_sentence_itself_stays() -> None:
    assert key("路灯问题希望支持") != key("路灯问题希望")
