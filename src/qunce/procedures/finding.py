"""督导发现的问题: found, said to the unit, disputed or mended, looked at again, closed.

It is about work, never about anybody's opinion; it is final only after the unit could object.
"""

from qunce.procedure import Act, Need, Phase, Procedure, Role, Step, Tell, Words
from qunce.procedure.grammar import SET_DATE

_UNIT = (Tell.UNITS,)
ACKNOWLEDGE = Act(
    "acknowledge", Words("认领整改", "Take it up"), ("mending",), needs=(Need.TEXT, Need.DUE_ON),
    marks=("assigned",), tells=(Tell.HOLDER,),
)  # fmt: skip
OBJECT = Act(
    "object", Words("提出异议", "Object"), ("objected",), needs=(Need.REASON,),
    marks=("submitted",), tells=(Tell.HOLDER,),
)  # fmt: skip
UPHOLD = Act(
    "uphold", Words("维持", "Uphold it"), ("mending",), needs=(Need.REASON, Need.DUE_ON),
    marks=("assigned",), tells=_UNIT,
)  # fmt: skip
TAKE_BACK = Act(
    "take_back", Words("撤销问题", "Take it back"), ("taken_back",), needs=(Need.REASON,),
    tells=_UNIT,
)  # fmt: skip
REPORT = Act(
    "report", Words("报告整改结果", "Report it mended"), ("looked_at",), needs=(Need.TEXT,),
    marks=("submitted",), tells=(Tell.HOLDER,),
)  # fmt: skip
CLOSE = Act("close", Words("销号", "Close it"), ("closed",), needs=(Need.TEXT,), tells=_UNIT)
SEND_BACK = Act(
    "send_back", Words("退回继续整改", "Not mended yet"), ("mending",),
    needs=(Need.REASON, Need.DUE_ON), tells=_UNIT,
)  # fmt: skip
KEEP_ON = Act(
    "keep_on", Words("转长期整改", "Mend over the years"), ("long_term",),
    needs=(Need.REASON, Need.DUE_ON), tells=_UNIT,
)  # fmt: skip

PROCEDURE = Procedure(
    code="finding",
    version="2026-01",
    title=Words("督导问题", "Finding"),
    basis="大讨论活动督导工作方案（各地做法）",
    begins_with=("registered",),
    begun_by=(Role.GROUP,),
    steps=(
        Step("found", Words("反馈单位", "Put to the unit"), Role.UNIT, "finding_answer",
             (ACKNOWLEDGE, OBJECT)),
        Step("objected", Words("复核异议", "Objection"), Role.GROUP, "finding_review",
             (UPHOLD, TAKE_BACK)),
        Step("mending", Words("整改", "Being mended"), Role.UNIT, SET_DATE, (REPORT,)),
        Step("looked_at", Words("复查", "Looked at again"), Role.GROUP, "finding_review",
             (CLOSE, SEND_BACK, KEEP_ON)),
        Step("long_term", Words("长期整改", "Over the years"), Role.UNIT, SET_DATE, (REPORT,)),
        Step("closed", Words("已销号", "Closed"), phase=Phase.ENDED),
        Step("taken_back", Words("已撤销", "Taken back"), phase=Phase.ENDED),
    ),
)  # fmt: skip
