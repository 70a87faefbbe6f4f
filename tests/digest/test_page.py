"""digest.html can be shown: whole, self-contained, harmless, in the people's own words."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from qunce.digest import Digest, digest
from qunce.digest.gather import Voice
from qunce.digest.page.markup import Markup, table, tag
from qunce.digest.page.quotes import masked, quote
from qunce.digest.page.sections import enough
from qunce.digest.words import WORDS, sayer
from qunce.insight import Coverage
from tests.digest.voices import LAMPS, spreadsheet

VOID = {"meta", "br", "hr"}
ZH = sayer("zh")


class Reader(HTMLParser):
    """Collects elements and complains about what is not closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.open: list[str] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(name)
        self.attributes += [(name, key, value or "") for key, value in attributes]
        if name not in VOID:
            self.open.append(name)

    def handle_endtag(self, name: str) -> None:
        assert self.open.pop() == name


def test_the_page_is_whole_and_in_chinese(page: str) -> None:
    reader = Reader(page)
    assert ("html", "lang", "zh-CN") in reader.attributes
    assert "<h1>《金点子》研读报告</h1>" in page
    assert reader.tags.count("h1") == 1
    assert reader.tags.count("svg") == 2 * reader.tags.count("figure") == 8


def test_nothing_in_the_page_runs_or_is_fetched(page: str) -> None:
    reader = Reader(page)
    assert not set(reader.tags) & {"script", "iframe", "img", "link", "object", "form", "a"}
    loading = {"src", "href", "style", "srcset", "action", "background"}
    assert not [one for one in reader.attributes if one[1] in loading or one[1].startswith("on")]
    assert "url(" not in page
    assert "@import" not in page
    assert "default-src 'none'" in page


def test_what_people_wrote_is_only_text(tmp_path: Path) -> None:
    hostile = '<script>alert(1)</script><b onclick="x">公交车</b>站牌坏了 & 看不清'
    shown = quote(Voice(7, "</title><script>", hostile), ZH)
    assert "<script" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;b onclick=&quot;x&quot;&gt;公交车" in shown
    path = tmp_path / "a<b>&.csv"
    path.write_text(f'<b>内容</b>,内容\nx,{LAMPS}\ny,"{hostile.replace(chr(34), chr(39))}"\n')
    digest(path, tmp_path / "out")
    Reader((tmp_path / "out" / "digest.html").read_text())


def test_the_page_says_how_much_is_heard(page: str, read: Digest) -> None:
    found = re.search(r"先读挑出的 (\d+) 条，就听到了 ([\d.]+)% 的声音。", page)
    assert found
    n, share = int(found[1]), float(found[2])
    assert share == pytest.approx(read.understanding.coverage.share[n - 1] * 100, abs=0.05)
    assert page.count("<li><blockquote>") == n


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        ((), 0),
        ((0.5, 0.95, 1.0), 2),
        ((0.5, 0.6), 2),
        (tuple(n / 1000 for n in range(1, 901)), 200),
    ],
)
def test_what_to_read_first_is_enough_or_two_hundred(
    share: tuple[float, ...], expected: int
) -> None:
    assert enough(Coverage(tuple(range(len(share))), share)) == expected


def test_the_ledger_on_the_page_adds_up(page: str, read: Digest) -> None:
    body = page.split('class="ledger"')[1].split("</table>")[0]
    counts = [int(n) for n in re.findall(r"</th><td>([\d,]+)</td>", body)]
    assert counts[-1] == sum(counts[:-1]) == read.understanding.received == 69


def test_the_largest_themes_speak_in_their_own_words(page: str, read: Digest) -> None:
    leaves = [theme for theme in read.understanding.themes if not theme.children]
    shown = page.count("<article>")
    assert shown == min(20, len(leaves))
    sizes = [int(n.replace(",", "")) for n in re.findall(r'class="facts">([\d,]+) 条', page)]
    assert sizes == sorted((theme.size for theme in leaves), reverse=True)[:20]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("打13900001111找我", "打〔手机号已隐去〕找我"),
        ("打１３９００００１１１１找我", "打〔手机号已隐去〕找我"),
        ("打139 0000-1111。", "打〔手机号已隐去〕。"),
        ("证号11010119900307753X。", "证号〔证件号已隐去〕。"),
        ("0731-88880000转", "〔电话已隐去〕转"),
        ("物业电话：88880000", "物业电话〔电话已隐去〕"),
        ("卡号6222 0200 1234 5678 901", "卡号〔长号码已隐去〕"),
        ("写信到a.b@example.com吧", "写信到〔邮箱已隐去〕吧"),
        ("加微信lamp_2026", "加〔账号已隐去〕"),
        ("车牌京A12345停", "车牌〔车牌号已隐去〕停"),
        ("2016-2020年，12345热线，1390000条", "2016-2020年，12345热线，1390000条"),
        ("G4京港澳高速，京ABCDE", "G4京港澳高速，京ABCDE"),
    ],
)
def test_numbers_that_lead_to_a_person_are_covered_and_said_to_be(text: str, shown: str) -> None:
    assert re.sub("<.*?>", "", masked(text, ZH)) == shown


def test_a_long_voice_is_shown_in_part_and_says_so() -> None:
    voice = Voice(9, "", "车辆乱停占道，行人只能走到马路上。" * 100)
    shown = re.sub("<.*?>", "", quote(voice, ZH))
    assert shown.endswith("。……（未完，全文 1,700 字，见原表第 9 行）第 9 行")
    short = Voice(9, "标题", LAMPS)
    assert re.sub("<.*?>", "", quote(short, ZH)) == f"标题{LAMPS}第 9 行"


def test_marks_that_would_turn_the_page_are_made_visible() -> None:
    assert masked("路灯\u202e坏了\x00", ZH) == "路灯\ufffd坏了\ufffd"


def test_markup_escapes_whatever_is_not_markup() -> None:
    assert tag("p", "<b>", Markup("<i></i>"), class_='"') == (
        '<p class="&quot;">&lt;b&gt;<i></i></p>'
    )
    assert "&lt;" in table(["<"], [["a", "<"]])


def test_a_spreadsheet_of_nothing_but_blank_voices_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("编号,内容\n1,\n2,\n", encoding="utf-8")
    read = digest(path, tmp_path / "out", columns={"text": "内容"})
    page = (tmp_path / "out" / "digest.html").read_text()
    assert read.understanding.received == 0
    assert "表格里没有读到一条有内容的声音" in page
    assert "有 2 行没有读入" in page
    Reader(page)


def test_the_page_speaks_english_too(tmp_path: Path) -> None:
    digest(spreadsheet(tmp_path / "ideas.xlsx"), tmp_path / "out", language="en")
    page = (tmp_path / "out" / "digest.html").read_text()
    assert '<html lang="en">' in page
    assert "What “ideas” says" in page
    ours = re.sub(r"<blockquote>.*?</blockquote>|<svg.*?</svg>|<td>.*?</td>", "", page, flags=re.S)
    ours = re.sub(r"<style>.*?</style>|“.*?”|<h3>.*?</h3>", "", ours, flags=re.S)
    assert not re.findall("[\u4e00-\u9fff]+", ours.split("<details>")[0])


def test_everything_is_said_in_both_languages() -> None:
    for key, (zh, en) in WORDS.items():
        assert sorted(re.findall(r"{\w+}", zh)) == sorted(re.findall(r"{\w+}", en)), key
        assert zh
        assert en
