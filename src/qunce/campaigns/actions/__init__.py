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
from qunce.campaigns.actions.joining import let_go, take_in
from qunce.campaigns.actions.opening import NewPhase, open_campaign
from qunce.campaigns.actions.planning import issue, revise, revise_phase, set_day, strike_day
from qunce.campaigns.actions.reporting import accept, report, send_back

__all__ = [
    "GivenTasks",
    "NewAction",
    "NewPhase",
    "accept",
    "apply_outline",
    "ask",
    "close_phase",
    "copy",
    "declare_own",
    "give",
    "issue",
    "let_go",
    "open_campaign",
    "report",
    "revise",
    "revise_action",
    "revise_phase",
    "send",
    "send_back",
    "set_day",
    "strike_action",
    "strike_day",
    "sum_up",
    "take_in",
]
