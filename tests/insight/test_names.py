import numpy as np

from qunce.insight.names import name_leaves, name_parents
from qunce.insight.words import cut
from tests.insight.corpus import voices

GIVEN = voices(400)
THEMES = sorted({voice.theme for voice in GIVEN})
LEAVES = [
    np.array([row for row, voice in enumerate(GIVEN) if voice.theme == theme]) for theme in THEMES
]
WORDS = cut([voice.text for voice in GIVEN])


def test_a_name_stands_in_the_texts_of_its_theme() -> None:
    for name, rows in zip(name_leaves(WORDS, LEAVES), LEAVES, strict=True):
        assert any(name.name in GIVEN[row].text for row in rows) or "与" in name.name


def test_a_name_is_about_its_matter() -> None:
    named = dict(zip(THEMES, name_leaves(WORDS, LEAVES), strict=True))
    for theme in ("充电", "公交", "油烟", "学位", "工资"):
        assert theme in named[theme].name + "".join(named[theme].keywords)


def test_names_are_distinct_short_and_without_numbers() -> None:
    names = [name.name for name in name_leaves(WORDS, LEAVES)]
    assert len(set(names)) == len(names)
    assert all(2 <= len(name) <= 12 for name in names)
    assert not any(char.isdigit() or char.isascii() for name in names for char in name)


def test_a_name_that_is_taken_is_not_given_again() -> None:
    first = {name.name for name in name_leaves(WORDS, LEAVES)}
    second = {name.name for name in name_leaves(WORDS, LEAVES, taken=first)}
    assert not first & second


def test_persons_phones_and_masked_places_are_in_no_name() -> None:
    given = [f"A{n}区王建国13900001234举报张伟强占公共绿地种菜" for n in range(1, 40)]
    (name,) = name_leaves(cut(given), [np.arange(len(given))])
    assert not any(word in name.name for word in ("王建国", "张伟", "1390", "A1", "区"))
    assert "绿地" in name.name


def test_who_speaks_and_how_is_no_name() -> None:
    given = [f"{place}面居民强烈要求解决" for place in "东西南北前后左右"]
    assert name_leaves(cut(given), [np.arange(len(given))])[0].name == "其他"


def test_parents_are_named_by_two_words_that_differ() -> None:
    named = name_parents(WORDS, [np.concatenate(LEAVES[:3]), np.concatenate(LEAVES[3:])])
    assert all(len(set(name.name.split("与"))) == 2 for name in named)


def test_texts_that_offer_no_name_are_called_others() -> None:
    one = np.arange(1)
    assert [name.name for name in name_leaves(cut(["123", "456"]), [one, one + 1])] == [
        "其他",
        "其他（2）",
    ]
    assert name_leaves(cut([]), []) == []
