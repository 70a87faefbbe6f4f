"""The line of a procedure: the steps that were gone, the one it stands at, those ahead."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.timezone import localtime

from qunce.matters.models import Matter, Move
from qunce.matters.queries.saying import say
from qunce.procedure import Phase, Procedure


@dataclass(frozen=True)
class Stage:
    """As the stepper draws it."""

    label: str
    state: str
    note: str = ""


def stages(matter: Matter, moves: Iterable[Move]) -> list[Stage]:
    grammar, gone = matter.grammar, _gone(matter, moves)
    line = [Stage(_title(grammar, code), "done", on) for code, on in gone.items()]
    over = matter.phase == Phase.ENDED
    line.append(Stage(_title(grammar, matter.step), "done" if over else "current"))
    ahead = [code for code in way_out(grammar, matter.step) if code not in gone]
    return line + [Stage(_title(grammar, code), "todo") for code in ahead]


def way_out(grammar: Procedure, start: str) -> list[str]:
    """The shortest way from a step to the first end that is named, without the step itself."""
    goal = next(step.code for step in grammar.steps if step.phase == Phase.ENDED)
    ways, seen = [[start]], {start}
    for way in ways:
        if way[-1] == goal:
            return way[1:]
        fresh = [to for to in _next(grammar, way[-1]) if to not in seen]
        seen.update(fresh)
        ways.extend([*way, to] for to in fresh)
    return []


def _next(grammar: Procedure, code: str) -> list[str]:
    return list(dict.fromkeys(to for act in grammar.step(code).acts for to in act.to))


def _gone(matter: Matter, moves: Iterable[Move]) -> dict[str, str]:
    """Steps it has left, in the order of the last visit, with the day it came there."""
    gone: dict[str, str] = {}
    for move in moves:
        if move.assignment_id is None and move.was != move.became:
            gone.pop(move.became, None)
            gone[move.became] = f"{localtime(move.at):%m-%d}"
    gone.pop(matter.step, None)
    return gone


def _title(grammar: Procedure, code: str) -> str:
    return say(grammar.step(code).title)
