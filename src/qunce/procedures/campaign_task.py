"""规定动作与自选动作任务: what one unit owes in a campaign, and how the office takes it."""

from qunce.procedure import Act, Effect, Need, Phase, Procedure, Role, Step, Tell, Words
from qunce.procedure.grammar import SET_DATE

REPORT = Act(
    "report", Words("报送完成情况", "Report it done"), ("looked_at",), by=(Role.UNIT,),
    needs=(Need.TEXT,), marks=("submitted",), tells=(Tell.HOLDER,),
)  # fmt: skip
MOVE_DATE = Act(
    "move_date", Words("调整时限", "Move the date"), ("owed",), by=(Role.OFFICE,),
    needs=(Need.DUE_ON, Need.REASON), tells=(Tell.UNITS,),
)  # fmt: skip
CO_UNITS = Act(
    "co_units", Words("调整协办单位", "Change the co-units"), by=(Role.OFFICE,),
    needs=(Need.REASON,), effect=Effect.NAME_CO_UNITS, tells=(Tell.UNITS,),
)  # fmt: skip
DROP = Act(
    "drop", Words("取消任务", "Drop it"), ("dropped",), by=(Role.OFFICE,), needs=(Need.REASON,),
    tells=(Tell.UNITS,),
)  # fmt: skip
ACCEPT = Act("accept", Words("确认完成", "Take it as done"), ("done",), tells=(Tell.UNITS,))
SEND_BACK = Act(
    "send_back", Words("退回补充", "Send back"), ("owed",), needs=(Need.REASON, Need.DUE_ON),
    tells=(Tell.UNITS,),
)  # fmt: skip

PROCEDURE = Procedure(
    code="campaign-task",
    version="2026-11",
    title=Words("活动任务", "Campaign task"),
    basis="大讨论活动实施方案（各地做法）",
    begins_with=("assigned", "due_on"),
    begun_by=(Role.OFFICE,),
    assigner=Role.OFFICE,
    co_parts="co-task",
    steps=(
        Step("owed", Words("办理", "Owed"), Role.UNIT, SET_DATE,
             (REPORT, MOVE_DATE, CO_UNITS, DROP)),
        Step("looked_at", Words("审核", "Looked at"), Role.OFFICE, "task_review",
             (ACCEPT, SEND_BACK)),
        Step("done", Words("完成", "Done"), phase=Phase.ENDED),
        Step("dropped", Words("已取消", "Dropped"), phase=Phase.ENDED),
    ),
)  # fmt: skip
