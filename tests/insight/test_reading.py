import random
from itertools import pairwise

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from qunce.insight import Outcome, Seed, Stopped, Understanding, points, read
from qunce.insight.place import decide
from tests.insight.corpus import MATTERS, misspelt, texts, voices


def check(given: list[str], found: Understanding) -> None:
    """The laws of every reading."""
    rows = range(len(given))
    assert sum(found.ledger.values()) == found.received == len(given) == len(found.assignments)
    keys = {theme.key for theme in found.themes}
    leaves = {theme.key for theme in found.themes if not theme.children}
    assert len(keys) == len(found.themes)
    for row, one in enumerate(found.assignments):
        assert found.ledger[one.outcome] > 0
        assert set(one.themes) <= leaves
        assert one.reason
        assert (one.outcome is Outcome.THEME) <= bool(one.themes)
        assert all(0 <= a < b <= len(given[row]) for a, b in one.points)
        assert all(first[1] <= second[0] for first, second in pairwise(one.points))
    merged = [family for family in found.families if family.kind != "template"]
    copies = [row for family in merged for row in family.members if row != family.representative]
    assert len(copies) == len(set(copies))
    outcomes = {row: found.assignments[row].outcome for row in rows}
    assert {row for row in rows if outcomes[row] is Outcome.DUPLICATE} == set(copies)
    understood = found.received - found.ledger[Outcome.NOT_UNDERSTANDABLE]
    assert found.independent == understood - len(copies)
    for theme in found.themes:
        assert theme.size == len(theme.members) == len(set(theme.members))
        assert set(theme.representatives) <= set(theme.members)
        assert set(theme.children) <= leaves
        assert theme.independent <= theme.size
    for theme in found.themes:
        if theme.key in leaves:
            belong = {row for row in rows if theme.key in found.assignments[row].themes}
            assert set(theme.members) == belong
    assert len(found.coverage.order) == len(found.coverage.share)
    assert len(set(found.coverage.order)) == len(found.coverage.order)
    assert list(found.coverage.share) == sorted(found.coverage.share)


HOSTILE = [
    "",
    " ",
    "\x00\x07\x1b[31m",
    "😀" * 50,
    "\u202eمرحبا بالعالم",
    "<script>alert(1)</script><b>路灯坏了</b>",
    "\ud800 坏了",
    "=cmd|' /C calc'!A0",
    "路灯坏了",
    "路灯坏了",
    "བོད་ཡིག་གི་སློབ་གྲྭ",
    "a" * 100_000,
    "我们小区的路灯坏了没有人来修。" * 6_000,
    "。。。，，，",
    "ﷺ" * 100,
]


def test_hostile_texts_are_accounted_for() -> None:
    found = read(HOSTILE)
    check(HOSTILE, found)
    assert found.ledger[Outcome.NOT_UNDERSTANDABLE] == 6
    assert found.read_in_part == (11, 12)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7])
def test_a_handful_of_texts_is_read(count: int) -> None:
    check(texts(count), read(texts(count)))


def test_one_text_is_no_theme() -> None:
    assert read(["路灯坏了没人修"]).ledger[Outcome.UNDECIDED] == 1


def test_what_too_few_speak_of_is_told_from_what_is_doubtful() -> None:
    given = [*texts(300), "量子纠缠与黑洞蒸发的信息悖论令物理学家着迷"]
    alone = read(given).assignments[300]
    assert alone.outcome is Outcome.UNDECIDED
    assert alone.reason.startswith("other:")
    assert decide(-1, 0.38, points.NONE, ()).reason == "closest:0.38"


def test_the_same_text_from_everybody_is_one_independent_voice_and_one_theme() -> None:
    found = read(["小区路灯坏了没人修"] * 1000)
    check(["小区路灯坏了没人修"] * 1000, found)
    assert found.independent == 1
    assert found.ledger[Outcome.DUPLICATE] == 999
    assert [(theme.size, theme.independent) for theme in found.themes] == [(1000, 1)]
    assert found.coverage.share == (1.0,)


SPOKEN_OTHERWISE = {
    "English": (
        "The street lamp near our house is broken",
        "Street lamps are broken again",
        "Please repair the broken street lamp",
        "The bus is always late",
        "Buses come late every morning, the bus line needs more",
        "more buses please, the bus is late",
    ),
    "Uyghur": (
        "كوچا چىرىغى بۇزۇلۇپ قالدى",
        "مەھەللىمىزدىكى كوچا چىرىغى يانمايدۇ",
        "كوچا چىرىغىنى ئوڭشاپ بېرىڭلار",
        "ئاپتوبۇس بەك ئاز كېلىدۇ",
        "ئاپتوبۇس بېكىتى يوق",
        "ئاپتوبۇسنى كۆپەيتىڭلار",
    ),
    "Tibetan": (
        "གློག་ཞུ་སྐྱོན་ཤོར་སོང",
        "གློག་ཞུ་བཟོ་བཅོས་གནང་རོགས",
        "གློག་ཞུ་མི་འབར",
        "སློབ་གྲྭ་གསར་པ་ཞིག་རྒྱག་རོགས",
        "སློབ་གྲྭའི་དགེ་རྒན་ཉུང་དྲགས",
        "སློབ་གྲྭ་ལ་ཁ་ལག་མེད",
    ),
}


