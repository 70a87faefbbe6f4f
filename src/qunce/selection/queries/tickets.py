"""Who takes part in a draw: browsers, not voices, so that many voices win no more than one."""

from qunce.record.queries import checkpoint_after
from qunce.selection.models import Lottery, Round
from qunce.voices.models import Fate, Kind, Voice


def seed_of(lottery: Lottery) -> str | None:
    """The root of the first checkpoint that was signed after the draw was announced.

    It is fixed with that signing, stands in the public record, and nobody chose it; tickets and
    prizes were fixed before it was there.
    """
    found = checkpoint_after(lottery.round.jurisdiction_id, lottery.announced_at)
    return bytes(found.root).hex() if found else None


def tickets(round_: Round) -> list[int]:
    """One voice for each person-token of the call, the first; supports and withdrawn ones do not
    count, nor does how often anybody agreed."""
    if round_.call_id is None:
        return []
    found = Voice.objects.filter(call=round_.call_id, kind=Kind.IDEA, erased_at=None)
    rows = found.exclude(token=None).exclude(fate=Fate.WITHDRAWN).order_by("pk")
    first: dict[bytes, int] = {}
    for pk, token in rows.values_list("pk", "token").iterator(2_000):
        first.setdefault(bytes(token or b""), pk)
    return sorted(first.values())
