"""What the office's desk sees of voices: all of them, in every state."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Count, Q, QuerySet

from qunce.common.compiled import compiled
from qunce.people.models import Person
from qunce.record.queries import Event, entries_about
from qunce.voices.models import Call, Fate, Showing, Voice
from qunce.voices.queries.finding import EXACT, PAGE, Found, Scope, search
from qunce.voices.queries.one import OF_A_LINE, Line, lines

_RECEIPT = re.compile(r"#(\d{1,18})|(\d{1,18})-[0-9A-Za-z-]{4,24}")


@dataclass(frozen=True)
class Wanted:
    """Which voices a list shows; what is empty does not narrow it."""

    call_ids: tuple[int, ...]
    asked: str = ""
    fate: str = ""
    showing: str = ""
    channel: str = ""
    topic: int | None = None


def calls_of(jurisdiction_id: int) -> list[Call]:
    """The calls of a jurisdiction, the newest first."""
    return _calls(jurisdiction_id)


@compiled
def _calls(jurisdiction_id: int) -> QuerySet[Call]:
    return Call.objects.filter(jurisdiction=jurisdiction_id).order_by("-opens_at", "-pk")


def at_desk(wanted: Wanted, *, before: int | None = None, size: int = PAGE) -> Found:
    """The newest voices that are wanted; with words to look for, those that hold all of them."""
    named = {"fate": wanted.fate, "showing": wanted.showing, "channel": wanted.channel}
    states: dict[str, str | int] = {name: value for name, value in named.items() if value}
    if wanted.topic is not None:
        states["topic_id"] = wanted.topic
    if wanted.asked:
        scope = Scope(wanted.call_ids, shown_only=False, states=tuple(states.items()))
        return search(wanted.asked, scope, before=before, size=size)
    total = Voice.objects.filter(call__in=wanted.call_ids, **states)[: EXACT + 1].count()
    narrowed = tuple((value,) if value else () for value in named.values())
    about = () if wanted.topic is None else (wanted.topic,)
    after = () if before is None else (before,)
    page = [Line(*row) for row in _pages(size)(wanted.call_ids, *narrowed, about, after)]
    return Found(
        voices=page[:size],
        count=min(total, EXACT),
        more_than_counted=total > EXACT,
        next=page[size - 1].pk if len(page) > size else None,
    )


@cache
def _pages(size: int) -> Callable[..., list[tuple[Any, ...]]]:
    """What asks for a page and one more; what is wanted is in tuples, empty where it is all."""

    @compiled
    def page(
        call_ids: tuple[int, ...],
        fate: tuple[str, ...],
        showing: tuple[str, ...],
        channel: tuple[str, ...],
        topic: tuple[int, ...],
        before: tuple[int, ...],
    ) -> QuerySet[Voice, tuple[Any, ...]]:
        named = {"fate": fate, "showing": showing, "channel": channel, "topic": topic}
        states = {name: value[0] for name, value in {**named, "pk__lt": before}.items() if value}
        found = Voice.objects.filter(call__in=call_ids, **states)
        return found.order_by("-pk").values_list(*OF_A_LINE)[: size + 1]

    return page


def by_number(asked: str, jurisdiction_id: int) -> Voice | None:
    """The voice whose number was typed as #123 or as it stands on a receipt."""
    typed = _RECEIPT.fullmatch(asked.strip())
    if not typed:
        return None
    number = int(typed[1] or typed[2])
    return Voice.objects.filter(pk=number, jurisdiction=jurisdiction_id).first()


def voice_of(voice_id: int, jurisdiction_id: int) -> Voice | None:
    """Any voice of a jurisdiction, with what its page at the desk names."""
    found = Voice.objects.select_related("call", "area", "supports", "source")
    return found.filter(pk=voice_id, jurisdiction=jurisdiction_id).first()


def timeline(voice_id: int) -> list[tuple[Event, str]]:
    """What happened to a voice, oldest first, each with the name of the person who did it."""
    events = entries_about("voice", voice_id)
    ids = {number for kind, number in (e.actor for e in events) if kind == "person"}
    names = dict(Person.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}
    return [(e, names.get(e.actor[1], "") if e.actor[0] == "person" else "") for e in events]


@dataclass(frozen=True)
class AreaCounts:
    """What an area said: `received` is the sum of `fates`."""

    received: int
    shown: int
    fates: dict[str, int]


def counts_in(call_ids: Sequence[int], area_ids: Sequence[int] | None) -> AreaCounts:
    """The sums of some areas; of all, also of voices without an area, if None."""
    found = Voice.objects.filter(call__in=call_ids)
    if area_ids is not None:
        found = found.filter(area__in=area_ids)
    row = found.aggregate(
        shown=Count("pk", filter=Q(showing=Showing.SHOWN)),
        **{f.value: Count("pk", filter=Q(fate=f)) for f in Fate},
    )
    fates = {f.value: row[f.value] for f in Fate}
    return AreaCounts(received=sum(fates.values()), shown=row["shown"], fates=fates)


def shown_in(
    call_ids: Sequence[int], area_ids: Sequence[int] | None, most: int = PAGE
) -> list[Line]:
    """The newest voices of some areas whose words may be read by everybody."""
    return lines(_shown(call_ids, area_ids)[:most])


def shown_page(
    call_ids: Sequence[int],
    area_ids: Sequence[int] | None,
    *,
    before: int | None = None,
    size: int = PAGE,
) -> Found:
    """A page of the same, without a count."""
    found = _shown(call_ids, area_ids)
    page = lines((found.filter(pk__lt=before) if before else found)[: size + 1])
    return Found(page[:size], 0, False, page[size - 1].pk if len(page) > size else None)


def _shown(call_ids: Sequence[int], area_ids: Sequence[int] | None) -> QuerySet[Voice]:
    found = Voice.objects.filter(call__in=call_ids, showing=Showing.SHOWN)
    if area_ids is not None:
        found = found.filter(area__in=area_ids)
    return found.order_by("-pk")


@dataclass(frozen=True)
class Waiting:
    """What waits for release: `voices` after the number asked for, `total` of the same kind, and
    how many of each kind, by what the screen found in them (`codes`), the most first."""

    voices: list[Voice]
    total: int
    kinds: dict[str, int]


def queue(call_ids: Sequence[int], codes: str = "", *, after: int = 0, size: int = 1) -> Waiting:
    """The oldest that wait for release; with `codes` only those in which just these were found."""
    waiting = Voice.objects.filter(call__in=call_ids, showing=Showing.QUEUED).order_by()
    counted = waiting.values_list("screen").annotate(n=Count("pk")).order_by("-n", "screen")
    kinds = dict(counted)
    if codes:
        waiting = waiting.filter(screen=codes)
    later = waiting.filter(pk__gt=after).select_related("area", "call").order_by("pk")[:size]
    return Waiting(list(later), kinds.get(codes, 0) if codes else sum(kinds.values()), kinds)


def by_numbers(ids: Sequence[int], jurisdiction_id: int) -> list[Voice]:
    """Voices in the order asked for, as far as they belong to the jurisdiction."""
    found = Voice.objects.filter(jurisdiction=jurisdiction_id).select_related("call", "area")
    known = found.in_bulk(list(ids))
    return [known[number] for number in dict.fromkeys(ids) if number in known]
