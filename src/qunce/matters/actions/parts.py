"""A unit's part begins: one, or those of the co-units of many matters at once."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db import connection
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


def open_co_parts(asked: Sequence[tuple[Matter, tuple[int, ...]]], actor: tuple[str, int]) -> None:
    """A part for each co-unit of each of these matters of one place, in a few questions.

    The parts of one matter differ in their unit alone: one is worked out, and the database makes
    the others of it (97 × 6 tasks with twenty each took 5.1 CPU s when each was worked out).
    """
    for matter, units in asked:
        refuse_odd_co_units(matter, units)
    _refuse_strangers(asked)
    firsts = [fresh(matter, Part(units[0], Mode.CO)) for matter, units in asked]
    Assignment.objects.bulk_create(firsts, batch_size=500)
    lines = {part.pk: opened(part, actor) for part in firsts}
    rest = [
        (p.pk, unit) for p, (_m, units) in zip(firsts, asked, strict=True) for unit in units[1:]
    ]
    others = [_for_another(lines[first], pk, unit) for pk, first, unit in _copied(rest)]
    record.write_many([*lines.values(), *others])


# Where the unit itself holds the first part, the other unit holds its own.
_COPIED = """
WITH asked AS (
    SELECT first, unit, at
    FROM unnest(%s::bigint[], %s::bigint[]) WITH ORDINALITY AS t (first, unit, at)
), made AS (
    INSERT INTO matters_assignment (unit_id, holder_unit_id, {same})
    SELECT asked.unit, CASE WHEN holder_unit_id = unit_id THEN asked.unit ELSE holder_unit_id END,
        {same}
    FROM asked JOIN matters_assignment part ON part.id = asked.first
    ORDER BY asked.at
    RETURNING id, matter_id, unit_id
)
SELECT made.id, asked.first, asked.unit
FROM made JOIN matters_assignment part USING (matter_id)
JOIN asked ON asked.first = part.id AND asked.unit = made.unit_id
ORDER BY made.id
"""


def _copied(rest: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Number of the new part, of the part it was made of, and its unit."""
    columns = [field.column or "" for field in Assignment._meta.concrete_fields]
    same = ", ".join(c for c in columns if c not in {"id", "unit_id", "holder_unit_id"})
    with connection.cursor() as cursor:
        cursor.execute(_COPIED.format(same=same), [[f for f, _u in rest], [u for _f, u in rest]])
        return [(pk, first, unit) for pk, first, unit in cursor.fetchall()]


def _for_another(line: Line, pk: int, unit: int) -> Line:
    return replace(line, subject=(line.subject[0], pk), body={**line.body, "unit": unit})


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
