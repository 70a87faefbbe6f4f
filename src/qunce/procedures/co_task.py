"""协办: a unit helps with a task that another unit leads; it says what it did, the lead reports.

Nothing waits for it: the lead reports for all, and what is still open ends with the task. There is
no signing for receipt, and its day is that of the task.
"""

from qunce.procedure import Act, Effect, Need, Phase, Procedure, Role, Step, Tell, Words
from qunce.procedure.grammar import OF_THE_MATTER
from qunce.procedures.assignment import END

_OFFICE = (Role.OFFICE,)
LOG = Act(
    "log", Words("登记协办进展", "Log what was done so far"), needs=(Need.TEXT,),
    effect=Effect.OPINION,
)  # fmt: skip
GIVE = Act(
    "give", Words("填报协办情况", "Say what was done"), ("given",), needs=(Need.TEXT,),
    effect=Effect.OPINION, tells=(Tell.HOLDER,),
)  # fmt: skip
ASK_OUT = Act(
    "ask_out", Words("申请退出协办", "Ask to be released"), ("out_asked",), needs=(Need.REASON,),
    marks=("return_requested",), tells=(Tell.HOLDER,),
)  # fmt: skip
RELEASE = Act(
    "release", Words("同意退出", "Release it"), ("returned",), by=_OFFICE, tells=(Tell.UNITS,),
)  # fmt: skip
KEEP = Act(
    "keep", Words("请继续协办", "Ask it to stay"), ("helping",), by=_OFFICE,
    needs=(Need.REASON,), tells=(Tell.UNITS,),
)  # fmt: skip

PROCEDURE = Procedure(
    code="co-task",
    version="2026-11",
    title=Words("协办", "Helping with a task"),
    basis="大讨论活动实施方案（各地做法）",
    begins_with=("assigned",),
    steps=(
        Step("helping", Words("协办", "Helping"), Role.CO_UNIT, OF_THE_MATTER,
             (GIVE, LOG, ASK_OUT, END)),
        Step("out_asked", Words("申请退出", "Release asked"), Role.ASSIGNER, "reassign",
             (RELEASE, KEEP, END)),
        Step("given", Words("已填报协办情况", "Has said what it did"), phase=Phase.ENDED),
        Step("returned", Words("已退出", "Released"), phase=Phase.ENDED),
        Step("ended", Words("已终止", "Ended"), phase=Phase.ENDED),
    ),
)  # fmt: skip
