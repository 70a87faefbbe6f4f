"""Panels of reviewers: who reads what, what their scores say once severity is out, seats."""

from qunce.insight.panels.agreement import Agreement, agreement
from qunce.insight.panels.drawing import drawn, lot
from qunce.insight.panels.scores import Panel
from qunce.insight.panels.seats import Seat, seats_of, shortlist
from qunce.insight.panels.sharing import Shares, share_out

__all__ = [
    "Agreement",
    "Panel",
    "Seat",
    "Shares",
    "agreement",
    "drawn",
    "lot",
    "seats_of",
    "share_out",
    "shortlist",
]
