"""What the forms of a page offer to choose from: asked for once, and only where it is needed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from qunce.matters.models import Answer, Assignment, Matter
from qunce.matters.queries import choices
from qunce.matters.queries.choices import Choices
from qunce.matters.queries.doing import Doing
from qunce.procedure import Effect, Need

_UNITS = {Need.UNITS, Need.UNIT}


@dataclass(frozen=True)
class Offered:
    units: Choices = field(default_factory=list)
    deputies: Choices = field(default_factory=list)
    places: Choices = field(default_factory=list)
    # The last draft of each part, by the part: a new draft begins with it.
    drafts: dict[int, Answer] = field(default_factory=dict)
    # Parts whose draft the gate warns of: signing it then asks for a reason.
    warned: frozenset[int] = frozenset()


def offered(
    matter: Matter,
    doings: Sequence[Doing],
    drafts: dict[int, Answer],
    warned: frozenset[int],
) -> Offered:
    leaves = any(doing.act.effect == Effect.HAND_OVER for doing in doings)
    needs = {need for doing in doings for need in doing.act.needs}
    place = matter.jurisdiction_id
    return Offered(
        units=choices.units(place) if needs & _UNITS else [],
        deputies=choices.deputies(place, matter.author_id) if Need.PEOPLE in needs else [],
        places=choices.other_places(place) if leaves else [],
        drafts=drafts,
        warned=warned,
    )


def matter_of(doing: Doing) -> Matter:
    row = doing.row.matter if isinstance(doing.row, Assignment) else doing.row
    assert isinstance(row, Matter)
    return row