@pytest.mark.parametrize("language", SPOKEN_OTHERWISE)
def test_texts_that_are_not_chinese_find_their_themes(language: str) -> None:
    given = list(SPOKEN_OTHERWISE[language])
    found = read(given)
    check(given, found)
    lamps = {theme for one in found.assignments[:3] for theme in one.themes}
    others = {theme for one in found.assignments[3:] for theme in one.themes}
    assert len(lamps) == len(others) == 1
    assert lamps != others
    assert found.ledger[Outcome.UNDECIDED] <= 1


def test_signs_alone_are_not_understandable() -> None:
    given = ["😀" * count for count in range(1, 30)]
    assert read(given).ledger[Outcome.NOT_UNDERSTANDABLE] == len(given)


def test_every_voice_of_a_city_is_accounted_for() -> None:
    given = texts(500) + [misspelt(text, 2, seed=7) for text in texts(60)] + ["？？", "666"] * 5
    found = read(given)
    check(given, found)
    assert found.ledger[Outcome.NOT_UNDERSTANDABLE] == 10
    assert found.ledger[Outcome.UNDECIDED] <= 0.1 * len(given)
    assert found.ledger[Outcome.DUPLICATE] >= 55


def test_the_same_texts_are_read_the_same_way_again() -> None:
    assert read(texts(300)) == read(texts(300))


def test_the_order_of_the_texts_changes_nothing() -> None:
    given = texts(300) + [misspelt(text, 2, seed=3) for text in texts(40)]
    order = list(range(len(given)))
    random.Random(4).shuffle(order)
    one, other = read(given), read([given[row] for row in order])
    assert [theme.name for theme in one.themes] == [theme.name for theme in other.themes]
    for theme, again in zip(one.themes, other.themes, strict=True):
        assert set(theme.members) == {order[row] for row in again.members}
    assert [order[row] for row in other.coverage.order] == list(one.coverage.order)
    assert one.ledger == other.ledger


def test_separate_points_are_spans_of_the_voice_and_open_second_themes() -> None:
    charging, buses = MATTERS["充电"], MATTERS["公交"]
    both = f"{charging[0]}，{charging[1]}，{charging[2]}。{buses[0]}，{buses[1]}，{buses[2]}。"
    found = read([*texts(500), both])
    mine = found.assignments[500]
    first, second = both.split("。")[:2]
    assert [both[a:b] for a, b in mine.points] == [first + "。", second + "。"]
    assert len(mine.themes) == 2


def test_a_kept_theme_keeps_its_name_its_members_and_draws_near_ones() -> None:
    given = voices(400)
    mine = [row for row, voice in enumerate(given) if voice.theme == "油烟"][:10]
    moved = next(row for row, voice in enumerate(given) if voice.theme == "公交")
    seed = Seed("keep", "餐饮油烟", (*mine, moved))
    found = read([voice.text for voice in given], seeds=[seed])
    check([voice.text for voice in given], found)
    (theme,) = [theme for theme in found.themes if theme.seed == "keep"]
    assert theme.name == "餐饮油烟"
    assert set(seed.members) <= set(theme.members)
    assert found.assignments[moved].themes[0] == theme.key
    assert found.assignments[moved].reason == "kept"
    drawn = [given[row].theme for row in theme.members if row not in seed.members]
    assert drawn.count("油烟") >= 10
    assert drawn.count("油烟") >= 0.9 * len(drawn)


def test_a_topic_without_members_draws_by_its_name() -> None:
    given = voices(400)
    found = read([voice.text for voice in given], seeds=[Seed(7, "油烟扰民", ())])
    (theme,) = [theme for theme in found.themes if theme.seed == 7]
    drawn = [given[row].theme for row in theme.members]
    assert drawn.count("油烟") >= 0.9 * len(drawn) > 0


def test_a_person_overrules_what_the_machine_cannot_understand() -> None:
    given = [*texts(50), "？？？"]
    found = read(given, seeds=[Seed(1, "其他", (50,))])
    check(given, found)
    assert found.assignments[50].outcome is Outcome.THEME


def test_two_seeds_with_one_voice_leave_it_to_the_first() -> None:
    found = read(texts(50), seeds=[Seed(1, "甲", (0, 1)), Seed(2, "乙", (1, 2))])
    names = {theme.seed: theme for theme in found.themes if theme.seed}
    assert {0, 1} <= set(names[1].members)
    assert 1 not in names[2].members
    assert 2 in names[2].members


def test_progress_is_told_and_a_reading_can_be_stopped() -> None:
    told: list[tuple[str, float]] = []
    read(texts(60), progress=lambda stage, share: told.append((stage, share)))
    stages = list(dict.fromkeys(stage for stage, _ in told))
    assert stages == [
        "text",
        "families",
        "words",
        "vectors",
        "themes",
        "points",
        "names",
        "coverage",
    ]
    assert all(0 <= share <= 1 for _, share in told)
    with pytest.raises(Stopped):
        read(texts(60), stop=lambda: True)


SCRAPS = st.sampled_from(
    ["路灯坏了", "公交太少，", "。", "！\n", "12", "小区充电", "请修路；", "谢谢"]
)
ANYTHING = st.text(st.characters(exclude_categories=[]), max_size=30)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(ANYTHING, st.lists(SCRAPS, max_size=8).map("".join)), max_size=14))
def test_the_laws_hold_for_any_texts(given: list[str]) -> None:
    check(given, read(given))
