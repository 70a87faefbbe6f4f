import numpy as np

from qunce.insight.names import Name, name_themes
from qunce.insight.vectors import unit
from qunce.insight.words import cut
from tests.insight.corpus import voices

GIVEN = voices(400)
THEMES = sorted({voice.theme for voice in GIVEN})
LEAVES = [
    np.array([row for row, voice in enumerate(GIVEN) if voice.theme == theme]) for theme in THEMES
]
WORDS = cut([voice.text for voice in GIVEN])


def named(*texts: str) -> Name:
    """The name of a leaf of these texts, beside a leaf about something else."""
    others = ["公园里的长椅坏了几把", "公园的草坪该修剪了"] * 10
    rows = np.arange(len(texts) + len(others))
    leaves = [rows[: len(texts)], rows[len(texts) :]]
    return name_themes(cut([*texts, *others]), leaves)[0][0]


def test_a_name_stands_in_the_texts_of_its_theme() -> None:
    for name, rows in zip(name_themes(WORDS, LEAVES)[0], LEAVES, strict=True):
        assert any(name.name in GIVEN[row].text for row in rows) or "与" in name.name


def test_a_name_is_about_its_matter() -> None:
    found = dict(zip(THEMES, name_themes(WORDS, LEAVES)[0], strict=True))
    for theme in ("充电", "公交", "油烟", "学位", "工资"):
        assert theme in found[theme].name + "".join(found[theme].keywords)


def test_names_are_distinct_short_and_without_numbers() -> None:
    names = [name.name for name in name_themes(WORDS, LEAVES)[0]]
    assert len(set(names)) == len(names)
    assert all(2 <= len(name) <= 12 for name in names)
    assert not any(char.isdigit() or char.isascii() for name in names for char in name)


def test_a_name_that_is_taken_is_not_given_again() -> None:
    first = {name.name for name in name_themes(WORDS, LEAVES)[0]}
    second = {name.name for name in name_themes(WORDS, LEAVES, taken=first)[0]}
    assert not first & second


def test_the_same_characters_in_another_order_are_the_same_name() -> None:
    given = cut(["扰民噪音太大", "扰民噪音不停"] * 6)
    rows = np.arange(12)
    first, second = name_themes(given, [rows, rows], taken={"噪音扰民"})[0]
    assert {"扰民噪音", "噪音与扰民"}.isdisjoint({first.name, second.name})


def test_what_always_stands_in_the_same_sentence_is_no_term() -> None:
    places = ("东城", "西城", "南城", "北城", "新区", "老街", "车站", "河边")
    copied = [f"{place}的充电桩太少，夫妻抱头商量到半夜" for place in places]
    assert named(*copied, "我家充电桩坏了", "这里充电桩收费太贵").name == "充电桩"


def test_a_phrase_near_the_centre_goes_before_one_said_as_often() -> None:
    given = cut(["电动汽车和垃圾分类都要管", "垃圾分类以及电动汽车"] * 6)
    rows = np.arange(12)
    toward = {"垃圾": (1.0, 0.0), "电动": (0.0, 1.0)}

    def draw(phrases: object) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        drawn = [toward.get(str(phrase)[:2], (0.0, 0.0)) for phrase in phrases]  # type: ignore[attr-defined]
        return unit(np.array(drawn, np.float32))

    for centre, begins in (((1.0, 0.0), "垃圾"), ((0.0, 1.0), "电动")):
        centres = np.array([centre], np.float32)
        ((name,), _) = name_themes(given, [rows], centres=centres, draw=draw)
        assert name.name.startswith(begins)


def test_persons_phones_and_masked_places_are_in_no_name() -> None:
    given = [f"A{n}区王建国13900001234举报张伟强占公共绿地种菜" for n in range(1, 40)]
    ((name,), _) = name_themes(cut(given), [np.arange(len(given))])
    assert not any(word in name.name for word in ("王建国", "张伟", "1390", "A1", "区"))
    assert "绿地" in name.name


def test_who_speaks_and_how_is_no_name() -> None:
    given = [f"{place}面居民强烈要求解决" for place in "东西南北前后左右"]
    assert name_themes(cut(given), [np.arange(len(given))])[0][0].name == "其他"


def test_parents_are_named_by_two_words_that_differ() -> None:
    half = len(LEAVES) // 2
    groups = [range(half), range(half, len(LEAVES))]
    assert all(len(set(n.name.split("与"))) == 2 for n in name_themes(WORDS, LEAVES, groups)[1])


def test_a_parent_is_named_by_what_most_of_its_leaves_say() -> None:
    given = [f"物业{what}" for what in ("收费太高", "换灯太慢", "保洁太懒", "门禁太松")]
    texts = [text for text in given for _time in range(5)] + ["公园长椅坏了"] * 5
    leaves = [np.arange(at, at + 5) for at in range(0, len(texts), 5)]
    (parent,) = name_themes(cut(texts), leaves, [range(4)])[1]
    assert parent.keywords[0] == "物业"


def test_texts_that_offer_no_name_are_called_others() -> None:
    one = np.arange(1)
    assert [name.name for name in name_themes(cut(["123", "456"]), [one, one + 1])[0]] == [
        "其他",
        "其他（2）",
    ]
    assert name_themes(cut([]), []) == ([], [])
