"""The Chinese of the design system: complete, and set as Chinese is set."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.test import Client
from django.utils.translation import gettext, override

import qunce
from qunce.ui.assets import UI
from qunce.ui.wording import COUNTED, PLAIN

CATALOGUE = UI / "locale/zh_Hans/LC_MESSAGES/django.po"
HAN = "\u4e00-\u9fff"
ASCII_MARK_AFTER_HAN = re.compile(rf"[{HAN}][,;:?!()]|[,;:?!(][{HAN}]|[{HAN}]\.(?!\w)")


def _words() -> list[tuple[str, str]]:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="zh_Hans")
    rows = [m for m in catalogue if m.id]
    texts = [m.string if isinstance(m.string, str) else m.string[0] for m in rows]
    return [(str(m.id), text) for m, text in zip(rows, texts, strict=True)]


WORDS = _words()


def test_nothing_is_left_untranslated() -> None:
    assert [msgid for msgid, text in WORDS if not text] == []
    assert len(WORDS) > 100


@pytest.mark.parametrize(("msgid", "text"), WORDS)
def test_marks_between_chinese_are_chinese_marks(msgid: str, text: str) -> None:
    assert ASCII_MARK_AFTER_HAN.findall(text) == []


@pytest.mark.parametrize(("msgid", "text"), WORDS)
def test_a_translation_keeps_what_is_filled_in(msgid: str, text: str) -> None:
    filled = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
    assert set(filled.findall(text)) <= set(filled.findall(msgid))


def test_our_wording_takes_the_place_of_djangos() -> None:
    ours = dict(WORDS)
    with override("zh-hans"):
        assert {msgid: gettext(msgid) for msgid in PLAIN} == {msgid: ours[msgid] for msgid in PLAIN}
        assert (
            COUNTED[1] % {"limit_value": 40, "show_value": 41} == "最多可以写40个字，现在有41个。"
        )


def test_the_page_of_components_has_no_english_left(client: Client) -> None:
    page = client.get("/ui/?wrong=1", headers={"accept-language": "zh"}).content.decode()
    text = re.sub(r"<script.*?</script>|<[^>]+>|&\w+;", " ", page[page.index('<a class="skip"') :])
    words = set(re.findall(r"[A-Za-z]{2,}", text))
    # The switch of languages, a name, a receipt, an e-mail address.
    assert words == {"English", "Language", "name", "example", "com"}


def test_the_templates_speak_through_the_catalogue() -> None:
    root = Path(qunce.__file__).parent / "ui" / "templates"
    loose = {
        str(path.relative_to(root)): re.findall(rf"[{HAN}]+", path.read_text())
        for path in root.rglob("*.html")
    }
    # The names of the languages stand in their own language.
    assert {k: v for k, v in loose.items() if v} == {"ui/_tools.html": ["语言", "中文"]}
