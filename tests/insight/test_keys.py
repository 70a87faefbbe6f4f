import hypothesis.strategies as st
import pytest
from hypothesis import example, given, settings

from qunce.demo.writing import write
from qunce.insight.digits import in_digits
from qunce.insight.keys import key, keys
from tests.insight import by_rule

NUMBERS = "零〇一二两三九十百千万亿0189点.,，:-～/ \t\n年"
COURTESIES = """
尊敬的 敬爱的 亲爱 张 王书 领导 书记 工作人员 们 您 你们 大家 好 附议 转发邻居的意见 转 我也想说
大家都来顶 +1 ， 。 ！ ： _ 感谢 万分 谢谢 各位 了 此致 敬礼 望回复 盼复 请 尽快 解决 支持 全体同意
全楼 同意 路灯 坏 3 三 é ① ㎡ \u0f7a
"""
ANYTHING = st.text(alphabet=st.characters(exclude_categories=[]))
COURTEOUS = st.lists(st.sampled_from([*COURTESIES.split(), " ", "\n"]), max_size=24).map("".join)


@given(st.lists(ANYTHING | COURTEOUS | st.text(alphabet=NUMBERS, max_size=40), max_size=6))
@settings(max_examples=1_000, deadline=None)
@example(["\u0f7a您好，路灯坏了", "㐀您好，路灯坏了", ""])
def test_keys_of_many_texts_are_those_of_the_rule_written_down(texts: list[str]) -> None:
    assert keys(texts) == [by_rule.key(text) for text in texts]


@given(st.text(alphabet=NUMBERS, max_size=60))
@settings(max_examples=1_000, deadline=None)
@example("三1.5万五千")
@example("1.5万2.5万，1.5.5万，123456789.5万")
@example("点三点 五，千 万")
@example("1,200,300 1,2000 一,二百三十")
def test_numbers_are_those_of_the_rule_written_down(text: str) -> None:
    assert in_digits(text) == by_rule.in_digits(text)


def test_generated_ideas_have_the_keys_of_the_rule_written_down() -> None:
    texts = [f"{idea.title}\n{idea.text}" for idea in write(3_000)]
    assert keys(texts) == [by_rule.key(text) for text in texts]


@given(COURTEOUS)
@settings(deadline=None)
def test_a_text_has_one_key_alone_and_among_others(text: str) -> None:
    assert keys(["十", text, "\ud800", text]) == ["10", key(text), "", key(text)]


def test_texts_beyond_one_batch_keep_their_places() -> None:
    texts = [f"{number}号楼" + "路灯坏了" * 200 for number in range(2_000)]
    assert keys(texts) == texts


@pytest.mark.parametrize("text", ["", " ", "\n", "😀"])
def test_nothing_has_an_empty_key(text: str) -> None:
    assert key(text) == ""
    assert keys([text, text]) == ["", ""]
