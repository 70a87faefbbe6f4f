"""领衔督办、重点督办: a leader or a committee follows several suggestions to their end."""

from qunce.procedure import Act, Effect, Need, Phase, Procedure, Role, Step, Tell, Words

CHOOSE = Act(
    "choose", Words("确定重点督办", "Choose"), ("planning",), by=(Role.CHAIRS,),
    needs=(Need.REASON,), marks=("assigned",), tells=(Tell.HOLDER, Tell.UNITS),
    basis="代表法第五十二条",
)  # fmt: skip
DROP = Act("drop", Words("不列入", "Do not choose"), ("dropped",), needs=(Need.REASON,),
           by=(Role.CHAIRS,))  # fmt: skip
PLAN = Act(
    "plan", Words("制定督办方案", "Set the plan"), ("supervising",), needs=(Need.TEXT,),
    marks=("assigned",), tells=(Tell.UNITS,),
)  # fmt: skip
VISIT = Act(
    "visit", Words("登记督办活动", "Log a visit"), needs=(Need.CONTACT,), effect=Effect.CONTACT,
)  # fmt: skip
REPORT = Act(
    "report", Words("向主任会议报告", "Report"), ("reported",), needs=(Need.TEXT,),
    marks=("replied",), tells=(Tell.HOLDER,),
)  # fmt: skip
CONTINUE = Act(
    "continue", Words("转跨年督办", "Continue next year"), ("supervising",), by=(Role.CHAIRS,),
    needs=(Need.REASON,), marks=("assigned",), tells=(Tell.UNITS,),
    basis="重庆条例第三十三条",
)  # fmt: skip
CLOSE = Act("close", Words("督办办结", "Close"), ("closed",), by=(Role.CHAIRS,),
            marks=("decided",), tells=(Tell.UNITS,))  # fmt: skip

PROCEDURE = Procedure(
    code="key-supervision",
    version="2025-03",
    title=Words("重点督办", "Key supervision"),
    basis="代表法（2025年修正）第五十二条；青岛条例第二十一条、山东条例第十四条",
    begins_with=("submitted",),
    steps=(
        Step("proposed", Words("拟列入", "Proposed"), Role.CHAIRS, "supervision_choice",
             (CHOOSE, DROP)),
        Step("planning", Words("制定方案", "Planning"), Role.COMMITTEE, "supervision_plan",
             (PLAN,)),
        Step("supervising", Words("督办", "Supervising"), Role.COMMITTEE, "supervision_report",
             (VISIT, REPORT)),
        Step("reported", Words("主任会议听取", "Reported"), Role.CHAIRS, "supervision_hearing",
             (CLOSE, CONTINUE)),
        Step("closed", Words("办结", "Closed"), phase=Phase.ENDED),
        Step("dropped", Words("未列入", "Not chosen"), phase=Phase.ENDED),
    ),
)  # fmt: skip
