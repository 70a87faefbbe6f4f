"""Which candidate would take a seat that an objection left empty."""

from dataclasses import dataclass

from qunce.selection.models import Candidate, Round, Stage, State
from qunce.selection.queries.results import lines, results, seats
from qunce.selection.queries.subjects import withdrawn


@dataclass(frozen=True)
class NextUp:
    """`empty` seats; `candidate` is next by the same ranks and quotas, None if nobody is left."""

    empty: int
    candidate: Candidate | None = None
    by_quota: bool = False


def next_up(round_: Round) -> NextUp:
    """Nobody listed loses a seat by it; who came back by appeal has a place beside the seats."""
    if round_.stage != Stage.NOTICE:
        return NextUp(0)
    listed = list(round_.candidates.filter(state=State.LISTED, by_appeal=False))
    struck = round_.candidates.filter(state=State.DROPPED, dropped_at=Stage.NOTICE).exists()
    empty = round_.seats - len(listed) if struck else 0
    if empty <= 0:
        return NextUp(0)
    below = round_.candidates.filter(state=State.DROPPED, reason="below_line")
    gone = {one.pk for one in withdrawn(below)}
    among = [*listed, *(one for one in below.select_related("unit") if one.pk not in gone)]
    found = results(lines(round_))
    assert found is not None
    ranked = found.ranked([one.pk for one in among], round_.seed)
    seated = {seat.candidate: seat.by_quota for seat in seats(round_, ranked, among)}
    held = {one.pk for one in listed}
    first = next((pk for pk in ranked if pk in seated and pk not in held), None)
    if first is None:
        return NextUp(empty)
    return NextUp(empty, next(one for one in among if one.pk == first), seated[first])
