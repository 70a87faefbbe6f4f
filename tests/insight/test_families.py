import pytest

from qunce.insight import families, shared_span, similarity
from qunce.insight.keys import key
from tests.insight.corpus import misspelt, texts

PETITION = (
    "我们小区建成二十年没有电梯，六楼的老人一年下不了几次楼，"
    "看病要靠儿女背，恳请街道牵头加装电梯，费用我们愿意分摊"
)


def found(*given: str) -> list[tuple[str, tuple[int, ...]]]:
    groups = families.find([key(text) for text in given])
    return [(group.kind, group.members) for group in groups]


def test_the_same_text_in_other_dress_is_an_exact_copy() -> None:
    assert found("路灯坏了。", "公交太少", "路燈坏了！") == [("exact", (0, 2))]


def test_a_misspelt_copy_is_near() -> None:
    assert found(PETITION, misspelt(PETITION, 4)) == [("near", (0, 1))]


def test_sentences_moved_about_are_still_a_copy() -> None:
    one = "。".join(texts(4, seed=3))
    other = "。".join(reversed(texts(4, seed=3)))
    assert found(one, other) == [("near", (0, 1))]


def test_a_petition_inside_a_longer_text_adds_nothing_to_it() -> None:
    longer = "".join(texts(3, seed=9)) + PETITION + "".join(texts(3, seed=10))
    groups = families.find([key(PETITION), key(longer)])
    assert [(group.kind, group.representative) for group in groups] == [("contained", 1)]


def test_other_facts_in_the_same_sentence_are_shown_together_and_not_merged() -> None:
    bus = "建议{}路公交在{}路口增设站台，方便老人看病和学生上学，候车不用再站到车道上"
    one, other = bus.format(12, "青禾"), bus.format(38, "望江")
    assert found(one, other) == [("template", (0, 1))]


def test_a_fact_left_out_is_an_edited_copy() -> None:
    assert found(PETITION, PETITION.replace("二十年", "多年")) == [("near", (0, 1))]
    assert found(PETITION, PETITION.replace("建成二十年", "")) == [("near", (0, 1))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("路灯坏了", "路灯亮了"),
        ("我支持在南坪建地铁站", "我反对在南坪建地铁站"),
        ("请在青禾路增设公交站台", "请在青禾路取消公交站台"),
        ("这条路不能修", "这条路能修"),
        ("请允许货车夜间在青禾路通行", "请不允许货车夜间在青禾路通行"),
        (PETITION.replace("我们", "我们支持", 1), PETITION.replace("我们", "我们反对", 1)),
        (f"{PETITION}，{PETITION}", f"{PETITION}，{PETITION.replace('愿意', '不愿意')}"),
        (f"我们支持{PETITION}，{PETITION}", f"我们反对{PETITION}，{PETITION}"),
    ],
)
def test_texts_that_want_different_things_are_no_copies(one: str, other: str) -> None:
    assert found(one, other) == []


def test_numbers_in_words_and_in_digits_are_the_same_fact() -> None:
    other = PETITION.replace("二十", "20").replace("六楼", "6楼")
    assert found(PETITION, other) == [("exact", (0, 1))]
    assert found(PETITION, PETITION.replace("二十", "三十").replace("六楼", "5楼")) == [
        ("template", (0, 1))
    ]


@pytest.mark.parametrize("mark", ["\u200b", "\u00ad", "\ufeff", " ", "\u2060"])
def test_invisible_characters_hide_no_copy(mark: str) -> None:
    assert found(PETITION, mark.join(PETITION)) == [("exact", (0, 1))]


def test_full_width_and_traditional_script_hide_no_copy() -> None:
    text = f"LED{PETITION}3号"
    wide = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)
    traditional = wide.replace("电", "電").replace("费", "費").replace("们", "們")
    assert found(text, traditional) == [("exact", (0, 1))]


def test_homophones_are_slips() -> None:
    other = PETITION.replace("在", "再").replace("靠", "考").replace("恳", "肯")
    assert found(PETITION, other.replace("费", "废")) == [("near", (0, 1))]


def test_clauses_moved_about_in_a_short_text_are_a_copy_unless_a_fact_changed() -> None:
    moved = "，".join(reversed(PETITION.split("，")))
    assert found(PETITION, moved) == [("near", (0, 1))]
    assert found(PETITION, moved.replace("二十", "三十")) == [("template", (0, 1))]


def test_another_building_is_another_fact() -> None:
    one, other = f"人民医院门口{PETITION}", f"中心小学门口{PETITION}"
    assert found(one, other) == [("template", (0, 1))]


def test_a_slip_before_a_word_for_a_place_is_no_other_place() -> None:
    assert found(PETITION, PETITION.replace("小区", "晓区")) == [("near", (0, 1))]


