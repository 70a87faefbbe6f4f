"""课题调研: declared by a unit under its head, reviewed, worked on, and its result put to use."""

from qunce.procedure import Act, Choice, Effect, Need, Phase, Procedure, Role, Step, Tell, Words
from qunce.procedure.grammar import SET_DATE

_UNIT = (Tell.UNITS,)
REWRITE = Act(
    "rewrite", Words("修改课题方案", "Rewrite it"), needs=(Need.WORDS,), effect=Effect.REWRITE,
)  # fmt: skip
# 单位主要负责人领题: declared by whoever signs for the unit.
DECLARE = Act(
    "declare", Words("申报", "Declare it"), ("review",), by=(Role.HEAD,),
    marks=("submitted",), tells=(Tell.HOLDER,),
)  # fmt: skip
DISCARD = Act("discard", Words("放弃草稿", "Discard the draft"), ("discarded",))
APPROVE = Act(
    "approve", Words("立项", "Approve"), ("research",), needs=(Need.DUE_ON,), effect=Effect.NUMBER,
    marks=("decided",), tells=_UNIT,
)  # fmt: skip
REVISE = Act(
    "revise", Words("退回修改", "Send back"), ("draft",), needs=(Need.REASON,), tells=_UNIT,
)  # fmt: skip
REFUSE = Act(
    "refuse", Words("不予立项", "Refuse"), ("refused",), needs=(Need.REASON,), tells=_UNIT,
)  # fmt: skip
MILESTONE = Act(
    "milestone", Words("登记进展", "Report a milestone"), needs=(Need.TEXT,), marks=("received",),
)  # fmt: skip
MOVE_DATE = Act(
    "move_date", Words("调整时限", "Move the date"), ("research",), by=(Role.OFFICE,),
    needs=(Need.DUE_ON, Need.REASON), tells=_UNIT,
)  # fmt: skip
HAND_IN = Act(
    "hand_in", Words("提交成果", "Hand in the result"), ("judging",), by=(Role.HEAD,),
    needs=(Need.TEXT,), marks=("replied",), tells=(Tell.HOLDER,),
)  # fmt: skip
ADOPT = Act(
    "adopt", Words("成果转化", "Put it to use"), ("as_suggestion", "as_matter", "as_practice"),
    needs=(Need.TEXT,), choice=Choice.BY_PRODUCT, tells=_UNIT,
)  # fmt: skip
BACK = Act(
    "send_back", Words("退回完善", "Send back"), ("research",), needs=(Need.REASON, Need.DUE_ON),
    tells=_UNIT,
)  # fmt: skip
CLOSE = Act(
    "close", Words("结题，不作转化", "Close it"), ("closed",), needs=(Need.REASON,), tells=_UNIT,
)  # fmt: skip

PROCEDURE = Procedure(
    code="research-topic",
    version="2026-01",
    title=Words("调研课题", "Research topic"),
    basis="大讨论活动课题调研方案（各地做法）",
    begun_by=(Role.UNIT,),
    steps=(
        Step("draft", Words("拟题", "Draft"), Role.UNIT, acts=(REWRITE, DECLARE, DISCARD),
             phase=Phase.DRAFT),
        Step("review", Words("立项审核", "Reviewed"), Role.OFFICE, "topic_review",
             (APPROVE, REVISE, REFUSE)),
        Step("research", Words("调研", "Under way"), Role.UNIT, SET_DATE,
             (MILESTONE, HAND_IN, MOVE_DATE)),
        Step("judging", Words("成果评审", "Judged"), Role.OFFICE, "topic_review_of_result",
             (ADOPT, BACK, CLOSE)),
        Step("as_suggestion", Words("转为建议", "Became a suggestion"), phase=Phase.ENDED),
        Step("as_matter", Words("转为交办事项", "Became a matter"), phase=Phase.ENDED),
        Step("as_practice", Words("转为经验", "Became a practice"), phase=Phase.ENDED),
        Step("closed", Words("已结题", "Closed"), phase=Phase.ENDED),
        Step("refused", Words("未立项", "Refused"), phase=Phase.ENDED),
        Step("discarded", Words("已放弃", "Discarded"), phase=Phase.ENDED),
    ),
)  # fmt: skip
