"""What changes a round: set up, screened, scored, listed, objected to, selected, rewarded."""

from qunce.selection.actions.answering import appeal, decide_appeal, decide_objection, object_to
from qunce.selection.actions.listing import bring_back, close_scoring, move_up, publish, select
from qunce.selection.actions.rewarding import NewAward, announce_draw, award, draw_lots
from qunce.selection.actions.scoring import declare_interest, open_scoring, score, talk_over
from qunce.selection.actions.screening import begin_screening, pass_on, turn_down
from qunce.selection.actions.setting_up import (
    NewCandidate,
    NewCriterion,
    NewRound,
    add_candidates,
    name_reviewers,
    set_up,
)

__all__ = [
    "NewAward",
    "NewCandidate",
    "NewCriterion",
    "NewRound",
    "add_candidates",
    "announce_draw",
    "appeal",
    "award",
    "begin_screening",
    "bring_back",
    "close_scoring",
    "decide_appeal",
    "decide_objection",
    "declare_interest",
    "draw_lots",
    "move_up",
    "name_reviewers",
    "object_to",
    "open_scoring",
    "pass_on",
    "publish",
    "score",
    "select",
    "set_up",
    "talk_over",
    "turn_down",
]
