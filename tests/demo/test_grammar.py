"""The language in which the variations are written."""

from random import Random

import pytest

from qunce.demo.writing.grammar import Grammar, GrammarError
from qunce.demo.writing.numbers import chinese, number


def grammar(**sources: str) -> Grammar:
    writes = {name: (lambda text=text: text) for name, text in sources.items()}
    return Grammar(Random(1), sources=writes)


def outcomes(line: str, **sources: str) -> set[str]:
    write = grammar(**sources).compile(line)
    return {write() for _ in range(200)}


def test_a_choice_takes_each_of_its_options():
    assert outcomes("[早|晚|]班车") == {"早班车", "晚班车", "班车"}


def test_choices_nest():
    assert outcomes("[甲[一|二]|乙]") == {"甲一", "甲二", "乙"}


def test_a_source_is_called_where_it_is_named():
    assert outcomes("在{路}上", 路="槐荫街") == {"在槐荫街上"}


def test_a_fact_stays_the_same_within_a_text():
    rules = grammar()
    rules.keep("价", "{3-9}")
    write = rules.compile("一份{价}元，{价}元")
    said = set()
    for _ in range(50):
        rules.start()
        text = write()
        assert text[2] == text[5]
        said.add(text)
    assert len(said) > 4


def test_a_number_stays_in_its_range():
    assert outcomes("{3-5}号") == {"3号", "4号", "5号"}


def test_a_percent_sign_is_only_a_sign():
    assert outcomes("{3-3}%[的|]") == {"3%的", "3%"}


@pytest.mark.parametrize("line", ["[甲|乙", "甲|乙]", "{没有}"])
def test_a_line_that_cannot_be_understood_is_refused_and_named(line: str):
    with pytest.raises(GrammarError) as wrong:
        grammar().compile(line)
    assert line in str(wrong.value)


def test_a_rule_that_needs_itself_is_refused():
    rules = grammar()
    rules.declare("甲", ["[乙|{甲}]"])
    with pytest.raises(GrammarError):
        rules.rule("甲")


def test_a_fresh_rule_says_everything_before_it_repeats_itself():
    rules = grammar()
    rules.fresh("事", ["灯", "路"])
    said = []
    for _ in range(300):
        rules.start()
        said.append({rules.rule("事")(), rules.rule("事")()})
    # A few draws only: now and then it gives up and repeats.
    assert said.count({"灯", "路"}) > 280


def test_numbers_are_read_as_they_are_spoken():
    spoken = [chinese(value) for value in (1, 2, 10, 12, 20, 45, 99)]
    assert spoken == ["一", "两", "十", "十二", "二十", "四十五", "九十九"]


def test_wide_ranges_lean_to_small_numbers():
    draw = number(10, 10_000, Random(3).random)
    drawn = sorted(int(draw()) for _ in range(2_000))
    assert drawn[0] >= 10
    assert drawn[-1] <= 10_000
    assert drawn[1_000] < 1_000
