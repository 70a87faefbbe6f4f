"""Opening a campaign, planning it, giving its tasks, taking what units report."""

from qunce.campaigns.actions.asking import NewAction, ask
from qunce.campaigns.actions.giving import GivenTasks, give
from qunce.campaigns.actions.joining import let_go, take_in
from qunce.campaigns.actions.opening import NewPhase, open_campaign

__all__ = [
    "GivenTasks",
    "NewAction",
    "NewPhase",
    "ask",
    "give",
    "let_go",
    "open_campaign",
    "take_in",
]
