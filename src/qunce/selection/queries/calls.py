"""The call that a new round is about."""

from qunce.common import now
from qunce.selection.models import Round
from qunce.voices.models import Call, Fate, Kind, Voice


def newest(jurisdiction_id: int) -> int | None:
    """The one that opened last in this place; a letter's own call is not what is selected from."""
    found = Call.objects.filter(jurisdiction=jurisdiction_id, opens_at__lte=now(), letter=None)
    return found.order_by("-opens_at", "-pk").values_list("pk", flat=True).first()


def sent_by_units(round_: Round) -> list[tuple[int, int]]:
    """The ideas that units sent to the round's call in their spreadsheets: voice and unit."""
    found = Voice.objects.filter(
        call=round_.call_id, kind=Kind.IDEA, source__unit__isnull=False, erased_at=None
    ).exclude(fate=Fate.WITHDRAWN)
    return [
        (voice, unit)
        for voice, unit in found.order_by("pk").values_list("pk", "source__unit")
        if unit is not None
    ]
