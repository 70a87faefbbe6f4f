"""Pictures that a strict page can hold, that say what they show, and that hostile names survive."""

import datetime as dt
import re
from xml.etree import ElementTree

import pytest

from qunce import charts
from qunce.charts import Picture, bars, curve, days, shares
from qunce.charts.look import folded, width_of

ROWS = [("小区电动车充电", 470), ("公交线路", 331), ("路灯", 4)]
SVG = "{http://www.w3.org/2000/svg}"


def one_of_each() -> list[Picture]:
    points = [(0.0, 0.0), (10.0, 0.5), (100.0, 0.9)]
    return [
        bars("主题", ROWS, words="充电说得最多。"),
        curve(
            "覆盖", points, x_title="条", y_title="听到", mark=(100, 0.9, "读 100 条"), words="甲"
        ),
        days("每天", [(dt.date(2026, 1, 1), 3), (dt.date(2026, 1, 5), 7)], words="乙"),
        days(
            "每月", [(dt.date(2025, 1, 1), 3), (dt.date(2026, 1, 1), 7)], monthly=True, words="丙"
        ),
        shares("去向", [("归入主题", 90), ("同文", 10)], words="丁"),
    ]


def texts(picture: Picture) -> list[str]:
    drawn = ElementTree.fromstring(picture.svg)
    return ["".join(element.itertext()) for element in drawn.iter(f"{SVG}text")]


@pytest.mark.parametrize("picture", one_of_each(), ids=lambda p: p.title)
def test_a_picture_fits_into_a_page_with_a_strict_policy(picture: Picture) -> None:
    drawn = ElementTree.fromstring(picture.svg)
    tags = {element.tag.removeprefix(SVG) for element in drawn.iter()}
    names = {name for element in drawn.iter() for name in element.attrib}
    assert not tags & {"style", "script", "foreignObject", "image", "a"}
    assert not {name for name in names if name == "style" or name.startswith("on")}
    assert "url(" not in picture.svg  # such references would meet those of the next picture
    assert "href" not in picture.svg


@pytest.mark.parametrize("picture", one_of_each(), ids=lambda p: p.title)
def test_a_picture_says_what_it_shows(picture: Picture) -> None:
    drawn = ElementTree.fromstring(picture.svg)
    assert drawn.get("role") == "img"
    title, words = drawn[0], drawn[1]
    assert (title.tag, title.text) == (f"{SVG}title", picture.title)
    assert (words.tag, words.text) == (f"{SVG}desc", picture.words)
    assert drawn.get("aria-labelledby") == f"{title.get('id')} {words.get('id')}"
    assert not next(drawn.iter(f"{SVG}text")).get("aria-label")


@pytest.mark.parametrize("picture", one_of_each(), ids=lambda p: p.title)
def test_text_follows_the_page_in_light_and_dark(picture: Picture) -> None:
    drawn = ElementTree.fromstring(picture.svg)
    fills = {element.get("fill") for element in drawn.iter(f"{SVG}text")}
    assert fills == {"currentColor"}
    assert "white" not in picture.svg.lower()
    assert drawn.get("width") is drawn.get("height") is None  # the page decides
    assert re.fullmatch(r"0 0 \d+ \d+", drawn.get("viewBox", ""))
    assert 'class="chart-fill-1"' in picture.svg or 'class="chart-stroke-1"' in picture.svg


def test_bars_carry_every_name_and_value_in_the_order_given() -> None:
    assert sorted(texts(bars("主题", ROWS))) == sorted(
        ["小区电动车充电", "公交线路", "路灯", "470", "331", "4"]
    )
    same = bars("主题", [("路灯", 2), ("路灯", 1)])
    assert sorted(texts(same)) == ["1", "2", "路灯", "路灯"]


def lengths(picture: Picture) -> list[float]:
    drawn = ElementTree.fromstring(picture.svg)
    paths = [p.get("d", "") for p in drawn.iter(f"{SVG}path") if p.get("class") == "chart-fill-1"]
    return [float(found[1]) for d in paths if (found := re.match(r"M0,[\d.]+h([\d.]+)", d))]


def test_bars_are_as_long_as_their_numbers() -> None:
    long, short = lengths(bars("主题", [("甲", 400), ("乙", 100)]))
    assert long == pytest.approx(4 * short)


def test_parts_are_named_with_number_and_share() -> None:
    assert texts(shares("去向", [("归入主题", 3900), ("同文", 100)])) == [
        "归入主题 3,900（97.5%）",
        "同文 100（2.5%）",
    ]


def test_parts_lie_side_by_side_in_the_order_given() -> None:
    drawn = ElementTree.fromstring(shares("去向", [("甲", 60), ("乙", 30), ("丙", 10)]).svg)
    spans = {}
    for path in drawn.iter(f"{SVG}path"):
        if found := re.match(r"M([\d.]+),0h([\d.]+)v34", path.get("d", "")):
            spans[path.get("class")] = (float(found[1]), float(found[2]))
    width = sum(length for _, length in spans.values())
    assert [spans[f"chart-fill-{n}"][0] / width for n in (1, 2, 3)] == pytest.approx([0, 0.6, 0.9])


def test_a_long_name_is_folded_not_cut() -> None:
    name = "老旧小区加装电梯和外墙保温以及管网改造的一揽子办法"
    assert folded(name, 130).replace("\n", "") == name
    assert max(width_of(line) for line in folded(name, 130).split("\n")) <= 130
    assert name in texts(bars("主题", [(name, 1)], width=340))


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "\x00\x07]]>", "a\ud800b", "&\"'", ""]
)
def test_a_hostile_name_is_only_text(name: str) -> None:
    picture = bars(name, [(name, 1)], words=name)
    drawn = ElementTree.fromstring(picture.svg)
    assert not list(drawn.iter(f"{SVG}script"))
    assert not list(drawn.iter("script"))


def test_numbers_must_be_numbers() -> None:
    with pytest.raises(ValueError, match=charts.BAD_NUMBERS):
        bars("主题", [("甲", float("nan"))])


def test_nothing_to_show_is_an_empty_picture() -> None:
    for picture in (bars("主题", []), shares("去向", []), days("每天", [])):
        assert picture.svg.startswith("<svg")


def test_equal_content_is_drawn_once_and_equal() -> None:
    one, two = bars("主题", ROWS), bars("主题", ROWS)
    assert one.key == two.key
    assert one.svg is two.svg
    assert bars("主题", ROWS, width=340).key != one.key
    assert bars("别的", ROWS).key != one.key


def test_a_document_gets_a_bitmap_in_ink() -> None:
    assert bars("主题", ROWS).png().startswith(b"\x89PNG\r\n")


def test_the_numbers_are_there_as_rows() -> None:
    assert bars("主题", ROWS).rows == tuple(ROWS)
