"""Who hears of an act: the authors of voices through their receipts, in the background."""

from qunce.common import later
from qunce.matters.actions.moving import Moving
from qunce.matters.models import Matter, Move
from qunce.procedure import Tell


def tell_of(moving: Moving, move: Move) -> None:
    """Enqueue, in this transaction, what the authors of carried voices are to hear.

    Units, deputies and offices see it in their inbox at once; nothing is sent to them.
    """
    if Tell.VOICES in moving.act.tells and _carries(moving.matter):
        later("matters.tell", [move.pk])


def _carries(matter: Matter) -> bool:
    return matter.carried.filter(until=None).exists()