SCHOOL = (
    "胜利小学门口的{}每天早上都堵，家长的车停到路中间，孩子只能从车缝里钻过去，"
    "请安排交警在上学放学时疏导"
)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("公交站", "公胶站", "near"),
        ("家具城", "家俱城", "near"),
        ("的村民", "得村民", "near"),
        ("公交站", "汽车站", "template"),
        ("中山路", "中江路", "template"),
        ("青禾路", "青年路", "template"),
        ("红旗村", "红星村", "template"),
        ("东街", "西街", "template"),
        ("新区", "老区", "template"),
    ],
)
def test_a_slip_within_a_common_word_is_no_other_place(one: str, other: str, kind: str) -> None:
    assert found(SCHOOL.format(one), SCHOOL.format(other)) == [(kind, (0, 1))]


def test_numbers_that_touch_where_sentences_moved_are_the_same_numbers() -> None:
    one = f"老金去了1186。3个人没等到答复，{PETITION}"
    moved = "，".join(reversed(PETITION.split("，")))
    other = f"3个人没等到答复，{moved}，老金去了1186"
    assert "11863" in key(one)
    assert found(one, other) == [("near", (0, 1))]
    assert found(one, other.replace("1186", "1187")) == [("template", (0, 1))]


def test_a_copy_of_what_a_longer_text_holds_is_not_left_alone() -> None:
    [ask] = texts(1, seed=4)
    both = PETITION + ask
    assert found(PETITION, ask, both) == [("contained", (0, 1, 2))]
    assert sorted(found(PETITION, ask, both, misspelt(PETITION, 4))) == [
        ("contained", (1, 2)),
        ("near", (0, 3)),
    ]


def test_thirty_characters_word_for_word_inside_a_longer_text_add_nothing() -> None:
    short = "楼下餐馆油烟直排到窗口，夏天不敢开窗睡觉，老人孩子咳嗽了一整个月"
    assert found(short, f"我是本小区的住户，{short}，拜托了") == [("contained", (0, 1))]


def test_a_family_is_a_star_and_not_a_chain() -> None:
    steps = [PETITION]
    for step in range(12):
        steps.append(misspelt(steps[-1], 4, seed=step))
    keys = [key(text) for text in steps]
    for group in families.find(keys):
        for member in group.members:
            assert similarity(steps[group.representative], steps[member]) >= 0.6


def test_different_voices_are_no_family() -> None:
    assert [kind for kind, _ in found(*texts(300)) if kind != "template"] == []


def test_planted_copies_are_found() -> None:
    originals = [f"{text}{more}" for text, more in zip(texts(200), texts(200, seed=2), strict=True)]
    copies = [misspelt(text, len(text) // 20, seed=row) for row, text in enumerate(originals)]
    family_of = {
        member: group.members
        for group in families.find([key(text) for text in originals + copies])
        for member in group.members
    }
    together = sum(row in family_of.get(row + 200, ()) for row in range(200))
    assert together >= 196


def test_a_pair_is_explained_by_the_span_it_shares() -> None:
    one, other = "您好！小区 路燈坏了。", "我们的小区路灯坏了，快修"
    shared = shared_span(one, other)
    assert shared is not None
    assert one[slice(*shared.first)] == "小区 路燈坏了"
    assert other[slice(*shared.second)] == "小区路灯坏了"
    assert shared_span("甲", "乙") is None


def test_similarity_is_symmetric_and_between_nought_and_one() -> None:
    given = texts(12)
    for one in given:
        assert similarity(one, one) == 1
        for other in given:
            assert 0 <= similarity(one, other) == similarity(other, one) <= 1


LAMP = "青禾路三中门口的路灯坏了没人修"


@pytest.mark.parametrize("framed", ["我也同意，{}", "昨天群里看到的，{}", "我是本小区的住户，{}。"])
def test_a_short_text_in_a_frame_is_a_copy(framed: str) -> None:
    assert found(LAMP, framed.format(LAMP)) == [("contained", (0, 1))]


@pytest.mark.parametrize(
    "other", ["我反对说{}", "{}，不是真的", "{}，" + "还有一件别的事情要说，" * 2]
)
def test_a_frame_that_says_something_else_makes_no_copy(other: str) -> None:
    assert found(LAMP, other.format(LAMP)) == []


def test_what_is_cut_off_within_a_number_states_no_other_one() -> None:
    whole = PETITION + "，去年八月二十四号开过一次会，没有结果，" + "".join(texts(1, seed=5))
    cut = key(whole)[: key(whole).index("24号") + 1]
    assert found(whole, cut) == [("contained", (0, 1))]


def test_who_says_the_same_in_other_characters_only_speaks_of_the_same() -> None:
    sentences = texts(9, seed=6)
    mine, yours = "。".join(sentences[:7]), "。".join(sentences[2:])
    assert found(mine, yours) == []


def test_a_text_stays_with_its_closest_copy_and_not_with_who_has_more() -> None:
    part, other, more = texts(3, seed=12)
    far = [f"{PETITION}，{part}{tail}" for tail in (other, more)]
    together = {frozenset(members) for _, members in found(PETITION, misspelt(PETITION, 2), *far)}
    assert any({0, 1} <= members for members in together)
