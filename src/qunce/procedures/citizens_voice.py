"""群众意见: the ladder of a liaison station — on the spot, community, town, county.

Every rung tells the deputies who received it and the person who said it.
"""

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

_BOTH = (Tell.AUTHOR, Tell.VOICES)


def _hand(code: str, zh: str, en: str, to: str) -> Act:
    return Act(code, Words(zh, en), (to,), effect=Effect.HAND, needs=(Need.UNITS,),
               marks=("assigned", "escalated"), tells=_BOTH)  # fmt: skip


ON_THE_SPOT = Act(
    "answer_on_the_spot", Words("当场答复", "Answer on the spot"), ("answered",),
    needs=(Need.TEXT,), effect=Effect.SIGN, marks=("replied",), tells=_BOTH,
)  # fmt: skip
REDIRECT = Act(
    "redirect", Words("告知其他渠道", "Name the right channel"), ("redirected",),
    needs=(Need.REASON_CODE, Need.REASON), effect=Effect.SET_VOICES_ASIDE, tells=_BOTH,
)  # fmt: skip
TO_COMMUNITY = _hand("to_community", "交村（社区）办理", "To the community", "community")
TO_TOWN = _hand("to_town", "交乡镇（街道）办理", "To the town", "town")
TO_COUNTY = Act(
    "to_county",
    Words("转县（区）办理", "To the county"),
    ("county",),
    needs=(Need.TEXT,),
    marks=("assigned", "escalated"),
    tells=(*_BOTH, Tell.HOLDER),
)
TO_SUGGESTION = Act(
    "to_suggestion", Words("转为代表建议", "Becomes a suggestion"), ("suggestion",),
    needs=(Need.PEOPLE,), effect=Effect.OPEN_SUGGESTION, marks=("escalated",), tells=_BOTH,
)  # fmt: skip
HAND_OVER = Act(
    "hand_over", Words("移送其他辖区", "Hand over to another place"), ("handed_over",),
    needs=(Need.TARGET, Need.REASON), effect=Effect.HAND_OVER, tells=(Tell.AUTHOR,),
)  # fmt: skip
RESULT = Act(
    "result", Words("报送办理结果", "Report the result"), ("feedback",), needs=(Need.TEXT,),
    effect=Effect.SIGN, marks=("replied",), tells=(Tell.HOLDER,),
)  # fmt: skip
CONTACT = Act(
    "contact", Words("登记沟通", "Log a contact"), needs=(Need.CONTACT,), effect=Effect.CONTACT,
)  # fmt: skip
FEED_BACK = Act(
    "feed_back", Words("向群众反馈", "Tell the person"), ("answered",), marks=("replied",),
    tells=_BOTH,
)  # fmt: skip
WITHDRAW = Act(
    "withdraw", Words("撤回", "Withdraw"), ("withdrawn",), by=(Role.AUTHOR,),
    effect=Effect.END_ASSIGNMENTS,
)  # fmt: skip
REOPEN = Act(
    "reopen", Words("重新办理", "Take it up again"), ("triage",), by=(Role.STATION,),
    needs=(Need.REASON,), guards=(Guard.FIRST_ROUND,), effect=Effect.REOPEN,
    marks=("registered",), tells=_BOTH,
)  # fmt: skip
LEAVE = Act(
    "leave", Words("说明情况并办结", "Explain and close"), ("closed",), by=(Role.STATION,),
    needs=(Need.REASON,), tells=_BOTH,
)  # fmt: skip
CLOSE = Act("close", Words("办结", "Close"), ("closed",), by=(Role.STATION,))
LAPSE = Act(
    "lapse", Words("逾期未评价", "Not rated in time"), ("closed",), by=(Role.HOUSE,),
    guards=(Guard.IS_OVERDUE,), effect=Effect.RATE,
)  # fmt: skip
RATE = Act(
    "rate", Words("评价", "Rate"), ("closed", "objection"), by=(Role.AUTHOR,),
    needs=(Need.RATING,), effect=Effect.RATE, choice=Choice.BY_RATING,
    marks=("rehandle_requested",),
)  # fmt: skip

PROCEDURE = Procedure(
    code="citizens-voice",
    version="2026-01",
    title=Words("群众意见", "Citizens' voice"),
    basis="地方组织法（2022）第六十条；联络站收集—交办—反馈的通行做法",
    begins_with=("registered",),
    steps=(
        Step("triage", Words("梳理", "Sorting"), Role.STATION, "station_triage",
             (ON_THE_SPOT, TO_COMMUNITY, TO_TOWN, TO_COUNTY, TO_SUGGESTION, HAND_OVER, REDIRECT,
              WITHDRAW)),
        Step("community", Words("村（社区）办理", "With the community"), Role.COMMUNITY,
             "station_result", (RESULT, CONTACT, TO_TOWN, WITHDRAW)),
        Step("town", Words("乡镇（街道）办理", "With the town"), Role.TOWN, "station_result",
             (RESULT, CONTACT, TO_COUNTY, TO_SUGGESTION, WITHDRAW)),
        Step("county", Words("县（区）办理", "With the county"), Role.COUNTY,
             "station_result_complex", (RESULT, CONTACT, TO_SUGGESTION, HAND_OVER, WITHDRAW)),
        Step("feedback", Words("反馈", "Feedback"), Role.STATION, "station_feedback",
             (FEED_BACK, WITHDRAW)),
        Step("answered", Words("评价", "Rating"), Role.AUTHOR, "feedback",
             (RATE, CLOSE, LAPSE, REOPEN)),
        Step("objection", Words("研究不满意意见", "Objection"), Role.STATION, "rehandle_decision",
             (REOPEN, LEAVE)),
        Step("closed", Words("办结", "Closed"), phase=Phase.ENDED),
        Step("suggestion", Words("已转为代表建议", "Became a suggestion"), phase=Phase.ENDED),
        Step("redirected", Words("已告知其他渠道", "Sent to another channel"), phase=Phase.ENDED),
        Step("handed_over", Words("已移送其他辖区", "Handed over"), phase=Phase.ENDED),
        Step("withdrawn", Words("已撤回", "Withdrawn"), phase=Phase.ENDED),
    ),
)  # fmt: skip
