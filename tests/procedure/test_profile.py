"""Profiles: what they say, and what is refused when one is read."""

from datetime import date
from pathlib import Path

import pytest

from qunce import profiles
from qunce.procedure import BadProfile, Clock, Profile, due
from qunce.workdays import Calendar

HEAD = """code = "here"
extends = "national"
title = { zh = "某地", en = "Here" }
regulation = { zh = "某规定", en = "Rules" }

[terms]
"""
CODES = ["beijing", "chongqing", "henan", "qingdao", "shandong", "shanghai", "zhejiang"]
# Domain rules, 1.4: what each regulation says where it differs.
SAID = [
    ("zhejiang", "answer", "3 months", "received"),
    ("zhejiang", "co_opinion", "2 months", "received"),
    ("zhejiang", "return_request", "10 days", "received"),
    ("shanghai", "return_request", "7 workdays", "received"),
    ("shanghai", "assign", "7 workdays", "submitted"),
    ("beijing", "rehandle", "2 months", "rehandle_requested"),
    ("beijing", "feedback", "15 workdays", "replied"),
    ("shandong", "assign", "5 days", "submitted"),
    ("shandong", "return_request", "5 days", "received"),
    ("qingdao", "return_request", "5 workdays", "received"),
    ("qingdao", "activity_opinion", "1 months", "assigned"),
    ("henan", "answer", "3 months", "received"),
    ("henan", "return_request", "10 workdays", "assigned"),
    ("henan", "feedback", "10 workdays", "replied"),
    ("chongqing", "co_opinion", "30 workdays", "assigned"),
    ("chongqing", "first_contact", "20 workdays", "received"),
    ("chongqing", "feedback", "20 workdays", "replied"),
    ("chongqing", "rehandle", "2 months", "rehandle_requested"),
]


def _read(tmp_path: Path, lines: str) -> Profile:
    path = tmp_path / "here.toml"
    path.write_text(HEAD + lines, encoding="utf-8")
    return Profile.read(path, profiles.load("national"))


def test_the_profiles_are_the_national_one_and_seven_places() -> None:
    assert profiles.codes() == ["national", *CODES]


@pytest.mark.parametrize(("code", "term", "length", "anchor"), SAID)
def test_each_place_counts_as_its_regulation_says(
    code: str, term: str, length: str, anchor: str
) -> None:
    found = profiles.load(code).term(term)
    assert (f"{found.length.n} {found.length.unit}", found.anchor) == (length, anchor)


@pytest.mark.parametrize("code", CODES)
def test_every_local_value_has_its_article(code: str) -> None:
    profile, national = profiles.load(code), profiles.load("national")
    own = [t for t in profile.terms.values() if national.terms.get(t.code) != t]
    assert own
    assert [t.code for t in own if "第" not in t.basis.zh or "Art." not in t.basis.en] == []


def test_rule_1_an_answer_longer_than_the_law_is_refused_and_the_line_named(tmp_path: Path) -> None:
    line = 'answer = { length = "4 months", from = "received", article = "1" }\n'
    with pytest.raises(BadProfile, match=r"here\.toml, line 7, answer: 4 months is longer"):
        _read(tmp_path, line)


@pytest.mark.parametrize("length", ["7 months", "200 days", "140 workdays"])
def test_rule_1_so_is_an_extension_in_any_unit(tmp_path: Path, length: str) -> None:
    line = f'answer_extended = {{ length = "{length}", from = "assigned", article = "1" }}\n'
    with pytest.raises(BadProfile, match="answer_extended"):
        _read(tmp_path, line)


@pytest.mark.parametrize("length", ["3 months", "60 days", "20 workdays"])
def test_a_shorter_answer_is_a_places_own_choice(tmp_path: Path, length: str) -> None:
    line = f'answer = {{ length = "{length}", from = "assigned", article = "1" }}\n'
    assert _read(tmp_path, line).term("answer").basis.zh == "某规定第一条"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('answer = { length = "3 moons", from = "assigned", article = "1" }', "no length"),
        ('answer = { length = "3 months", from = "birth", article = "1" }', "no day to count from"),
        ('answer = { length = "3 months", from = "assigned", artcle = "1" }', "unknown word"),
        ('answer = "3 months"', "line 7, answer"),
        ("answer = {", "is not a profile"),
    ],
)
def test_a_line_that_makes_no_sense_is_named(tmp_path: Path, line: str, why: str) -> None:
    with pytest.raises(BadProfile, match=why):
        _read(tmp_path, line + "\n")


def test_what_a_place_does_not_say_is_the_nations() -> None:
    national = profiles.load("national")
    assert profiles.load("henan").term("assign") == national.term("assign")
    assert profiles.load("henan").switch("roll_weekends") == "true"


def test_the_earlier_of_two_dates_counts_and_the_sentence_names_both() -> None:
    anchors = {"assigned": date(2026, 2, 10), "received": date(2026, 2, 13)}
    found = due(profiles.load("zhejiang"), Clock("answer", anchors), Calendar())
    assert found.on == date(2026, 5, 11)
    assert "代表法第五十一条" in found.why.zh
    assert "第二十一条）为2026年5月13日，取较早者" in found.why.zh
    assert "Deputies Law Art. 51" in found.why.en


def test_before_receipt_the_laws_own_clock_runs() -> None:
    clock = Clock("answer", {"assigned": date(2026, 2, 10)})
    assert due(profiles.load("henan"), clock, Calendar()).on == date(2026, 5, 11)


def test_a_clock_that_has_not_started_or_stands_says_so() -> None:
    national = profiles.load("national")
    waiting = due(national, Clock("answer", {}), Calendar())
    standing = due(
        national,
        Clock("answer", {"assigned": date(2026, 2, 10)}, (), date(2026, 3, 1), "等待鉴定"),
        Calendar(),
    )
    assert (waiting.on, standing.on) == (None, None)
    assert waiting.why.zh == "尚未交办；自交办之日起3个月（代表法第五十一条）。"
    assert standing.why.zh == "计时自2026年3月1日起暂停：等待鉴定。恢复后重新计算期限。"


def test_rule_14_an_unknown_year_is_provisional_and_says_so() -> None:
    clock = Clock("answer", {"assigned": date(2030, 11, 10)})
    found = due(profiles.load("national"), clock, Calendar())
    assert found.provisional
    assert "暂定" in found.why.zh
    assert "provisional" in found.why.en
