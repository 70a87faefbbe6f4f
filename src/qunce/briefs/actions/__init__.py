"""Drafting a bulletin out of the facts, editing, signing and issuing it."""

from qunce.briefs.actions.drafting import NewBrief, draft
from qunce.briefs.actions.editing import Edited, add_figure, edit
from qunce.briefs.actions.signing import hand_in, issue, send_back, sign

__all__ = [
    "Edited",
    "NewBrief",
    "add_figure",
    "draft",
    "edit",
    "hand_in",
    "issue",
    "send_back",
    "sign",
]
