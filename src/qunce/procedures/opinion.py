"""会办: a co-handling unit gives the lead its written opinion and never answers the author."""

from dataclasses import replace

from qunce.procedure import Act, Effect, Need, Phase, Procedure, Role, Step, Tell, Words
from qunce.procedures.assignment import ALLOW_RETURN, ASK_RETURN, END, REFUSE_RETURN

_UNIT = (Role.CO_UNIT,)

RECEIVE = Act("receive", Words("签收", "Accept"), ("working",), marks=("received",))
GIVE = Act(
    "give_opinion", Words("提交会办意见", "Give the opinion"), ("given",), needs=(Need.TEXT,),
    effect=Effect.OPINION, tells=(Tell.HOLDER,),
)  # fmt: skip
CONTACT = Act(
    "contact", Words("登记沟通", "Log a contact"), needs=(Need.CONTACT,), effect=Effect.CONTACT,
)  # fmt: skip
_RETURN = replace(ASK_RETURN, by=_UNIT)

PROCEDURE = Procedure(
    code="opinion",
    version="2025-03",
    title=Words("会办", "Co-handling"),
    basis="各地代表建议办理规定",
    begins_with=("assigned",),
    steps=(
        Step("offered", Words("待签收", "Waiting to be accepted"), Role.CO_UNIT, "accept",
             (RECEIVE, _RETURN, END)),
        Step("return_asked", Words("申请退回", "Return asked"), Role.ASSIGNER, "reassign",
             (ALLOW_RETURN, REFUSE_RETURN, END)),
        Step("working", Words("研提意见", "Writing the opinion"), Role.CO_UNIT, "co_opinion",
             (GIVE, CONTACT, _RETURN, END)),
        Step("given", Words("已提交意见", "Opinion given"), phase=Phase.ENDED),
        Step("returned", Words("已退回", "Returned"), phase=Phase.ENDED),
        Step("ended", Words("已终止", "Ended"), phase=Phase.ENDED),
    ),
)  # fmt: skip
