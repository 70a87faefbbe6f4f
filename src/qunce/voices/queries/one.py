"""Single voices: by receipt, as shown, as a line of a list, in the queue for a clerk."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from qunce.common.compiled import compiled
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
    voice = next(iter(_with_call(int(number))), None)
    expected = receipt_code(voice.salt if voice else b"nobody")
    fits = hmac.compare_digest(expected.encode(), tidy_code(code).encode())
    return voice if voice and fits else None


@compiled
def _with_call(voice_id: int) -> QuerySet[Voice]:
    return Voice.objects.select_related("call", "area", "supports").filter(pk=voice_id)


def shown_voice(voice_id: int) -> Voice | None:
    """A voice as the square may show it."""
    return next(iter(_shown_voice(voice_id)), None)


@compiled
def _shown_voice(voice_id: int) -> QuerySet[Voice]:
    found = Voice.objects.select_related("call", "area")
    return found.filter(pk=voice_id, showing=Showing.SHOWN)


@dataclass(frozen=True, slots=True)
class Line:
    """What lists show of a voice; whole voices with their areas take three times as long."""

    pk: int
    title: str
    text: str
    place: str
    said_at: datetime
    kind: str
    channel: str
    fate: str
    showing: str
    erased_at: datetime | None
    supports_id: int | None
    # The area's name, if one is known.
    area: str | None

    @property
    def headline(self) -> str:
        """The title, or the beginning of the text."""
        line = self.title or " ".join(self.text[:120].split())
        return line if len(line) <= 60 else f"{line[:59]}…"


OF_A_LINE = (*Line.__slots__[:-1], "area__name")


def lines(found: QuerySet[Voice]) -> list[Line]:
    return [Line(*row) for row in found.values_list(*OF_A_LINE)]


def lines_by_id(ids: Iterable[int]) -> list[Line]:
    """Voices in the order of their ids as given; one query."""
    wanted = tuple(ids)
    found = {row[0]: Line(*row) for row in _lines_of(wanted)}
    return [found[pk] for pk in wanted if pk in found]


@compiled
def _lines_of(ids: tuple[int, ...]) -> QuerySet[Voice, tuple[Any, ...]]:
    return Voice.objects.filter(pk__in=ids).values_list(*OF_A_LINE)


def queue_of(call_ids: Iterable[int]) -> QuerySet[Voice]:
    """Voices whose author agreed to show them and that wait for a clerk, oldest first."""
    return Voice.objects.filter(call__in=call_ids, showing=Showing.QUEUED).order_by("pk")


def support_count(voice: Voice) -> int:
    return sum(_supports(voice.pk))


@compiled
def _supports(voice_id: int) -> QuerySet[Voice, int]:
    found = Voice.objects.filter(supports=voice_id, kind=Kind.SUPPORT).order_by()
    return found.values("supports").annotate(n=Count("*")).values_list("n", flat=True)


def support_counts(ids: Iterable[int]) -> dict[int, int]:
    """How many mean the same as each of these voices; those that nobody supports are left out."""
    found = Voice.objects.filter(supports__in=list(ids), kind=Kind.SUPPORT).order_by()
    return dict(found.values_list("supports").annotate(n=Count("pk")))
