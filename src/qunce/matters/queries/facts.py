"""What of a stored matter decides who somebody is to it."""

from qunce.matters.models import Assignment, Matter, Mode, Running
from qunce.matters.rules import Facts
from qunce.procedure import Phase

_GONE = ("returned", "ended")


def facts_of(row: Running) -> Facts:
    """Of a matter, or of one assignment or one review in it."""
    matter = row if isinstance(row, Matter) else getattr(row, "matter", None)
    assert isinstance(matter, Matter)
    parts = [(a.unit_id, a.mode) for a in matter.assignments.all() if a.step not in _GONE]
    return Facts(
        jurisdiction_id=matter.jurisdiction_id,
        author_id=matter.author_id,
        signers=frozenset(s.person_id for s in matter.signers.all()),
        leads=frozenset(unit for unit, mode in parts if mode != Mode.CO),
        cos=frozenset(unit for unit, mode in parts if mode == Mode.CO),
        is_draft=matter.phase == Phase.DRAFT,
        place=matter.place_id,
        group=matter.group_id,
        assigner=matter.grammar.assigner,
        publisher=matter.grammar.publisher,
        only=row.unit_id if isinstance(row, Assignment) else None,
    )
