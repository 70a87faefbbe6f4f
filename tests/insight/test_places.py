"""Places named in text, matched to a tree of areas."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qunce.insight.places import Area, Gazetteer

AREAS = [
    Area("1", ("江城市", "江城")),
    Area("11", ("东湖区", "东湖"), "1"),
    Area("12", ("西山区",), "1"),
    Area("1101", ("和平街道", "和平街"), "11"),
    Area("1102", ("胜利街道",), "11"),
    Area("1201", ("和平街道", "和平街"), "12"),
    Area("120101", ("柳树社区",), "1201"),
]
GAZETTEER = Gazetteer(AREAS)


def codes(text: str) -> list[str | None]:
    return [named.code for named in GAZETTEER.find([text])[0]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("东湖区的路灯坏了", ["11"]),
        ("東湖區的路燈壞了", ["11"]),
        ("东湖边的路", ["11"]),
        ("东湖区和平街道太吵", ["11", "1101"]),
        ("西山区和平街道太吵", ["12", "1201"]),
        ("和平街太吵", [None]),
        ("和平街柳树社区太吵", ["1201", "120101"]),
        ("和平街和胜利街道之间", ["1101", "1102"]),
        ("江城市和平街", ["1", None]),
        ("东湖区与西山区都有：西山区和平街", ["11", "12", "12", "1201"]),
        ("东湖区" + "很长" * 40 + "和平街", ["11", None]),
        ("没有地名", []),
        ("", []),
        ("\ud800\U0001f600", []),
    ],
)
def test_a_name_is_the_area_that_its_neighbours_say(text: str, wanted: list[str | None]) -> None:
    assert codes(text) == wanted


def test_a_doubtful_name_shows_all_that_bear_it() -> None:
    named = GAZETTEER.find(["去和平街道"])[0][0]
    assert (named.code, named.codes, named.span) == (None, ("1101", "1201"), (1, 5))


@given(st.permutations(AREAS))
def test_the_order_of_the_tree_does_not_matter(areas: list[Area]) -> None:
    texts = ["西山区和平街道", "和平街柳树社区，东湖"]
    assert Gazetteer(areas).find(texts) == GAZETTEER.find(texts)


@given(st.lists(st.text("东湖区西山和平街道柳树社１ \ud800", max_size=30), max_size=6))
def test_each_text_is_read_as_if_alone_and_names_are_verbatim(texts: list[str]) -> None:
    found = GAZETTEER.find(texts)
    assert found == [GAZETTEER.find([text])[0] for text in texts]
    names = {name for area in AREAS for name in area.names}
    for text, row in zip(texts, found, strict=True):
        assert {text[slice(*named.span)] for named in row} <= names


@pytest.mark.parametrize(
    ("areas", "said"),
    [
        ([Area("1", ("甲",)), Area("1", ("乙",))], "a code stands twice"),
        ([Area("1", ("甲",), "2")], "unknown area above it: 2"),
        ([Area("1", ("甲",), "2"), Area("2", ("乙",), "1")], "stands above itself"),
        ([Area("1", ("",))], "empty"),
    ],
)
def test_a_broken_tree_is_refused(areas: list[Area], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Gazetteer(areas)


def test_no_areas_and_no_texts_find_nothing() -> None:
    assert Gazetteer([]).find(["东湖区"]) == [()]
    assert GAZETTEER.find([]) == []
