"""One paper of each kind, and words that mean to be more than words."""

from datetime import date

from qunce.papers import (
    Answer,
    Article,
    Bulletin,
    Deputy,
    FaceToFaceRecord,
    Grade,
    Openness,
    OpinionForm,
    Paper,
    ReplyLetter,
    SuggestionSheet,
)

MEETING = "示例市第九届人民代表大会第三次会议"
TITLE = "关于加快推进老旧小区加装电梯并完善维护资金保障机制的建议"
REQUESTS = ("制定低层住户补偿的指导标准。", "统一管线迁移的计价办法，三个月内公布。")

SHEET = SuggestionSheet(
    meeting=MEETING,
    number="0123",
    title=TITLE,
    lead=Deputy(
        name="纪素筠", delegation="霁州代表团", certificate="090001", contact="0990-5550123"
    ),
    submitted_on=date(2026, 1, 14),
    situation="全市七成以上的老旧住宅没有电梯。\n\n　　许多老人一年下楼不到十次。",
    analysis="一是协商难。二是费用高。",
    requests=REQUESTS,
    cosigners=(
        Deputy(name="邬长庚", delegation="霁州代表团", confirmed_on=date(2026, 1, 14)),
        Deputy(name="苗映秋", delegation="云渡代表团"),
    ),
    category="城乡建设",
    openness=Openness.SUMMARY,
    confidential=False,
    attachments=("统计表",),
)
LETTER = ReplyLetter(
    organ="示例市住房和城乡建设局",
    number="示住建函[2026]012号",
    mark="B",
    meeting=MEETING,
    suggestion_number="0123",
    suggestion_title=TITLE,
    deputies=("纪素筠", "邬长庚"),
    answers=(
        Answer(request=REQUESTS[0], answer="指导意见于2026年6月30日前印发。\n名单同时公布。"),
        Answer(request=REQUESTS[1], answer="计价办法于2026年7月9日前公布。"),
    ),
    signed_on=date(2026, 4, 9),
    own_name="我局",
    co_units=("市财政局", "市市场监管局"),
    openness="主动公开",
    contact_name="雷响",
    contact_phone="0990-5550188",
    copies=("市人大常委会代表工作委员会", "市财政局"),
)
FORM = OpinionForm(
    number="0123",
    title=TITLE,
    unit="示例市住房和城乡建设局",
    deputy="纪素筠",
    answered_on=date(2026, 4, 9),
    contacts={"座谈": 2, "视频": 1},
    attitude=Grade.SATISFIED,
    result=Grade.DISSATISFIED,
    opinion="没有写由谁监督。",
    rehandle=True,
    signed_on=date(2026, 4, 20),
)
RECORD = FaceToFaceRecord(
    number="0123",
    title=TITLE,
    unit="示例市住房和城乡建设局",
    met_on=date(2026, 4, 9),
    place="文澜街道代表联络站",
    unit_people=("房正言（局长）", "雷响（物业科）"),
    deputies=("纪素筠", "邬长庚"),
    summary="逐条说明了两项建议的办理情况。",
    opinion="同意总体安排。",
    recorder="雷响",
)
BULLETIN = Bulletin(
    name="解放思想大讨论简报",
    issue="第3期（总第12期）",
    unit="示例市解放思想大讨论活动领导小组办公室",
    issued_on=date(2026, 11, 26),
    mark="内部资料",
    editor_note="本期刊登群众最关心的十件事，请各单位对照办理。",
    articles=(
        Article(
            title="本期概况",
            text="11月16日至11月22日，共收到意见建议308条。\n本期答复12件，兑现承诺3项。",
        ),
        Article(title="群众最关心的事", text="1.路灯照明（57条）\n“学校后面的巷子晚上没有路灯。”"),
    ),
    to_report="市委常委，市人大常委会、市政府、市政协领导",
    to_send="市直各部门",
    to_distribute="各县（区）委、各参加单位",
    copies=120,
    signed_by="李主任",
)
PAPERS: tuple[Paper, ...] = (SHEET, LETTER, FORM, RECORD, BULLETIN)

# Templates, programs, markup, shell and XML, and what cannot be seen.
HOSTILE = (
    "{{7*7}}",
    "{% for x in y %}",
    "${7*7}",
    '#import "@preview/cetz:0.3.0": *',
    '#read("/etc/passwd")',
    "#{1+1}",
    "$x^2$",
    "*粗* _斜_ `码` = 标题",
    "<w:t>&amp;</w:t> ]]>",
    "\\u{41}",
    '"],"blocks":[',
    "MERGEFIELD PAGE",
    "👨‍👩‍👧 😀",
)
UNSEEN = "甲\x00乙\x07丙\x1b丁\x85戊\ud800己\ufffe庚\u202e辛\ufeff"
