"""代表建议、批评和意见: from a deputy's draft to the last promise kept."""

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

_OFFICES = (Role.DEPUTY_OFFICE, Role.SECRETARIAT)
_ASSIGNERS = (Role.DEPUTY_OFFICE, Role.GOVERNMENT_OFFICE, Role.SECRETARIAT)

# 写建议
INVITE = Act(
    "invite", Words("邀请联名", "Ask for co-signatures"), ("cosigning",),
    needs=(Need.PEOPLE,), effect=Effect.ASK_COSIGNERS, tells=(Tell.SIGNERS,),
)  # fmt: skip
CONFIRM = Act(
    "confirm", Words("确认联名", "Confirm"), by=(Role.COSIGNER,), effect=Effect.CONFIRM,
    tells=(Tell.AUTHOR,),
)  # fmt: skip
DECLINE = Act(
    "decline", Words("不参加联名", "Decline"), by=(Role.COSIGNER,), effect=Effect.DECLINE,
    tells=(Tell.AUTHOR,),
)  # fmt: skip
AGREE = Act(
    "agree", Words("同意撤回", "Agree to the withdrawal"), by=(Role.COSIGNER,), effect=Effect.AGREE,
    tells=(Tell.AUTHOR,), basis="上海规定第十条",
)  # fmt: skip
SUBMIT = Act(
    "submit", Words("提交", "Hand in"), ("review",), guards=(Guard.ALL_CONFIRMED,),
    marks=("submitted",), tells=(Tell.HOLDER,), basis="代表法第三十六条",
)  # fmt: skip
REWRITE = Act(
    "rewrite", Words("修改内容", "Change the words"), by=(Role.AUTHOR,), needs=(Need.WORDS,),
    effect=Effect.REWRITE, tells=(Tell.SIGNERS,),
)  # fmt: skip
DISCARD = Act("discard", Words("放弃草稿", "Discard the draft"), ("discarded",))

# 审查与交办
ADMIT = Act(
    "admit", Words("予以受理", "Admit"), ("assigning",), by=_OFFICES, effect=Effect.NUMBER,
    marks=("admitted",), tells=(Tell.AUTHOR,),
)  # fmt: skip
REVISE = Act(
    "revise", Words("退回修改", "Send back for revision"), ("revision",), by=_OFFICES,
    needs=(Need.REASON,), marks=("revision_requested",), tells=(Tell.AUTHOR,),
)  # fmt: skip
REFUSE = Act(
    "refuse", Words("不予受理", "Do not admit"), ("not_admitted",), by=_OFFICES,
    needs=(Need.REASON_CODE, Need.REASON), effect=Effect.SET_VOICES_ASIDE, tells=(Tell.AUTHOR,),
)  # fmt: skip
KEEP_AS_LETTER = Act(
    "keep_as_letter", Words("转作代表来信", "Keep as a deputy's letter"), ("letter",), by=_OFFICES,
    needs=(Need.REASON_CODE, Need.REASON), effect=Effect.SET_VOICES_ASIDE, tells=(Tell.AUTHOR,),
)  # fmt: skip
ASSIGN = Act(
    "assign", Words("交办", "Assign"), ("handling",), by=_ASSIGNERS, needs=(Need.UNITS,),
    effect=Effect.ASSIGN, marks=("assigned",), tells=(Tell.AUTHOR, Tell.UNITS),
    basis="代表法第五十一条",
)  # fmt: skip
MERGE = Act(
    "merge", Words("并案办理", "Merge for handling"), ("merged",), by=_ASSIGNERS,
    needs=(Need.TARGET,), effect=Effect.MERGE, marks=("assigned",), tells=(Tell.AUTHOR,),
)  # fmt: skip

# 办理
OBJECT = Act(
    "object", Words("对交办提出异议", "Object to the assignment"), by=(Role.AUTHOR,),
    needs=(Need.REASON,), effect=Effect.OBJECT, tells=(Tell.HOLDER,),
)  # fmt: skip
REASSIGN = Act(
    "reassign", Words("调整承办单位", "Assign to another unit"), by=_ASSIGNERS,
    needs=(Need.UNITS, Need.REASON), effect=Effect.REASSIGN, marks=("reassigned",),
    tells=(Tell.AUTHOR, Tell.UNITS),
)  # fmt: skip
WITHDRAW = Act(
    "withdraw", Words("撤回", "Withdraw"), ("withdrawn",), by=(Role.AUTHOR,),
    needs=(Need.REASON,), guards=(Guard.BEFORE_WITHDRAWAL_ENDS,), effect=Effect.END_ASSIGNMENTS,
    tells=(Tell.UNITS, Tell.SIGNERS),
)  # fmt: skip
ANSWERED = Act(
    "answered", Words("答复完毕", "All answers are in"), ("feedback",), by=(Role.HOUSE,),
    guards=(Guard.ALL_ANSWERED,), marks=("replied",), tells=(Tell.AUTHOR, Tell.VOICES),
)  # fmt: skip
ANSWERED_AGAIN = Act(
    "answered", Words("再次答复完毕", "All answers are in again"), ("feedback_again",),
    by=(Role.HOUSE,), guards=(Guard.ALL_ANSWERED,), marks=("replied",),
    tells=(Tell.AUTHOR, Tell.VOICES),
)  # fmt: skip
SEPARATE = Act(
    "separate", Words("取消并案", "Take apart again"), ("assigning",), by=_ASSIGNERS,
    needs=(Need.REASON,), effect=Effect.END_ASSIGNMENTS, tells=(Tell.AUTHOR,),
)  # fmt: skip

