"""What of a stored matter decides who somebody is to it."""

from collections.abc import Iterable
from typing import Protocol

from qunce.matters.models import Assignment, Matter, Mode, Running
from qunce.matters.rules import Facts
from qunce.procedure import Phase, Procedure

# Parts that decide nothing any more.
GONE = ("returned", "ended")


class Standing(Protocol):
    """A matter, or what a line of a list knows of one."""

    @property
    def jurisdiction_id(self) -> int: ...
    @property
    def author_id(self) -> int | None: ...
    @property
    def phase(self) -> str: ...
    @property
    def place_id(self) -> int | None: ...
    @property
    def group_id(self) -> int | None: ...


def facts_of(row: Running) -> Facts:
    """Of a matter, or of one assignment or one review in it."""
    matter = row if isinstance(row, Matter) else getattr(row, "matter", None)
    assert isinstance(matter, Matter)
    return made_of(
        matter,
        matter.grammar,
        [(a.unit_id, a.mode) for a in matter.assignments.all() if a.step not in GONE],
        [s.person_id for s in matter.signers.all()],
        row.unit_id if isinstance(row, Assignment) else None,
    )


def made_of(
    matter: Standing,
    grammar: Procedure,
    parts: Iterable[tuple[int, str]],
    signers: Iterable[int],
    only: int | None,
) -> Facts:
    """With the units that have a part and their modes, and the people who were asked to sign."""
    return Facts(
        jurisdiction_id=matter.jurisdiction_id,
        author_id=matter.author_id,
        signers=frozenset(signers),
        leads=frozenset(unit for unit, mode in parts if mode != Mode.CO),
        cos=frozenset(unit for unit, mode in parts if mode == Mode.CO),
        is_draft=matter.phase == Phase.DRAFT,
        place=matter.place_id,
        group=matter.group_id,
        assigner=grammar.assigner,
        publisher=grammar.publisher,
        only=only,
    )
