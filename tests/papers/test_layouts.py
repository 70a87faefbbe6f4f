"""What stands on each paper, and in which order."""

from dataclasses import replace

from qunce.papers import Grade, Layout, Openness, lay_out
from qunce.papers.blocks import Form, Style, Text
from tests.papers.samples import FORM, LETTER, RECORD, REQUESTS, SHEET, TITLE


def texts(layout: Layout, *styles: Style) -> list[str]:
    found = [b for b in layout.blocks if isinstance(b, Text)]
    return [text.text for text in found if not styles or text.style in styles]


def cells(layout: Layout) -> dict[str, str]:
    """What stands beside each label."""
    rows = [row for b in layout.blocks if isinstance(b, Form) for row in b.rows]
    pairs = [pair for r in rows for pair in zip(r.cells[::2], r.cells[1::2], strict=True)]
    return {"".join(label.text.split()): text.text for label, text in pairs}


def test_each_request_is_answered_by_its_number() -> None:
    found = texts(lay_out(LETTER), Style.HEADING)
    assert found == [
        "一、关于“制定低层住户补偿的指导标准”的建议",
        "二、关于“统一管线迁移的计价办法，三个月内公布”的建议",
    ]


def test_a_single_request_has_no_number() -> None:
    found = texts(lay_out(replace(LETTER, answers=LETTER.answers[:1])), Style.HEADING)
    assert found == ["关于“制定低层住户补偿的指导标准”的建议"]


def test_the_opening_names_the_suggestion_and_every_co_unit() -> None:
    addressee, opening = texts(lay_out(LETTER), Style.ADDRESSEE, Style.BODY)[:2]
    assert addressee == "纪素筠、邬长庚代表："
    assert opening == (
        f"你们提出的《{TITLE}》（第0123号）收悉。"
        "经我局主办、市财政局、市市场监管局会办，现答复如下："
    )


def test_a_unit_alone_and_a_deputy_alone() -> None:
    layout = lay_out(replace(LETTER, co_units=(), deputies=("纪素筠",)))
    assert texts(layout, Style.ADDRESSEE) == ["纪素筠代表："]
    assert "您提出的" in texts(layout, Style.BODY)[0]
    assert "经我局研究办理，现答复如下：" in texts(layout, Style.BODY)[0]
    assert texts(layout, Style.CLOSING) == ["感谢您对我们工作的关心和支持。"]


def test_the_letter_ends_with_organ_date_contact_and_copies() -> None:
    layout = lay_out(LETTER)
    assert texts(layout)[-3:] == [
        "示例市住房和城乡建设局",
        "2026年4月9日",
        "（联系人：雷响，联系电话：0990-5550188）",
    ]
    assert layout.copies == "抄送：市人大常委会代表工作委员会，市财政局。"


def test_the_organ_stands_centred_above_the_date() -> None:
    organ, on = [b for b in lay_out(LETTER).blocks if isinstance(b, Text)][-3:-1]
    assert on.right == 4
    # 11 characters above 6: they stand out by 2.5 at each side.
    assert organ.right == 4 - 2.5
    wide = lay_out(replace(LETTER, organ="某" * 20))
    organ, on = [b for b in wide.blocks if isinstance(b, Text)][-3:-1]
    assert (organ.right, on.right) == (0, 7)


def test_without_contact_or_copies_nothing_stands_in_their_place() -> None:
    layout = lay_out(replace(LETTER, contact_name="", contact_phone="", copies=()))
    assert (texts(layout, Style.NOTE), layout.copies) == ([], "")


def test_the_sheet_has_the_least_that_the_law_asks_for() -> None:
    """Beijing (2014) Art. 9: title, matter, concrete advice, name, certificate, contact."""
    layout = lay_out(SHEET)
    cover = cells(layout)
    least = [cover[k] for k in ("标题", "领衔代表", "代表证号", "联系方式")]
    assert least == [TITLE, "纪素筠", "090001", "0990-5550123"]
    assert texts(layout, Style.HEADING) == ["一、情况", "二、分析", "三、具体建议"]
    assert texts(layout, Style.BODY)[-2:] == [f"1.{REQUESTS[0]}", f"2.{REQUESTS[1]}"]


def test_a_cosigner_stands_with_the_own_confirmation() -> None:
    assert cells(lay_out(SHEET))["联名代表"] == (
        "邬长庚（霁州代表团，2026年1月14日确认）\n苗映秋（云渡代表团，尚未确认）"
    )
    assert cells(lay_out(replace(SHEET, cosigners=())))["联名代表"] == "无"


def test_what_is_chosen_is_ticked_and_what_is_open_is_not() -> None:
    cover = cells(lay_out(SHEET))
    assert cover["是否同意公开"].split() == ["□全文公开", "■摘要公开", "□不公开"]
    assert cover["要求保密"].split() == ["□是", "■否"]
    left_open = cells(lay_out(replace(SHEET, openness=None, confidential=None)))
    assert "■" not in left_open["是否同意公开"] + left_open["要求保密"]
    reason = replace(SHEET, openness=Openness.NOT_PUBLIC, openness_reason="涉及商业秘密")
    assert cells(lay_out(reason))["是否同意公开"].endswith("■不公开\n理由：涉及商业秘密")


def test_the_form_keeps_attitude_and_result_apart() -> None:
    found = cells(lay_out(FORM))
    assert found["对办理态度"].split() == ["■满意", "□基本满意", "□不满意"]
    assert found["对办理结果"].split() == ["□满意", "□基本满意", "■不满意"]
    assert found["沟通方式"].split() == [
        *("□走访", "■座谈2次", "□调研", "□电话", "■视频1次", "□未沟通"),
    ]
    assert found["代表签名"].split() == ["纪素筠", "2026年4月20日"]


def test_an_empty_form_can_be_filled_in_by_hand() -> None:
    blank = replace(
        FORM, deputy="", attitude=None, result=None, rehandle=None, signed_on=None, contacts={}
    )
    found = cells(lay_out(blank))
    assert "■" not in found["对办理态度"] + found["对办理结果"] + found["要求重新办理"]
    assert found["代表签名"].split() == ["年", "月", "日"]
    assert found["沟通方式"].split()[-1] == "■未沟通"
    assert "■" not in cells(lay_out(replace(blank, answered_on=None)))["沟通方式"]


def test_every_grade_can_be_ticked() -> None:
    for grade in Grade:
        found = cells(lay_out(replace(FORM, attitude=grade)))["对办理态度"].split()
        assert [box for box in found if box.startswith("■")] == [f"■{grade.value}"]


def test_the_record_says_who_met_where_and_what_was_said() -> None:
    found = cells(lay_out(RECORD))
    assert (found["答复地点"], found["单位参加人员"], found["参加代表"]) == (
        "文澜街道代表联络站",
        "房正言（局长）、雷响（物业科）",
        "纪素筠、邬长庚",
    )
    assert (found["代表签名"], found["记录人"]) == ("", "雷响")
