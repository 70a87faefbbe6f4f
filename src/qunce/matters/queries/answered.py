"""Whether a matter has answered its voices, and by which move."""

from django.db.models import Q

from qunce.matters.models import Matter, Move

_AGAIN = ("rehandle", "reopen")


def answers(move: Move) -> bool:
    """Whether the move is one that answers: from then on the author may rate."""
    return move.act == "answered" or move.became == "answered"


def answering(matter: Matter) -> Move | None:
    """The move that answered it, unless it was taken up again since."""
    own = matter.moves.filter(assignment=None)
    turns = own.filter(Q(act="answered") | Q(became="answered") | Q(act__in=_AGAIN))
    last = turns.order_by("-pk").first()
    return last if last and last.act not in _AGAIN else None
