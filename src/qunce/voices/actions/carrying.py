"""A matter takes voices up, answers them, or lets them go. Many at a time, each with its entry."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from qunce.record import actions as record
from qunce.record.actions import Line
from qunce.voices.models import Fate, Voice


def carry(*, voice_ids: Iterable[int], matter_id: int, actor: tuple[str, int]) -> list[int]:
    """Those that wait are carried from now on; returns them. Any other stays as it is."""
    return _turn(voice_ids, (Fate.WAITING,), Fate.CARRIED, matter_id, actor)


def answer(*, voice_ids: Iterable[int], matter_id: int) -> list[int]:
    """Those that are carried are answered; returns them. A withdrawn one stays withdrawn."""
    return _turn(voice_ids, (Fate.CARRIED,), Fate.ANSWERED, matter_id, ("system", 0))


def let_go(*, voice_ids: Iterable[int], matter_id: int, actor: tuple[str, int]) -> list[int]:
    """Those that were carried or answered wait again; returns them."""
    return _turn(voice_ids, (Fate.CARRIED, Fate.ANSWERED), Fate.WAITING, matter_id, actor)


def take_up_again(*, voice_ids: Iterable[int], matter_id: int, actor: tuple[str, int]) -> list[int]:
    """Those that were answered are carried again, for the matter was reopened."""
    return _turn(voice_ids, (Fate.ANSWERED,), Fate.CARRIED, matter_id, actor)


def set_aside_carried(
    *, voice_ids: Iterable[int], matter_id: int, reason: str, actor: tuple[str, int]
) -> list[int]:
    """The matter was not taken up, and its voices with it; returns them."""
    return _turn(voice_ids, (Fate.CARRIED,), Fate.SET_ASIDE, matter_id, actor, reason)


@transaction.atomic
def _turn(
    voice_ids: Iterable[int],
    was: Sequence[Fate],
    fate: Fate,
    matter_id: int,
    actor: tuple[str, int],
    reason: str = "",
) -> list[int]:
    found = Voice.objects.select_for_update().filter(pk__in=list(voice_ids), fate__in=was)
    rows = list(found.order_by("pk").values_list("pk", "jurisdiction_id", "fate"))
    ids = [pk for pk, _, _ in rows]
    Voice.objects.filter(pk__in=ids).update(fate=fate, fate_reason=reason)
    record.write_many(
        Line(
            jurisdiction_id=jurisdiction_id,
            verb=f"voice.{fate.value}",
            actor=actor,
            subject=("voice", pk),
            body={"was": before, "reason": reason, "matter": matter_id},
        )
        for pk, jurisdiction_id, before in rows
    )
    return ids
