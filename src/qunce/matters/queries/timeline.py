"""The moves of a matter as lines that people read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qunce.matters.models import Matter, Move
from qunce.matters.queries.saying import say
from qunce.matters.queries.urges import URGE
from qunce.matters.reasons import reason_words
from qunce.procedure import Procedure, Role

_TONES = {
    "answered": "green",
    "sign": "green",
    "assign": "red",
    "begin": "red",
    "lapse": "gold",
    "reminded": "gold",
    "overdue": "red",
    URGE: "gold",
}
# What is no act of a procedure.
_OWN = {
    "begin": gettext_lazy("Begun"),
    "reminded": gettext_lazy("Reminded: the day comes"),
    "overdue": gettext_lazy("Overdue, put before those who supervise"),
    URGE: gettext_lazy("Reminded"),
}


@dataclass(frozen=True)
class Line:
    """As the timeline draws it."""

    title: str
    at: datetime
    text: str = ""
    tone: str = ""


def lines(matter: Matter, moves: Iterable[Move], *, ratings: bool) -> list[Line]:
    """The newest first. Words of a rating only where ratings may be read."""
    return [_line(matter, move, ratings) for move in moves][::-1]


def _line(matter: Matter, move: Move, ratings: bool) -> Line:
    hidden = move.act == "rate" and not ratings
    return Line(
        title=_title(matter, move),
        at=move.at,
        text="　".join(part for part in _parts(matter, move) if not hidden),
        tone=_TONES.get(move.act, ""),
    )


def _title(matter: Matter, move: Move) -> str:
    if own := _OWN.get(move.act):
        return f"{own} · {move.assignment.unit.name}" if move.assignment else str(own)
    grammar = move.assignment.grammar if move.assignment else matter.grammar
    act = _act_title(grammar, move)
    return f"{act} · {move.assignment.unit.name}" if move.assignment else act


def _act_title(grammar: Procedure, move: Move) -> str:
    act = grammar.step(move.was).act(move.act)
    return say(act.title) if act else move.act


def _parts(matter: Matter, move: Move) -> Iterator[str]:
    if who := _who(move):
        yield who
    if move.code:
        yield _("Reason: %(reason)s.") % {"reason": reason_words(matter.procedure, move.code)}
    if move.words:
        yield move.words
    if move.due_before and _moved_the_day(move):
        yield _("It was due on %(on)s before.") % {"on": move.due_before.isoformat()}


def _moved_the_day(move: Move) -> bool:
    """Another step has another day, which is no news; the same step with another day is."""
    return move.was == move.became or move.act == "extend"


def _who(move: Move) -> str:
    if move.person:
        unit = move.unit.name if move.unit else ""
        return f"{move.person.name}（{unit}）" if unit else move.person.name
    return "" if move.role == Role.HOUSE else say(Role(move.role).words) if move.role else ""
