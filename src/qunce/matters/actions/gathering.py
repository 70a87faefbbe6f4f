"""The many voices of a theme are taken up in the background, some hundred in a transaction."""

from collections.abc import Sequence

from qunce.common.errors import Refused
from qunce.matters.actions.taking_up import carry
from qunce.matters.models import Matter, Move
from qunce.matters.queries.themes import voices_of
from qunce.people import queries as people
from qunce.people.rules import Hat

# Measured: a thousand take 0.3 CPU seconds, so so many do not hold a request up.
AT_ONCE = 500


def gather(*, matter_id: int) -> int:
    """Take up what still waits in the theme that the matter grew from; returns how many.

    Killed in the middle it is begun again and goes on with what still waits.
    """
    matter, taken = Matter.objects.get(pk=matter_id), 0
    hat = _beginner(matter)
    while hat and (voices := voices_of(matter.evidence["id"])[:AT_ONCE]):
        if not _taken(matter, voices, hat):
            break
        taken += len(voices)
    return taken


def _taken(matter: Matter, voices: Sequence[int], hat: Hat) -> bool:
    """False where another hand took some of them meanwhile, or the matter takes none any more."""
    try:
        carry(matter=matter, voice_ids=voices, hat=hat)
    except Refused:
        return False
    return True


def _beginner(matter: Matter) -> Hat | None:
    """The post of whoever began it; none if it ended since."""
    begun = Move.objects.select_related("person").filter(matter=matter, act="begin").first()
    if begun is None or begun.person is None:
        return None
    return next((h for h in people.hats_of(begun.person) if h.unit_id == begun.unit_id), None)
