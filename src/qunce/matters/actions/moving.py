"""One act under way: the locked row, who does it in which role, and what came with it."""

from dataclasses import dataclass, replace
from typing import Any

from qunce.common import now
from qunce.common.clock import today
from qunce.matters.actions.clocks import CLOCK, set_clock
from qunce.matters.actions.given import Given
from qunce.matters.models import Assignment, Matter, Move, Promise, Running
from qunce.people.rules import Hat
from qunce.procedure import Act, Phase, Role
from qunce.record import actions as record
from qunce.record.actions import Line

STANDING = (
    "step",
    "phase",
    "holder_role",
    "holder_unit",
    "holder_person",
    "anchors",
    "extended",
    "set_on",
    "ended_at",
    *CLOCK,
)


@dataclass(frozen=True)
class Moving:
    """`row` is the matter or the assignment, locked; `matter` is locked in either case."""

    row: Running
    matter: Matter
    act: Act
    role: Role
    hat: Hat | None
    given: Given

    @property
    def actor(self) -> tuple[str, int]:
        if self.hat:
            return ("person", self.hat.person_id)
        return ("system" if self.role == Role.HOUSE else "author", 0)

    @property
    def assignment(self) -> Assignment:
        """The assignment that is acted on; an act of a matter has none."""
        assert isinstance(self.row, Assignment)
        return self.row

    def with_row(self, row: Running) -> "Moving":
        return replace(self, row=row)


def mark(row: Running, names: tuple[str, ...]) -> None:
    """These things happened today."""
    row.anchors = {**row.anchors, **dict.fromkeys(names, today().isoformat())}


def enter(row: Running, code: str) -> None:
    """Stand at a step: its phase, its holder, its clock. Saves nothing."""
    step = row.grammar.step(code)
    row.step, row.phase = code, step.phase
    row.ended_at = now() if step.phase == Phase.ENDED else None
    hold(row)
    set_clock(row)


def hold(row: Running) -> None:
    """Who holds it at its step, as its parts stand now. Saves nothing."""
    row.holder_role = _holder_role(row)
    row.holder_unit_id = _holder_unit(row)
    row.holder_person_id = _holder_person(row)


def keep(moving: Moving, was: str, due_before: Any) -> Move:
    """Save what changed, put it on the timeline and into the record."""
    row = moving.row
    row.save(update_fields=[*STANDING, *_own_fields(row)])
    move = Move.objects.create(
        matter=moving.matter,
        assignment=row if isinstance(row, Assignment) else None,
        act=moving.act.code,
        was=was,
        became=row.step,
        role=moving.role,
        person_id=moving.hat.person_id if moving.hat else None,
        unit_id=moving.hat.unit_id if moving.hat else None,
        words=moving.given.words,
        code=moving.given.reason_code,
        due_before=due_before if due_before != row.due_on else None,
        at=now(),
    )
    write(row, moving.act.code, moving.actor, was=was, role=moving.role.value, due=_on(row))
    return move


def matter_of(row: Running | Promise) -> Matter:
    """The matter itself, or the one that a part, a review or a promise belongs to."""
    matter = row if isinstance(row, Matter) else getattr(row, "matter", None)
    assert isinstance(matter, Matter)
    return matter


def write(row: Running, verb: str, actor: tuple[str, int], **body: Any) -> None:
    """The entry of something that happened to a matter or an assignment."""
    record.write(line_of(row, verb, actor, **body))


def line_of(row: Running, verb: str, actor: tuple[str, int], **body: Any) -> Line:
    """That entry before it is written."""
    kind = row._meta.model_name or ""
    matter = matter_of(row)
    return Line(
        jurisdiction_id=matter.jurisdiction_id,
        verb=f"{kind}.{verb}",
        actor=actor,
        subject=(kind, row.pk),
        body={"matter": matter.pk, "step": row.step, **body},
    )


def _on(row: Running) -> str:
    return row.due_on.isoformat() if row.due_on else ""


def _own_fields(row: Running) -> tuple[str, ...]:
    if isinstance(row, Matter):
        return ("number", "parent", "tie", "several", "round", "place", "duty", "group")
    return ("designated",)


def _holder_role(row: Running) -> str:
    step = row.at_step
    several = isinstance(row, Matter) and row.several
    holder = (step.holder_of_several if several else None) or step.holder
    return matter_of(row).grammar.who(holder).value if holder else ""


_UNITS = {Role.LEAD_UNIT, Role.CO_UNIT, Role.UNIT_HEAD}
_PLACES = {Role.COMMUNITY, Role.TOWN, Role.TOWN_LEADER, Role.UNIT}


def _holder_unit(row: Running) -> int | None:
    role = row.holder_role
    if isinstance(row, Assignment):
        if role in _PLACES:
            return row.matter.place_id
        return row.unit_id if role in _UNITS else None
    if not isinstance(row, Matter):
        return None
    if role in _UNITS:
        return lead_unit(row)
    if role == Role.GROUP:
        return row.group_id
    return row.place_id if role in _PLACES else None


def lead_unit(matter: Matter) -> int | None:
    """The unit that answers the author; a merged matter's is that of the one it joined."""
    of = matter.parent if matter.tie == "merged" and matter.parent else matter
    parts = of.assignments.exclude(mode="co").exclude(step__in=["returned", "ended"])
    return parts.order_by("-pk").values_list("unit", flat=True).first()


def _holder_person(row: Running) -> int | None:
    if row.holder_role != Role.AUTHOR or not isinstance(row, Matter):
        return None
    return row.author_id
