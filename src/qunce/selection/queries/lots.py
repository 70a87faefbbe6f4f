"""What is drawn in a round; whoever has the seed finds the same."""

from math import ceil

from qunce.selection import rules
from qunce.selection.engine import drawn
from qunce.selection.models import Round, Stage, State


def reread_by_lot(round_: Round) -> list[int]:
    """Five in a hundred of what the screening rejected, at least one if any was."""
    rejected = round_.candidates.filter(
        state=State.DROPPED, dropped_at__in=[Stage.ELIGIBILITY, Stage.SCREENING]
    ).exclude(reason="withdrawn")
    ids = list(rejected.values_list("pk", flat=True))
    return drawn(ids, seed=round_.seed, purpose="reread")[: wanted_of(len(ids))]


def wanted_of(rejected: int) -> int:
    return ceil(rejected * rules.REREAD_PERCENT / 100)
