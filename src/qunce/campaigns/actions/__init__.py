"""Planning a campaign, giving its tasks, taking what units report, closing its phases."""

from qunce.campaigns.actions.asking import (
    NewAction,
    ask,
    declare_own,
    revise_action,
    strike_action,
)
from qunce.campaigns.actions.closing import close_phase, sum_up
from qunce.campaigns.actions.copying import apply_outline, copy
from qunce.campaigns.actions.counting import send
from qunce.campaigns.actions.giving import GivenTasks, give
from qunce.campaigns.actions.grouping import (
    NewTurn,
    give_units,
    join_group,
    leave_group,
    plan_turns,
    set_up_groups,
    take_unit,
)
from qunce.campaigns.actions.joining import let_go, take_in
from qunce.campaigns.actions.opening import NewPhase, open_campaign
from qunce.campaigns.actions.planning import issue, revise, revise_phase, set_day, strike_day
from qunce.campaigns.actions.reporting import accept, report, send_back
from qunce.campaigns.actions.visiting import NewFinding, NewVisit, write_visit

__all__ = [
    "GivenTasks",
    "NewAction",
    "NewFinding",
    "NewPhase",
    "NewTurn",
    "NewVisit",
    "accept",
    "apply_outline",
    "ask",
    "close_phase",
    "copy",
    "declare_own",
    "give",
    "give_units",
    "issue",
    "join_group",
    "leave_group",
    "let_go",
    "open_campaign",
    "plan_turns",
    "report",
    "revise",
    "revise_action",
    "revise_phase",
    "send",
    "send_back",
    "set_day",
    "set_up_groups",
    "strike_action",
    "strike_day",
    "sum_up",
    "take_in",
    "take_unit",
    "write_visit",
]
