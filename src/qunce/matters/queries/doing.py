"""What somebody may do now: the acts of a step that are open to the post they act for."""

from dataclasses import dataclass
from functools import lru_cache

from qunce import procedures
from qunce.matters.models import Assignment, Running
from qunce.matters.queries.facts import facts_of
from qunce.matters.queries.saying import say
from qunce.matters.rules import roles_in, who_may
from qunce.people.rules import Hat
from qunce.procedure import Act, Phase, Role, Step


@dataclass(frozen=True)
class Doing:
    """One act of one row; `key` is its name on the page."""

    row: Running
    act: Act

    @property
    def key(self) -> str:
        kind = "part" if self.is_part else "matter"
        return f"{kind}-{self.row.pk}-{self.act.code}"

    @property
    def is_part(self) -> bool:
        return isinstance(self.row, Assignment)

    @property
    def title(self) -> str:
        return say(self.act.title)


def doings(row: Running, hat: Hat) -> list[Doing]:
    """The acts of its step that this post may do now; none once it has ended."""
    if row.phase == Phase.ENDED:
        return []
    roles = roles_in(hat, facts_of(row))
    return [Doing(row, act) for act in _open_to(row.at_step, roles)]


@lru_cache(maxsize=1_000)
def titles(
    procedure: str, step: str, roles: frozenset[Role], language: str | None
) -> tuple[str, ...]:
    """What `doings` are called; for the lines of lists, which have no models."""
    open_to = _open_to(procedures.load(procedure).step(step), roles)
    return tuple(act.title.in_language(language or "zh") for act in open_to)


def _open_to(step: Step, roles: frozenset[Role]) -> list[Act]:
    people = roles - {Role.HOUSE}
    return [act for act in step.acts if who_may(step, act, people)]
