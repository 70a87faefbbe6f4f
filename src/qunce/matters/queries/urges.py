"""The last reminder of what somebody holds, while it stands where it stood when it was sent."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet

from qunce.common.compiled import compiled
from qunce.matters.models import Move
from qunce.matters.queries.rows import Kind, Row

URGE = "urge"  # an act of the house, not of a procedure: it may be done at every step


class Urge(NamedTuple):
    """A reminder: of which matter or part, where that stood, what was said, by whom and when."""

    matter_id: int
    part_id: int | None
    was: str
    words: str
    unit: str | None
    at: datetime


def urges_of(rows: Sequence[Row]) -> list[Urge | None]:
    """For each line the newest reminder that still counts, in one question; none of reviews."""
    ids = tuple(sorted({row.matter_id for row in rows if row.kind != Kind.REVIEW}))
    urges = [Urge(*found) for found in _urges(ids)] if ids else []
    return [next((urge for urge in urges if _concerns(urge, row)), None) for row in rows]


@compiled
def _urges(ids: tuple[int, ...]) -> "QuerySet[Move, tuple[Any, ...]]":
    found = Move.objects.filter(matter__in=ids, act=URGE).order_by("-at", "-pk")
    return found.values_list("matter_id", "assignment_id", "was", "words", "unit__name", "at")


def _concerns(urge: Urge, row: Row) -> bool:
    """A matter's reminder is for the units that answer it; a part's for that part alone."""
    if row.kind == Kind.REVIEW or urge.matter_id != row.matter_id:
        return False
    if row.kind == Kind.MATTER:
        return urge.part_id is None and urge.was == row.step
    if urge.part_id:
        return urge.part_id == row.pk and urge.was == row.step
    return urge.was == row.matter_step and row.answers_itself
