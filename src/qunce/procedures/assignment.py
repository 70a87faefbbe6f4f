"""承办: the part of a unit that answers the author — alone, as lead, or for its own share."""

from qunce.procedure import Act, Effect, Guard, Need, Phase, Procedure, Role, Step, Tell, Words

_UNIT = (Role.LEAD_UNIT,)
_ASSIGNERS = (
    Role.DEPUTY_OFFICE, Role.GOVERNMENT_OFFICE, Role.SECRETARIAT, Role.OFFICE, Role.TOWN,
)  # fmt: skip

RECEIVE = Act(
    "receive", Words("签收", "Accept"), ("working",), marks=("received",),
)  # fmt: skip
ASK_RETURN = Act(
    "ask_return", Words("申请退回", "Ask to return it"), ("return_asked",), by=_UNIT,
    needs=(Need.REASON, Need.UNIT), guards=(Guard.IN_TIME, Guard.NOT_DESIGNATED),
    marks=("return_requested",), tells=(Tell.HOLDER,),
)  # fmt: skip
ALLOW_RETURN = Act(
    "allow_return", Words("同意退回并改派", "Agree and assign anew"), ("returned",), by=_ASSIGNERS,
    needs=(Need.UNITS,), effect=Effect.REASSIGN, tells=(Tell.UNITS, Tell.AUTHOR),
)  # fmt: skip
REFUSE_RETURN = Act(
    "refuse_return", Words("不同意退回", "Refuse the return"), ("working",), by=_ASSIGNERS,
    needs=(Need.REASON,), marks=("received",), tells=(Tell.UNITS,),
)  # fmt: skip
CONTACT = Act(
    "contact", Words("登记沟通", "Log a contact"), by=_UNIT, needs=(Need.CONTACT,),
    effect=Effect.CONTACT,
)  # fmt: skip
ASK_EXTENSION = Act(
    "ask_extension", Words("申请延期", "Ask for more time"), ("extension_asked",), by=_UNIT,
    needs=(Need.REASON,), guards=(Guard.NOT_EXTENDED,), marks=("extension_requested",),
    tells=(Tell.HOLDER,),
)  # fmt: skip
EXTEND = Act(
    "extend", Words("同意延期", "Grant it"), ("working",), by=_ASSIGNERS, effect=Effect.EXTEND,
    tells=(Tell.AUTHOR, Tell.UNITS), basis="代表法第五十一条",
)  # fmt: skip
REFUSE_EXTENSION = Act(
    "refuse_extension", Words("不同意延期", "Refuse it"), ("working",), by=_ASSIGNERS,
    needs=(Need.REASON,), tells=(Tell.UNITS,),
)  # fmt: skip
DRAFT = Act(
    "draft", Words("拟写答复", "Draft the answer"), ("signing",), by=_UNIT, needs=(Need.ANSWER,),
    effect=Effect.DRAFT, marks=("drafted",),
)  # fmt: skip
SEND_BACK = Act(
    "send_back", Words("退回修改", "Send back"), ("working",), by=(Role.UNIT_HEAD,),
    needs=(Need.REASON,), tells=(Tell.UNITS,),
)  # fmt: skip
COUNTERSIGN = Act(
    "countersign", Words("会签", "Countersign"), by=(Role.CO_UNIT,), effect=Effect.OPINION,
)  # fmt: skip
SIGN = Act(
    "sign", Words("签发", "Sign"), ("answered",), by=(Role.UNIT_HEAD,),
    guards=(Guard.OPINIONS_IN, Guard.REPLY_IS_SOUND), effect=Effect.SIGN, marks=("replied",),
)  # fmt: skip
END = Act(
    "end", Words("终止承办", "End"), ("ended",), by=(Role.HOUSE,), needs=(Need.REASON,),
    tells=(Tell.UNITS,),
)  # fmt: skip

PROCEDURE = Procedure(
    code="assignment",
    version="2025-03",
    title=Words("承办", "Assignment"),
    basis="代表法（2025年修正）第五十一条",
    begins_with=("assigned",),
    steps=(
        Step("offered", Words("待签收", "Waiting to be accepted"), Role.LEAD_UNIT, "accept",
             (RECEIVE, ASK_RETURN, END)),
        Step("return_asked", Words("申请退回", "Return asked"), Role.ASSIGNER, "reassign",
             (ALLOW_RETURN, REFUSE_RETURN, END)),
        Step("working", Words("办理", "Handling"), Role.LEAD_UNIT, "answer",
             (CONTACT, DRAFT, ASK_EXTENSION, ASK_RETURN, END)),
        Step("extension_asked", Words("申请延期", "More time asked"), Role.ASSIGNER,
             "extension_decision", (EXTEND, REFUSE_EXTENSION, CONTACT, END)),
        Step("signing", Words("会签签发", "Countersigning and signing"), Role.UNIT_HEAD, "answer",
             (SIGN, COUNTERSIGN, SEND_BACK, CONTACT, END)),
        Step("answered", Words("已答复", "Answered"), phase=Phase.ENDED),
        Step("returned", Words("已退回", "Returned"), phase=Phase.ENDED),
        Step("ended", Words("已终止", "Ended"), phase=Phase.ENDED),
    ),
)  # fmt: skip
