"""A unit's part begins: one, or those of the co-units of many matters at once."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from qunce.common import now
from qunce.common.errors import Refused
from qunce.matters.actions.given import Part
from qunce.matters.actions.moving import enter, line_of, mark
from qunce.matters.models import Assignment, Matter, Mode
from qunce.people.models import Unit
from qunce.procedures import load
from qunce.record import actions as record
from qunce.record.actions import Line


def fresh(matter: Matter, part: Part, *, designated: bool = False) -> Assignment:
    """At its first step, with the days of its matter. Saves nothing."""
    co = part.mode == Mode.CO
    procedure = load(matter.grammar.co_parts if co else "assignment")
    made = Assignment(
        matter=matter,
        unit_id=part.unit_id,
        mode=part.mode,
        share=part.share,
        round=matter.round,
        procedure=procedure.code,
        version=procedure.version,
        designated=designated,
        anchors=_days_of(matter),
        pauses=matter.pauses,
        stands_since=matter.stands_since,
        stands_because=matter.stands_because,
        begun_at=now(),
    )
    mark(made, ("assigned",) if designated or "assigned" not in made.anchors else ())
    enter(made, procedure.first.code)
    return made


def opened(part: Assignment, actor: tuple[str, int]) -> Line:
    """The entry of its beginning, once it is stored."""
    return line_of(part, "opened", actor, unit=part.unit_id, mode=part.mode)


def open_co_parts(
    asked: Sequence[tuple[Matter, tuple[int, ...]]], actor: tuple[str, int]
) -> list[Assignment]:
    """A part for each co-unit of each of these matters of one place, in a few questions."""
    for matter, units in asked:
        refuse_odd_co_units(matter, units)
    _refuse_strangers(asked)
    parts = [fresh(m, Part(unit, Mode.CO)) for m, units in asked for unit in units]
    Assignment.objects.bulk_create(parts, batch_size=500)
    record.write_many(opened(part, actor) for part in parts)
    return parts


def refuse_odd_co_units(matter: Matter, units: Iterable[int]) -> None:
    """A unit never helps itself, and nobody takes part twice."""
    named = list(units)
    if len(set(named)) < len(named):
        raise Refused(_("A unit is named twice; each has one part."))
    if matter.place_id in named:
        raise Refused(_("The unit that leads it cannot also help with it."), code="own-co-unit")


def _refuse_strangers(asked: Sequence[tuple[Matter, tuple[int, ...]]]) -> None:
    named = {unit for _matter, units in asked for unit in units}
    places = {matter.jurisdiction_id for matter, _units in asked}
    if len(named) > Unit.objects.filter(pk__in=named, jurisdiction__in=places).count():
        raise Refused(_("This unit does not belong to this place; choose another."))


def _days_of(matter: Matter) -> dict[str, str]:
    """The days from which the author's clock counts, in the first round and in a second."""
    kept = ("assigned", "rehandle_requested", "registered")
    return {name: on for name, on in matter.anchors.items() if name in kept}