# 评价之后
RATE = Act(
    "rate", Words("评价", "Rate"), ("closed", "tracking", "rehandle_decision"),
    needs=(Need.RATING,), effect=Effect.RATE, choice=Choice.BY_RATING,
    marks=("rehandle_requested",), basis="代表法第五十一条",
)  # fmt: skip
LAPSE = Act(
    "lapse", Words("逾期未评价", "Not rated in time"), ("closed", "tracking"), by=(Role.HOUSE,),
    guards=(Guard.IS_OVERDUE,), choice=Choice.BY_PROMISES, effect=Effect.RATE,
)  # fmt: skip
REHANDLE = Act(
    "rehandle", Words("重新办理", "Handle again"), ("rehandling",), by=_ASSIGNERS,
    effect=Effect.REOPEN, tells=(Tell.AUTHOR, Tell.UNITS),
)  # fmt: skip
LEAVE = Act(
    "leave", Words("不再重新办理", "Do not handle again"), ("closed", "tracking"), by=_ASSIGNERS,
    needs=(Need.REASON,), choice=Choice.BY_PROMISES, effect=Effect.RATE, tells=(Tell.AUTHOR,),
)  # fmt: skip
RATE_AGAIN = Act(
    "rate", Words("再次评价", "Rate again"), ("closed", "tracking", "mediation"),
    needs=(Need.RATING,), effect=Effect.RATE, choice=Choice.BY_RATING,
)  # fmt: skip
CONCLUDE = Act(
    "conclude", Words("形成会商意见", "Conclude the mediation"), ("closed", "tracking"),
    needs=(Need.TEXT,), choice=Choice.BY_PROMISES, effect=Effect.RATE,
    tells=(Tell.AUTHOR, Tell.UNITS),
)  # fmt: skip
SETTLED = Act(
    "settled", Words("承诺办结", "Every promise is settled"), ("closed",), by=(Role.HOUSE,),
    guards=(Guard.PROMISES_SETTLED,), tells=(Tell.AUTHOR,),
)  # fmt: skip

PROCEDURE = Procedure(
    code="deputy-suggestion",
    version="2025-03",
    title=Words("代表建议、批评和意见", "Deputy suggestion"),
    basis="代表法（2025年修正）第二十四条、第三十六条、第五十一条",
    assigner=Role.DEPUTY_OFFICE,
    begins_with=(),
    steps=(
        Step("draft", Words("起草", "Draft"), Role.AUTHOR, acts=(SUBMIT, REWRITE, INVITE, DISCARD),
             phase=Phase.DRAFT),
        Step("cosigning", Words("联名", "Co-signing"), Role.AUTHOR,
             acts=(SUBMIT, REWRITE, INVITE, CONFIRM, DECLINE, DISCARD), phase=Phase.DRAFT),
        Step("review", Words("审查", "Review"), Role.DEPUTY_OFFICE, "review",
             (ADMIT, REVISE, REFUSE, KEEP_AS_LETTER, WITHDRAW, AGREE)),
        Step("revision", Words("修改", "Revision"), Role.AUTHOR, "revision",
             (SUBMIT, REWRITE, CONFIRM, DECLINE, WITHDRAW, AGREE)),
        Step("assigning", Words("交办", "Assigning"), Role.DEPUTY_OFFICE, "assign",
             (ASSIGN, MERGE, WITHDRAW, AGREE)),
        Step("handling", Words("办理", "Handling"), Role.LEAD_UNIT, "answer",
             (REASSIGN, OBJECT, WITHDRAW, AGREE, ANSWERED), holder_of_several=Role.DEPUTY_OFFICE),
        Step("merged", Words("并案办理", "Handled with another"), Role.LEAD_UNIT, "answer",
             (SEPARATE, WITHDRAW, AGREE, ANSWERED)),
        Step("feedback", Words("评价", "Feedback"), Role.AUTHOR, "feedback", (RATE, LAPSE)),
        Step("rehandle_decision", Words("研究是否重办", "Handle again?"), Role.DEPUTY_OFFICE,
             "rehandle_decision", (REHANDLE, LEAVE)),
        Step("rehandling", Words("重新办理", "Handling again"), Role.LEAD_UNIT, "rehandle",
             (REASSIGN, ANSWERED_AGAIN), holder_of_several=Role.DEPUTY_OFFICE),
        Step("feedback_again", Words("再次评价", "Feedback again"), Role.AUTHOR, "feedback",
             (RATE_AGAIN, LAPSE)),
        Step("mediation", Words("会商", "Mediation"), Role.DEPUTY_OFFICE, "mediation", (CONCLUDE,)),
        Step("tracking", Words("跟踪落实", "Following the promises"), Role.LEAD_UNIT, PROMISES,
             (SETTLED,)),
        Step("closed", Words("办结", "Closed"), phase=Phase.ENDED),
        Step("not_admitted", Words("不予受理", "Not admitted"), phase=Phase.ENDED),
        Step("letter", Words("作代表来信处理", "Kept as a letter"), phase=Phase.ENDED),
        Step("withdrawn", Words("已撤回", "Withdrawn"), phase=Phase.ENDED),
        Step("discarded", Words("草稿已放弃", "Draft discarded"), phase=Phase.ENDED),
    ),
)  # fmt: skip
