"""The last reminder of what somebody holds, while it stands where it stood when it was sent."""

from collections.abc import Iterable

from qunce.matters.models import Assignment, Matter, Move

URGE = "urge"  # an act of the house, not of a procedure: it may be done at every step


def urges_of(rows: Iterable[Matter | Assignment]) -> dict[tuple[int, int], Move]:
    """By (1 for a part, its number): the newest reminder that still counts, in one question."""
    rows = list(rows)
    matters = {row.matter_id if isinstance(row, Assignment) else row.pk for row in rows}
    if not matters:
        return {}
    found = Move.objects.filter(matter__in=matters, act=URGE).select_related("person", "unit")
    moves = list(found.order_by("-at", "-pk"))
    pairs = ((row, next((m for m in moves if _concerns(m, row)), None)) for row in rows)
    return {(int(isinstance(row, Assignment)), row.pk): move for row, move in pairs if move}


def _concerns(move: Move, row: Matter | Assignment) -> bool:
    """A matter's reminder is for the units that answer it; a part's for that part alone."""
    if isinstance(row, Matter):
        return move.matter_id == row.pk and move.assignment_id is None and move.was == row.step
    if move.assignment_id:
        return move.assignment_id == row.pk and move.was == row.step
    return move.matter_id == row.matter_id and move.was == row.matter.step and row.answers_itself
