"""金点子: from *selected* on — assigned, adopted or not with a reason, carried out, told."""

from qunce.procedure import (
    Act,
    Choice,
    Effect,
    Guard,
    Need,
    Phase,
    Procedure,
    Role,
    Step,
    Tell,
    Words,
)
from qunce.procedure.grammar import PROMISES

ASSIGN = Act(
    "assign", Words("交办", "Assign"), ("handling",), needs=(Need.UNITS,), effect=Effect.ASSIGN,
    marks=("assigned",), tells=(Tell.VOICES, Tell.UNITS),
)  # fmt: skip
REASSIGN = Act(
    "reassign", Words("调整承办单位", "Assign to another unit"), by=(Role.OFFICE,),
    needs=(Need.UNITS, Need.REASON), effect=Effect.REASSIGN, tells=(Tell.UNITS,),
)  # fmt: skip
SET_ASIDE = Act(
    "set_aside", Words("不再采用", "Set aside"), ("set_aside",),
    needs=(Need.REASON_CODE, Need.REASON), effect=Effect.SET_VOICES_ASIDE, tells=(Tell.VOICES,),
)  # fmt: skip
ANSWERED = Act(
    "answered", Words("采纳情况已答复", "Answered"), ("carrying_out", "closed"), by=(Role.HOUSE,),
    guards=(Guard.ALL_ANSWERED,), choice=Choice.BY_PROMISES, marks=("replied",),
    tells=(Tell.VOICES,),
)  # fmt: skip
SETTLED = Act(
    "settled", Words("落实完毕", "Carried out"), ("closed",), by=(Role.HOUSE,),
    guards=(Guard.PROMISES_SETTLED,), tells=(Tell.VOICES,),
)  # fmt: skip

PROCEDURE = Procedure(
    code="golden-idea",
    version="2026-01",
    title=Words("金点子", "Golden idea"),
    basis="大讨论活动实施方案（各地做法）",
    assigner=Role.OFFICE,
    publisher=Role.OFFICE,
    begins_with=("selected",),
    steps=(
        Step("selected", Words("已选定", "Selected"), Role.OFFICE, "idea_assign",
             (ASSIGN, SET_ASIDE)),
        Step("handling", Words("研究采纳", "Being considered"), Role.LEAD_UNIT, "idea_decision",
             (REASSIGN, ANSWERED), holder_of_several=Role.OFFICE),
        Step("carrying_out", Words("落实", "Carrying out"), Role.LEAD_UNIT, PROMISES, (SETTLED,)),
        Step("closed", Words("办结", "Closed"), phase=Phase.ENDED),
        Step("set_aside", Words("未采用", "Set aside"), phase=Phase.ENDED),
    ),
)  # fmt: skip
