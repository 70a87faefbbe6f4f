"""Who may do what in a round."""

from collections.abc import Collection, Sequence

from qunce.people.rules import UNIT, Hat, is_office
from qunce.selection.models import Candidate, Round, Stage

FULL = 100
# Below this many scores nothing is said of a candidate.
FEWEST_SCORES = 3
# Scores further apart than this are talked over.
FAR_APART = 25.0
# Of the rejected, how many in a hundred others read again.
REREAD_PERCENT = 5

DEFAULT_CRITERIA = (("针对性", 25), ("可行性", 30), ("创新性", 20), ("效益性", 25))

# Until when somebody dropped before scoring can still be brought back into it.
BEFORE_SCORES_CLOSE = frozenset({Stage.ELIGIBILITY, Stage.SCREENING, Stage.SCORING})
AFTER_SCORES_CLOSE = frozenset({Stage.SHORTLIST, Stage.NOTICE})


def may_run(hat: Hat | None, round_: Round) -> bool:
    """The office of the place sets a round up, sees all of it, and moves it on."""
    return is_office(hat, round_.jurisdiction_id)


def may_screen(hat: Hat | None, candidate: Candidate, round_: Round) -> bool:
    """In eligibility the office alone, in screening the unit that was named for it too."""
    if may_run(hat, round_):
        return True
    return (
        hat is not None
        and hat.role in UNIT
        and hat.unit_id == candidate.screener_id
        and round_.stage == Stage.SCREENING
    )


def is_own(candidate: Candidate, units: Collection[int]) -> bool:
    """A reader holds a post in the unit that sent it or passed it on."""
    return candidate.unit_id in units or candidate.screener_id in units


def adds_up(weights: Sequence[int]) -> bool:
    return sum(weights) == FULL and all(weight > 0 for weight in weights)


def is_appeal_open(candidate: Candidate, stage: str) -> bool:
    """Dropped before the scores: until they close; below the line: until the notice is over."""
    if candidate.dropped_at in BEFORE_SCORES_CLOSE:
        return stage in BEFORE_SCORES_CLOSE
    return candidate.reason == "below_line" and stage in AFTER_SCORES_CLOSE


def weighted(marks: Sequence[int], weights: Sequence[int]) -> float:
    """Out of 100."""
    return sum(m * w for m, w in zip(marks, weights, strict=True)) / FULL
