"""网格事项: what a level cannot solve goes up with what was tried, or is whistled for."""

from qunce.procedure import Act, Effect, Guard, Need, Phase, Procedure, Role, Step, Tell, Words
from qunce.procedures.citizens_voice import HAND_OVER, LEAVE, RATE, REOPEN

_BOTH = (Tell.AUTHOR, Tell.VOICES)


def _up(to: str, zh: str, en: str) -> Act:
    """With what was tried; a town is named, the county desk is one."""
    named = to == "town"
    return Act("escalate", Words(zh, en), (to,),
               needs=(Need.TEXT, Need.UNITS) if named else (Need.TEXT,),
               effect=Effect.HAND if named else None,
               marks=("escalated", "registered"), tells=(*_BOTH, Tell.HOLDER))  # fmt: skip


SOLVE = Act(
    "solve", Words("办理完毕", "Solved"), ("answered",), needs=(Need.TEXT,), effect=Effect.SIGN,
    marks=("replied",), tells=_BOTH,
)  # fmt: skip
CONTACT = Act(
    "contact", Words("登记沟通", "Log a contact"), needs=(Need.CONTACT,), effect=Effect.CONTACT,
)  # fmt: skip
TO_TOWN = _up("town", "上报乡镇（街道）", "Up to the town")
TO_COUNTY = _up("county", "上报县（区）", "Up to the county")
# 北京街道办事处条例第十七条：不得擅自将职责下交；清单之外的可以拒绝，不计责任
REFUSE_DUTY = Act(
    "refuse_duty", Words("不在职责清单，退回", "Not on the duty list: send back"), ("triage",),
    needs=(Need.REASON,), guards=(Guard.NOT_ON_DUTY_LIST,), marks=("registered",),
    tells=(Tell.HOLDER,),
)  # fmt: skip
HAND_DOWN = Act(
    "to_community", Words("交村（社区）办理", "To the community"), ("community",),
    needs=(Need.UNITS, Need.TEXT), effect=Effect.HAND, marks=("assigned", "registered"),
    tells=(*_BOTH, Tell.HOLDER),
)  # fmt: skip
KEEP = Act(
    "to_town", Words("交乡镇（街道）办理", "To the town"), ("town",), needs=(Need.UNITS,),
    effect=Effect.HAND, marks=("assigned", "registered"), tells=(*_BOTH, Tell.HOLDER),
)  # fmt: skip
REDIRECT = Act(
    "redirect", Words("告知其他渠道", "Name the right channel"), ("redirected",),
    needs=(Need.REASON_CODE, Need.REASON), effect=Effect.SET_VOICES_ASIDE, tells=_BOTH,
)  # fmt: skip
WHISTLE = Act(
    "whistle", Words("吹哨", "Whistle"), ("whistle_approval",), needs=(Need.REASON,),
    marks=("escalated",), tells=(Tell.HOLDER,),
)  # fmt: skip
APPROVE = Act(
    "approve", Words("批准吹哨", "Approve the whistle"), ("whistled",), by=(Role.TOWN_LEADER,),
    marks=("decided",), tells=(Tell.HOLDER,),
)  # fmt: skip
DO_NOT = Act(
    "refuse", Words("不同意吹哨", "Do not whistle"), ("town",), by=(Role.TOWN_LEADER,),
    needs=(Need.REASON,), marks=("registered",), tells=(Tell.UNITS,),
)  # fmt: skip
DISPATCH = Act(
    "dispatch", Words("分派部门", "Send departments"), ("joint",), needs=(Need.UNITS,),
    effect=Effect.ASSIGN, marks=("assigned", "registered"), tells=(Tell.UNITS, *_BOTH),
)  # fmt: skip
# 北京市接诉即办工作条例第三十三条: who whistles is assessed as well as who comes, and nobody rates
# themselves. The county desk rates the whistle where it reads it; the town rates who came.
ANSWER_WHISTLE = Act(
    "dispatch", Words("评价吹哨并分哨", "Rate the whistle and send departments"), ("joint",),
    needs=(Need.UNIT_RATINGS, Need.UNITS), guards=(Guard.EVERY_UNIT_RATED,),
    effect=Effect.DISPATCH, marks=("assigned", "registered"), tells=(Tell.UNITS, *_BOTH),
    basis="北京市接诉即办工作条例第三十三条",
)  # fmt: skip
RATE_UNITS = Act(
    "rate_units", Words("评价应哨部门", "Rate who came"), ("answered",),
    by=(Role.TOWN,), needs=(Need.UNIT_RATINGS, Need.TEXT),
    guards=(Guard.ALL_ANSWERED, Guard.EVERY_UNIT_RATED), effect=Effect.RATE_UNITS,
    marks=("replied",), tells=_BOTH, basis="北京市接诉即办工作条例第三十三条",
)  # fmt: skip
LAPSE = Act(
    "lapse", Words("逾期未评价", "Not rated in time"), ("closed",), by=(Role.HOUSE,),
    guards=(Guard.IS_OVERDUE,), effect=Effect.RATE,
)  # fmt: skip
PROCEDURE = Procedure(
    code="grid-report",
    version="2026-11",
    title=Words("网格事项", "Grid report"),
    basis="滨州市社会治理网格化服务管理条例；北京市街道办事处条例第五条、第十七条",
    # The county desk sends the departments; the town that whistled deals with them.
    assigner=Role.TOWN,
    begins_with=("registered",),
    steps=(
        Step("triage", Words("受理", "Intake"), Role.STATION, "grid_triage",
             (SOLVE, HAND_DOWN, KEEP, HAND_OVER, REDIRECT)),
        Step("community", Words("村（社区）办理", "With the community"), Role.COMMUNITY,
             "grid_result", (SOLVE, CONTACT, TO_TOWN, REFUSE_DUTY)),
        Step("town", Words("乡镇（街道）办理", "With the town"), Role.TOWN, "grid_result",
             (SOLVE, CONTACT, TO_COUNTY, WHISTLE)),
        Step("whistle_approval", Words("吹哨审批", "Whistle to be approved"), Role.TOWN_LEADER,
             "whistle_approval", (APPROVE, DO_NOT)),
        Step("whistled", Words("分哨", "To be dispatched"), Role.COUNTY, "whistle_accept",
             (ANSWER_WHISTLE,)),
        Step("joint", Words("联合办理", "Handled together"), Role.TOWN, "grid_result_extended",
             (CONTACT, RATE_UNITS)),
        Step("county", Words("县（区）办理", "With the county"), Role.COUNTY,
             "grid_result_extended", (SOLVE, CONTACT, DISPATCH, HAND_OVER)),
        Step("answered", Words("评价", "Rating"), Role.AUTHOR, "feedback",
             (RATE, LAPSE)),
        Step("objection", Words("研究不满意意见", "Objection"), Role.STATION, "rehandle_decision",
             (REOPEN, LEAVE)),
        Step("closed", Words("办结", "Closed"), phase=Phase.ENDED),
        Step("handed_over", Words("已移送其他辖区", "Handed over"), phase=Phase.ENDED),
        Step("redirected", Words("已告知其他渠道", "Sent to another channel"), phase=Phase.ENDED),
    ),
)  # fmt: skip
