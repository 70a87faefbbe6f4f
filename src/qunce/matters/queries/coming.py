"""Which departments came to a whistle in this round."""

from qunce.matters.models import Matter

_GONE = ("returned", "ended")


def to_be_rated(matter: Matter) -> set[int]:
    parts = matter.assignments.all()
    return {p.unit_id for p in parts if p.round == matter.round and p.step not in _GONE}
