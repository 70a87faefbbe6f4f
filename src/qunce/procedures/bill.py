"""代表议案: moved in session by enough deputies, in three parts; else it becomes a suggestion."""

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
from qunce.procedures.deputy_suggestion import CONFIRM, DECLINE, DISCARD, INVITE, REWRITE

_SECRETARIAT = (Role.SECRETARIAT,)

SUBMIT = Act(
    "submit", Words("提交", "Hand in"), ("received",),
    guards=(Guard.SESSION_OPEN, Guard.ENOUGH_SIGNERS, Guard.THREE_PARTS, Guard.ALL_CONFIRMED),
    marks=("submitted",), tells=(Tell.HOLDER,),
    basis="地方组织法第二十二条；代表法第十五条",
)  # fmt: skip
CONVERT = Act(
    "convert", Words("改作建议办理", "Handle as a suggestion"), ("converted",),
    effect=Effect.OPEN_SUGGESTION, needs=(Need.REASON,), tells=(Tell.AUTHOR, Tell.SIGNERS),
)  # fmt: skip
CONVERT_DRAFT = Act(
    "convert", Words("改为提出建议", "Hand in as a suggestion"), ("converted",),
    effect=Effect.OPEN_SUGGESTION,
)  # fmt: skip
WITHDRAW = Act(
    "withdraw", Words("撤回", "Withdraw"), ("withdrawn",), by=(Role.AUTHOR,), needs=(Need.REASON,),
    effect=Effect.END_ASSIGNMENTS, tells=(Tell.HOLDER, Tell.SIGNERS),
)  # fmt: skip
TO_COMMITTEE = Act(
    "to_committee", Words("交专门委员会先行审议", "To a committee first"), ("committee",),
    by=_SECRETARIAT, effect=Effect.NUMBER, marks=("escalated",), tells=(Tell.HOLDER, Tell.AUTHOR),
)  # fmt: skip
TO_PRESIDIUM = Act(
    "to_presidium", Words("提请主席团决定", "To the presidium"), ("presidium",),
    by=_SECRETARIAT, effect=Effect.NUMBER, marks=("decided",), tells=(Tell.HOLDER,),
)  # fmt: skip
GIVE_OPINION = Act(
    "give_opinion", Words("提出审议意见", "Give the committee's opinion"), ("presidium",),
    needs=(Need.TEXT,), marks=("decided",), tells=(Tell.HOLDER, Tell.AUTHOR),
)  # fmt: skip
ON_AGENDA = Act(
    "on_agenda", Words("列入会议议程", "Put on the agenda"), ("deliberation",),
    marks=("decided",), tells=(Tell.AUTHOR, Tell.SIGNERS),
)  # fmt: skip
AFTER_SESSION = Act(
    "after_session", Words("交有关委员会闭会后审议", "To a committee after the session"),
    ("after_session",), marks=("decided",), tells=(Tell.AUTHOR, Tell.SIGNERS),
)  # fmt: skip
VOTE = Act(
    "vote", Words("登记表决结果", "Enter the vote"), ("passed", "rejected"), needs=(Need.TEXT,),
    choice=Choice.BY_PRODUCT, tells=(Tell.AUTHOR, Tell.SIGNERS),
)  # fmt: skip
REPORT = Act(
    "report", Words("提出审议结果报告", "Report the result"), ("reported",), needs=(Need.TEXT,),
    tells=(Tell.AUTHOR, Tell.SIGNERS), basis="代表法第五十条",
)  # fmt: skip

PROCEDURE = Procedure(
    code="bill",
    version="2025-03",
    title=Words("代表议案", "Bill"),
    basis="地方组织法（2022）第二十二条；代表法（2025年修正）第十五条、第五十条",
    begins_with=(),
    steps=(
        Step("draft", Words("起草", "Draft"), Role.AUTHOR,
             acts=(INVITE, SUBMIT, REWRITE, CONVERT_DRAFT, DISCARD), phase=Phase.DRAFT),
        Step("cosigning", Words("联名", "Co-signing"), Role.AUTHOR,
             acts=(SUBMIT, REWRITE, INVITE, CONFIRM, DECLINE, CONVERT_DRAFT, DISCARD),
             phase=Phase.DRAFT),
        Step("received", Words("大会秘书处审查", "With the secretariat"), Role.SECRETARIAT,
             "bill_review", (TO_COMMITTEE, TO_PRESIDIUM, WITHDRAW)),
        Step("committee", Words("委员会先行审议", "Committee first"), Role.COMMITTEE,
             "committee_opinion", (GIVE_OPINION, WITHDRAW)),
        Step("presidium", Words("主席团决定", "The presidium decides"), Role.PRESIDIUM,
             "presidium_decision", (ON_AGENDA, AFTER_SESSION, CONVERT, WITHDRAW)),
        Step("deliberation", Words("会议审议", "On the agenda"), Role.PRESIDIUM,
             "presidium_decision", (VOTE, WITHDRAW)),
        Step("after_session", Words("闭会后审议", "In committee after the session"), Role.COMMITTEE,
             "committee_report", (REPORT,)),
        Step("passed", Words("通过", "Passed"), phase=Phase.ENDED),
        Step("rejected", Words("未通过", "Not passed"), phase=Phase.ENDED),
        Step("reported", Words("已报告审议结果", "Result reported"), phase=Phase.ENDED),
        Step("converted", Words("已改作建议", "Became a suggestion"), phase=Phase.ENDED),
        Step("withdrawn", Words("已撤回", "Withdrawn"), phase=Phase.ENDED),
        Step("discarded", Words("草稿已放弃", "Draft discarded"), phase=Phase.ENDED),
    ),
)  # fmt: skip
