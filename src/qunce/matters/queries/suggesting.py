"""Which unit a matter may be for, learned from where matters went before.

A suggestion says why and decides nothing. Whoever assigns otherwise teaches it: the next
suggestion is learned from the units that matters were left with in the end.
"""

from dataclasses import dataclass

from qunce.common.memo import for_seconds
from qunce.matters.models import Assignment, Matter, Mode
from qunce.people.queries import units_of
from qunce.reading.queries.triage import Learned, learn

# The newest parts that are learned from; fitting so many takes about a second.
_PAST = 2_000
_WORDS = 4


@dataclass(frozen=True)
class Suggestion:
    """`words` are those of the text that spoke for the unit, the strongest first."""

    unit_id: int
    unit: str
    chance: float
    sure: bool
    words: tuple[str, ...]


def suggest(matter: Matter) -> Suggestion | None:
    """The likeliest unit; none where nothing was ever assigned and no unit published its duties."""
    units = {u.code: u for u in units_of(matter.jurisdiction_id)}
    learned = _learned(matter.jurisdiction_id)
    found = learned.explain(text_of(matter)) if learned else None
    if found is None or found.unit not in units:
        return None
    unit = units[found.unit]
    words = tuple(word for word, _weight in found.words_for[:_WORDS])
    return Suggestion(unit.pk, unit.name, found.chance, found.sure, words)


def text_of(matter: Matter) -> str:
    return "\n".join([matter.title, matter.situation, *matter.requests])


@for_seconds(60)
def _learned(jurisdiction_id: int) -> Learned | None:
    parts = (
        Assignment.objects.filter(matter__jurisdiction=jurisdiction_id)
        .exclude(mode=Mode.CO)
        .exclude(step="returned")
        .select_related("matter", "unit")
        .order_by("-pk")[:_PAST]
    )
    past = [(text_of(part.matter), part.unit.code) for part in parts]
    duties = {u.code: u.duties for u in units_of(jurisdiction_id) if u.duties}
    return learn(past, duties)
