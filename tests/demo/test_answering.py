"""What the demo's units answer: every theme that is written has its own words and its unit."""

import re
from collections import Counter
from itertools import chain
from types import SimpleNamespace
from typing import Any

import pytest

from qunce.common.clock import today
from qunce.demo.answering import Asked, Subject, answer, farewell, subjects
from qunce.demo.city import UNITS
from qunce.demo.writing import THEMES
from qunce.matters.queries.gate import _VAGUE

UNIT: Any = SimpleNamespace(name="示例市水务集团有限公司")


def test_every_theme_that_is_written_is_answered_by_a_unit_of_the_city() -> None:
    assert set(subjects()) == set(THEMES)
    assert {subject.unit for subject in subjects().values()} <= {unit.short for unit in UNITS}


def test_no_sentence_is_said_to_two_themes_and_none_is_vague() -> None:
    said = list(chain.from_iterable(map(_sentences, subjects().values())))
    assert [words for words, n in Counter(said).items() if n > 1] == []
    assert [words for words in said if _VAGUE.search(words)] == []
    assert [words for words in said if not 8 <= len(words) <= 80] == []


def _sentences(subject: Subject) -> list[str]:
    return [*(m.sentence for m in subject.measures), subject.promise, subject.limit]


@pytest.mark.parametrize(("texts", "said"), [(["燃气报修"], "燃气"), (["停电", "电表"], "供电")])
def test_what_the_voices_speak_of_is_answered_first(texts: list[str], said: str) -> None:
    found = answer(subjects()["city/pipe"], Asked("管线", 2, texts, 0), UNIT, "雷响")
    first = found.text.split("答复如下。")[1]
    assert said in first[:12]


def test_what_is_promised_has_its_day_in_the_text_and_nothing_else_does() -> None:
    for nth in range(10):
        found = answer(subjects()["city/pipe"], Asked("管线", 9, ["水压"], nth), UNIT, "雷响")
        assert (found.result == "planned") == bool(found.promises)
        assert bool(re.search(r"\d+月\d+日前完成", found.text)) == bool(found.promises)
        assert all(promise.due_on > today() for promise in found.promises)
        assert "共收到9条" in found.text
        assert UNIT.name in found.text


def test_good_wishes_are_thanked_for_and_advertising_is_not() -> None:
    assert "谢谢" in farewell("加油", 30, "slogan")
    assert "广告" in farewell("兼职", 30, "junk")
