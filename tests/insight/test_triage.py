"""The triage: what it learns, when it says nothing, and why it says what it says."""

import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qunce.insight.triage import Triage

DUTIES = {"城管局": "路灯 市容 违建 垃圾", "教育局": "学校 招生 教师", "交通局": "公交 线路 班次"}
THINGS = {
    "城管局": ("路灯", "垃圾", "违建", "摊贩", "井盖"),
    "教育局": ("学校", "教师", "招生", "补课", "学区"),
    "交通局": ("公交", "班次", "车站", "客运", "出租车"),
}
SAYINGS = ("{}的事请管一管", "我们这边{}很成问题", "{}\n说了多次，{}还是老样子", "关于{}想问一问")
PAIRS = [
    (saying.format(thing, thing), unit)
    for unit, things in THINGS.items()
    for thing in things
    for saying in SAYINGS
]
TEXTS, UNITS = [text for text, _ in PAIRS], [unit for _, unit in PAIRS]
ASKED = ["井盖丢了，路灯也坏了", "教师补课", "出租车不肯打表"]


def learned() -> Triage:
    return Triage().fit(TEXTS, UNITS)


def test_a_text_goes_where_its_like_went() -> None:
    assert learned().predict(ASKED) == ["城管局", "教育局", "交通局"]


@pytest.mark.parametrize("text", ["", "呜呜呜", "\U0001f600", "\ud800", "བོད་ཡིག", "天气真好"])
def test_of_a_text_whose_words_are_unknown_nothing_is_said(text: str) -> None:
    assert learned().predict([text]) == [None]


def test_words_of_two_units_at_once_leave_it_in_doubt() -> None:
    triage = Triage(least=0.9).fit(TEXTS, UNITS)
    assert triage.predict(["路灯和教师", "路灯和井盖"]) == [None, "城管局"]


def test_punctuation_says_nothing() -> None:
    assert learned().predict(["，，。！", "！？"]) == [None, None]


def test_chances_sum_to_one_and_belong_to_the_units_in_their_order() -> None:
    triage = learned()
    found = triage.predict_proba([*ASKED, "没见过的话"])
    assert found.sum(axis=1) == pytest.approx(1)
    assert [triage.units_[best] for best in found[:3].argmax(axis=1)] == triage.predict(ASKED)


@settings(max_examples=5, deadline=None)
@given(st.permutations(range(len(PAIRS))))
def test_the_order_of_past_assignments_does_not_matter(order: list[int]) -> None:
    mixed = Triage().fit([TEXTS[row] for row in order], [UNITS[row] for row in order])
    assert mixed.predict_proba(ASKED).tolist() == learned().predict_proba(ASKED).tolist()


def test_published_duties_are_enough_to_begin_with() -> None:
    triage = Triage(duties=DUTIES).fit([], [])
    assert triage.predict(["违建没人拆", "招生太少", "公交班次"]) == list(DUTIES)
    assert not triage.calibrated_


def test_one_more_assignment_is_learned_at_once_with_its_new_words_and_unit() -> None:
    triage = Triage(least=0.4).fit(TEXTS, UNITS)
    assert triage.predict(["水表漏水"]) == [None]
    for text in ("水表坏了", "自来水漏水", "水表读数不对"):
        triage.partial_fit([text], ["水务局"])
    assert triage.predict(["水表漏水", *ASKED]) == ["水务局", "城管局", "教育局", "交通局"]


def test_a_correction_moves_the_next_text() -> None:
    triage = learned()
    before = triage.predict_proba(["井盖响"])[0, triage.units_.index("交通局")]
    triage.partial_fit(["井盖响"], ["交通局"])
    assert triage.predict_proba(["井盖响"])[0, triage.units_.index("交通局")] > before


def test_a_triage_that_never_learned_begins_with_the_first_assignment() -> None:
    assert Triage().partial_fit(["路灯坏了"], ["城管局"]).predict(["路灯"]) == ["城管局"]


def test_the_words_that_spoke_are_named() -> None:
    found = learned().explain("学校门口路灯不亮，垃圾没人管")
    assert found.unit == "城管局"
    assert found.words_for[0][0] in ("路灯", "垃圾")
    assert "学校" in [word for word, _ in found.words_against]
    assert all(weight > 0 for _, weight in found.words_for)


def test_what_is_saved_is_loaded_and_holds_no_text(tmp_path: Path) -> None:
    triage, path = Triage(duties=DUTIES, doubt=0.2).fit(TEXTS, UNITS), tmp_path / "triage.npz"
    triage.save(path)
    again = Triage.load(path)
    assert again.predict_proba(ASKED).tolist() == triage.predict_proba(ASKED).tolist()
    assert (again.duties, again.doubt, again.threshold_) == (DUTIES, 0.2, triage.threshold_)
    assert again.partial_fit(["路灯"], ["城管局"]).predict(["路灯"]) == ["城管局"]
    with np.load(path, allow_pickle=False) as arrays:
        assert "很成问题" not in arrays["notes"].tobytes().decode()


@pytest.mark.parametrize(
    ("texts", "units", "said"),
    [([], [], "nothing to learn from"), (["路灯"], [], "1 texts but 0 units")],
)
def test_what_cannot_be_learned_is_refused(texts: list[str], units: list[str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Triage().fit(texts, units)


def test_no_texts_get_no_answers() -> None:
    assert learned().predict([]) == []
    assert learned().predict_proba([]).shape == (0, 3)


def test_one_unit_alone_gets_everything_that_has_known_words() -> None:
    triage = Triage().fit(["路灯坏了", "路灯不亮"], ["城管局", "城管局"])
    assert triage.predict(["路灯", "天"]) == ["城管局", None]


@pytest.mark.skipif(not os.environ.get("QUNCE_SAMPLES"), reason="QUNCE_SAMPLES names no folder")
def test_seven_units_of_real_messages_are_told_apart() -> None:
    from tests.insight.test_samples import columns

    rows = columns("messages_labelled.xlsx", "留言主题", "留言详情", "一级分类")
    texts = [f"{title}\n{body}" for title, body, unit in rows if unit]
    units = [unit for *_, unit in rows if unit]
    shown = [row for row in range(len(texts)) if row % 5]
    asked = range(0, len(texts), 5)
    triage = Triage().fit([texts[row] for row in shown], [units[row] for row in shown])
    best = triage.predict_proba([texts[row] for row in asked]).argmax(axis=1)
    right = [triage.units_[at] == units[row] for at, row in zip(best, asked, strict=True)]
    assert np.mean(right) >= 0.75
