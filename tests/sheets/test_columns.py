"""Columns are recognised with a reason, can be corrected, and some are never read."""

import pytest

from qunce.sheets import Columns, recognise

LONG = "小区门口的路灯坏了三个月，晚上老人出门看不清路，希望尽快维修。"


def of(*names: str, cells: list[list[str]] | None = None) -> Columns:
    return recognise(names, cells or [["x"] * len(names)])


def roles(columns: Columns) -> dict[str, str]:
    return {role: column.name for role, column in columns.roles.items()}


def test_the_form_of_a_message_board() -> None:
    columns = of("留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "反对数", "点赞数")
    assert roles(columns) == {
        "id": "留言编号",
        "title": "留言主题",
        "time": "留言时间",
        "text": "留言详情",
        "likes": "点赞数",
    }
    assert [column.name for column in columns.left_out] == ["留言用户"]
    assert columns.mapping() == {"id": 0, "title": 2, "time": 3, "text": 4, "likes": 6}


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("点子", "text"),
        ("您的建议（必填）", "text"),
        ("1、建议内容", "text"),
        ("* 标题：", "title"),
        ("建议提交时间", "time"),
        ("金点子编号", "id"),
        ("所属县区", "place"),
        ("是否同意公开", "consent"),
        ("Comment", "text"),
        ("created_at", "time"),
        ("Submitted At", "time"),
        ("Comment ID", "id"),
    ],
)
def test_a_column_by_its_name(name: str, role: str) -> None:
    columns = of(name, "别的一列", "内容" if role != "text" else "别的")
    assert roles(columns)[role] == name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("姓名", "left_out_person"),
        ("联系人姓名", "left_out_person"),
        ("手机号码", "left_out_contact"),
        ("家庭住址", "left_out_contact"),
    ],
)
def test_personal_columns_are_left_out_unless_chosen(name: str, code: str) -> None:
    columns = of(name, "内容")
    assert [column.reason.code for column in columns.left_out] == [code]
    assert roles(columns) == {"text": "内容"}
    role = code.removeprefix("left_out_")
    chosen = columns.corrected({role: name})
    assert (roles(chosen), chosen.left_out) == ({"text": "内容", role: name}, ())


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("身份证号", "refused_id_card"),
        ("本人身份证号码（选填）", "refused_id_card"),
        ("政治面貌", "refused_sensitive"),
        ("宗教信仰", "refused_sensitive"),
        ("健康状况", "refused_sensitive"),
        ("是否重点人员", "refused_label"),
        ("风险等级", "refused_label"),
        ("ID Card", "refused_id_card"),
    ],
)
def test_some_columns_are_never_read(name: str, code: str) -> None:
    columns = of("内容", name)
    assert [column.reason.code for column in columns.refused] == [code]
    assert roles(columns) == {"text": "内容"}
    with pytest.raises(ValueError, match="no column"):
        columns.corrected({"text": name})


def test_identity_numbers_are_known_by_sight() -> None:
    cells = [[LONG, "11010119900307753X"], [LONG, "110101199003077539"]]
    columns = of("内容", "备注", cells=cells)
    assert [(c.name, c.reason.code) for c in columns.refused] == [("备注", "refused_id_card")]


def test_telephone_numbers_are_known_by_sight() -> None:
    columns = of("内容", "备注", cells=[[LONG, "13900001111"], [LONG, "139 0000 2222"]])
    assert [c.name for c in columns.left_out] == ["备注"]


def test_without_names_the_contents_decide() -> None:
    cells = [["2020-01-06", "A区", LONG], ["2020年1月7日", "B区", LONG]]
    columns = of("A", "B", "C", cells=cells)
    assert roles(columns) == {"time": "A", "text": "C"}
    assert columns.roles["text"].reason.words().startswith("列名看不出用途")


def test_of_two_columns_of_words_the_fuller_is_read() -> None:
    columns = of("问题描述", "建议内容", cells=[["短", LONG]])
    assert roles(columns) == {"text": "建议内容"}


def test_a_list_of_titles_is_read_as_texts() -> None:
    assert roles(of("编号", "标题", cells=[["1", "路灯坏了"]])) == {"id": "编号", "text": "标题"}


def test_numbers_are_never_taken_for_words() -> None:
    assert roles(of("x", "y", cells=[["123456789012", "9999999999"]])) == {}


def test_a_guess_can_be_corrected() -> None:
    columns = of("留言主题", "留言详情", "备注")
    corrected = columns.corrected({"text": "备注", "title": None})
    assert roles(corrected) == {"text": "备注"}
    assert corrected.roles["text"].reason.words() == "由您指定"
    assert columns.corrected({"title": "留言详情"}).mapping() == {"title": 1}
    assert corrected.cell("text", ["a", "b", " c\n"]) == "c"
    assert corrected.cell("title", ["a", "b", "c"]) == ""
    for bad in ({"text": "没有"}, {"mood": "备注"}):
        with pytest.raises(ValueError, match=r"no column|no such role"):
            columns.corrected(bad)
