"""An answer brings the question what of it may be public."""

from qunce.common import now
from qunce.matters.actions.moving import Moving, enter, mark, write
from qunce.matters.models import Publication
from qunce.procedures import load


def open_review(moving: Moving) -> None:
    """One for each round, begun with its answer (国办发〔2014〕46号: reviewed together with it)."""
    matter, kind = moving.matter, load("publication")
    if Publication.objects.filter(matter=matter, round=matter.round).exists():
        return
    row = Publication(
        matter=matter,
        round=matter.round,
        procedure=kind.code,
        version=kind.version,
        begun_at=now(),
    )
    mark(row, kind.begins_with)
    enter(row, kind.first.code)
    row.save()
    write(row, "opened", moving.actor)
