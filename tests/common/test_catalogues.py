"""Every sentence has its Chinese, and the Chinese has no blank that nobody fills."""

import re

import pytest

from qunce.common import catalogues


def test_every_sentence_has_its_chinese() -> None:
    assert [f"{s.where} {s.msgid}" for s in catalogues.untranslated()] == []


@pytest.mark.parametrize(
    "room", [r for r in catalogues.rooms() if catalogues.catalogue(r).exists()]
)
def test_the_chinese_has_no_blank_that_nobody_fills(room: str) -> None:
    def blanks(text: str) -> set[str]:
        return set(re.findall(r"%\(\w+\)[sd]|\{\w+\}", text))

    wrong = []
    for message in catalogues.load(room):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and any(blanks(t) - blanks(ids[-1]) for t in texts):
            wrong.append(ids[0])
    assert wrong == []


def test_a_sentence_in_a_template_is_found() -> None:
    said = catalogues._extract(
        "ui", "x.html", catalogues.templatize('{% load i18n %}{% translate "Hello there" %}')
    )
    assert [s.msgid for s in said] == ["Hello there"]
