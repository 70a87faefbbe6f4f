"""The one door to the engine: panels, seats and lots."""

from qunce.insight import (
    Agreement,
    Panel,
    Seat,
    agreement,
    drawn,
    lot,
    share_out,
    shortlist,
)

__all__ = ["Agreement", "Panel", "Seat", "agreement", "drawn", "lot", "share_out", "shortlist"]
