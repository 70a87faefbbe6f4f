"""Single voices: by receipt, as shown, in the queue of those that wait for a clerk."""

import hmac
from collections.abc import Iterable

from django.db.models import Count, QuerySet

from qunce.common.ids import tidy_code
from qunce.voices.models import Kind, Showing, Voice
from qunce.voices.words import receipt_code


def receipt_number(voice: Voice) -> str:
    """What stands on the receipt: the voice's number and its secret code.

    The number alone opens nothing; the code cannot be guessed (80 bits).
    """
    return f"{voice.pk}-{receipt_code(voice.salt)}"


def by_receipt(typed: str) -> Voice | None:
    """The voice of a receipt as somebody typed it, or None. Takes the same time either way."""
    number, _dash, code = typed.strip().partition("-")
    if not number.isdecimal() or len(number) > 18:
        return None
    voice = Voice.objects.select_related("call", "area", "supports").filter(pk=int(number)).first()
    expected = receipt_code(voice.salt if voice else b"nobody")
    fits = hmac.compare_digest(expected.encode(), tidy_code(code).encode())
    return voice if voice and fits else None


def shown_voice(voice_id: int) -> Voice | None:
    """A voice as the square may show it."""
    return (
        Voice.objects.select_related("call", "area")
        .filter(pk=voice_id, showing=Showing.SHOWN)
        .first()
    )


def voices_by_id(ids: Iterable[int]) -> list[Voice]:
    """Voices in the order of their ids as given; one query."""
    wanted = list(ids)
    found = Voice.objects.select_related("area").in_bulk(wanted)
    return [found[pk] for pk in wanted if pk in found]


def queue_of(call_ids: Iterable[int]) -> QuerySet[Voice]:
    """Voices whose author agreed to show them and that wait for a clerk, oldest first."""
    return Voice.objects.filter(call__in=call_ids, showing=Showing.QUEUED).order_by("pk")


def support_count(voice: Voice) -> int:
    return Voice.objects.filter(supports=voice, kind=Kind.SUPPORT).count()


def support_counts(ids: Iterable[int]) -> dict[int, int]:
    """How many mean the same as each of these voices; those that nobody supports are left out."""
    found = Voice.objects.filter(supports__in=list(ids), kind=Kind.SUPPORT).order_by()
    return dict(found.values_list("supports").annotate(n=Count("pk")))
