import numpy as np

from qunce.insight.words import cut, is_content


def test_breaks_stand_where_the_text_breaks() -> None:
    words = cut(["路灯坏了，公交"])
    assert [words.words[number] for number in words.of(0)] == ["路灯", "坏", "了", "", "公交"]


def test_word_numbers_do_not_depend_on_the_order_of_texts() -> None:
    one, other = cut(["路灯坏了", "公交太少"]), cut(["公交太少", "路灯坏了"])
    assert one.words == other.words
    assert np.array_equal(one.of(0), other.of(1))


def test_a_short_first_line_is_a_heading_only_where_more_follows() -> None:
    assert cut(["路灯坏了\n请快修", "路灯坏了", "路灯坏了\n"]).heads.tolist() == [3, 0, 0]


def test_masked_places_do_not_become_words() -> None:
    words = cut(["A市A3区大道路灯坏了"])
    assert not {"a", "a3", "市", "区"} & set(words.words)


def test_function_words_and_numbers_carry_no_theme() -> None:
    assert [is_content(word) for word in ("的", "三百", "12.5", "灯", "路灯")] == [
        False,
        False,
        False,
        False,
        True,
    ]


def test_no_texts_make_no_words() -> None:
    assert len(cut([])) == 0
    assert len(cut(["", "！"])) == 2
