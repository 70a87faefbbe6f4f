import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given

from qunce.insight.folding import fold
from qunce.insight.spans import Sentences
from qunce.insight.text import plain, sentences
from qunce.insight.words import Cut, cut, is_content
from tests.insight.corpus import texts


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


def test_words_know_where_they_stand_in_their_text() -> None:
    given = ["您好！㎡ 小區路\u200b燈壞了", "", "公交"]
    words = cut(given)
    begins = [words.at[words.starts[row] : words.starts[row + 1]].tolist() for row in range(3)]
    assert [given[0][at] for at in begins[0][-3:]] == ["路", "壞", "了"]
    assert begins[1:] == [[], [0]]


def test_words_behind_the_gap_of_a_very_long_text_stand_where_they_stood() -> None:
    given = "好" * 16_000 + "坏" * 5_000 + "路灯"
    words = cut([given])
    assert words.words[words.ids[-1]] == "路灯"
    assert words.at[-1] == len(given) - 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("يول چىرىغى بۇزۇلدى", ["يول", "چىرىغ", "بۇزۇل"]),
        ("སློབ་གྲྭ་མེད", ["སློབ", "གྲྭ", "མེད"]),
        ("street lamps", ["street", "lamps"]),
    ],
)
def test_texts_of_other_scripts_are_cut_by_their_runs_of_letters(
    text: str, expected: list[str]
) -> None:
    words = cut([text])
    assert [words.words[number] for number in words.ids if number] == expected


def test_a_large_corpus_is_cut_by_what_part_of_it_teaches(monkeypatch: pytest.MonkeyPatch) -> None:
    given = [*texts(600), "يول چىرىغى بۇزۇلدى", "A3区路灯，坏了\n请修"]
    one = cut(given)
    monkeypatch.setattr("qunce.insight.words.TAUGHT", 5_000)
    other = cut(given)
    assert (other.heads > 0).tolist() == (one.heads > 0).tolist()
    alike, total = 0, 0
    for row in range(len(given)):
        mine, yours = spoken(one, row), spoken(other, row)
        alike += len(mine & yours)
        total += max(len(mine), len(yours))
    assert alike >= 0.95 * total


def spoken(words: Cut, row: int) -> set[tuple[str, int]]:
    """Every word of a text and its place."""
    own = slice(words.starts[row], words.starts[row + 1])
    ids, places = words.ids[own].tolist(), words.at[own].tolist()
    return {(words.words[number], at) for number, at in zip(ids, places, strict=True) if number}


ANYTHING = st.text(st.characters(exclude_categories=[]), max_size=40)
PIECES = st.sampled_from(["路灯坏了", "。", " \n", "！？", "；", "\u3000", "\ud800", "ﷺ"])
SPOKEN = st.lists(PIECES).map("".join)


@given(st.lists(st.one_of(ANYTHING, SPOKEN), max_size=4))
def test_many_texts_are_folded_and_parted_as_each_alone(given: list[str]) -> None:
    folded, found = fold(given), Sentences.of(given)
    assert [folded[row] for row in range(len(given))] == [plain(text) for text in given]
    spans = list(zip(found.owner, found.start, found.stop, strict=True))
    assert spans == [(row, *span) for row, text in enumerate(given) for span in sentences(text)]
