"""The same text many times: how often, when, where and by which way. For the desk alone.

Numbers and texts only: nothing here is about who handed something in.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate

from qunce.common.memo import for_seconds
from qunce.places.models import Area
from qunce.reading.models import Family, Placement
from qunce.voices.models import Channel

TEMPLATE = "template"


@dataclass(frozen=True)
class FamilyLine:
    """A family in the list: `counted` is what it counts among texts of their own."""

    family: Family
    first: date
    last: date
    peak: date
    at_peak: int
    places: tuple[tuple[str, int], ...]

    @property
    def counted(self) -> int:
        return self.family.size if self.family.kind == TEMPLATE else 1


@dataclass(frozen=True)
class Place:
    """What came from a place, and how much of it is left when the same text counts once."""

    name: str
    received: int
    own: int

    @property
    def repeated(self) -> float:
        return 1 - self.own / self.received


@dataclass(frozen=True)
class FamilyPage:
    family: Family
    counted: int
    days: list[tuple[date, int]]
    places: tuple[tuple[str, int], ...]
    channels: tuple[tuple[str, int], ...]


def families_of(corpus_id: int) -> QuerySet[Family]:
    """The largest first, with the words of their representatives."""
    found = Family.objects.filter(corpus=corpus_id).select_related("representative", "theme")
    return found.order_by("-size", "pk")


def lines_of(families: Sequence[Family]) -> list[FamilyLine]:
    days: dict[int, Counter[date]] = defaultdict(Counter)
    areas: dict[int, Counter[int | None]] = defaultdict(Counter)
    for family, day, area, count in _said(families):
        days[family][day] += count
        areas[family][area] += count
    names = _names({area for one in areas.values() for area in one})
    return [_line(one, days[one.pk], _named(areas[one.pk], names)) for one in families]


def _said(families: Sequence[Family]) -> list[tuple[int, date, int | None, int]]:
    found = Placement.objects.filter(family__in=[one.pk for one in families])
    by = found.annotate(day=TruncDate("voice__said_at")).values("family", "day", "voice__area")
    return list(by.annotate(n=Count("pk")).values_list("family", "day", "voice__area", "n"))


def _line(family: Family, days: Counter[date], places: tuple[tuple[str, int], ...]) -> FamilyLine:
    peak = min(days, key=lambda day: (-days[day], day))
    return FamilyLine(family, min(days), max(days), peak, days[peak], places)


def _named(areas: Counter[int | None], names: dict[int, str]) -> tuple[tuple[str, int], ...]:
    """Places by how much came from there; those that are not known last, without a name."""
    known = [(names[pk], count) for pk, count in areas.items() if pk is not None]
    rest = areas[None]
    ranked = sorted(known, key=lambda one: (-one[1], one[0]))
    return (*ranked, ("", rest)) if rest else tuple(ranked)


def _names(area_ids: set[int | None]) -> dict[int, str]:
    known = [pk for pk in area_ids if pk is not None]
    return dict(Area.objects.filter(pk__in=known).values_list("pk", "name"))


def family_page(corpus_id: int, voice_id: int) -> FamilyPage | None:
    """The family of a voice, by any of its voices: families are numbered anew by each reading."""
    found = Placement.objects.filter(corpus=corpus_id, voice=voice_id).exclude(family=None)
    place = found.select_related("family__representative", "family__theme").first()
    if place is None or place.family is None:
        return None
    (line,) = lines_of([place.family])
    said = _said([place.family])
    days: Counter[date] = Counter()
    for _family, day, _area, count in said:
        days[day] += count
    return FamilyPage(
        place.family, line.counted, sorted(days.items()), line.places, _channels(place.family)
    )


def _channels(family: Family) -> tuple[tuple[str, int], ...]:
    found = Placement.objects.filter(family=family).values_list("voice__channel")
    ranked = found.annotate(n=Count("pk")).order_by("-n", "voice__channel")
    return tuple((str(Channel(code).label), count) for code, count in ranked)


def members_of(family: Family) -> QuerySet[Placement]:
    """The oldest first: who came first is above who repeated it."""
    return (
        Placement.objects.filter(family=family)
        .select_related("voice__area")
        .order_by("voice__said_at", "voice")
    )


_PLACES = """
SELECT v.area_id, count(*), count(*) FILTER (WHERE p.outcome IN ('theme', 'undecided'))
FROM reading_placement p JOIN voices_voice v ON v.id = p.voice_id
WHERE p.corpus_id = %s AND p.outcome <> 'not_understandable' GROUP BY v.area_id
"""


@for_seconds(60)
def places_of(corpus_id: int) -> list[Place]:
    """Counties and zones of a corpus, those first that shrink most when the same text counts once.

    At most a minute old. What says nothing is left out; the last line has no place.
    """
    with connection.cursor() as cursor:
        cursor.execute(_PLACES, [corpus_id])
        rows = cursor.fetchall()
    above = _tops({area for area, _, _ in rows})
    received: Counter[str] = Counter()
    own: Counter[str] = Counter()
    for area, count, once in rows:
        received[above.get(area, "")] += count
        own[above.get(area, "")] += once
    found = [Place(name, received[name], own[name]) for name in received]
    return sorted(found, key=lambda one: (not one.name, -(one.received - one.own), one.name))


def _tops(area_ids: set[int | None]) -> dict[int | None, str]:
    """The place below the city that each area lies in, or the area itself."""
    known = [pk for pk in area_ids if pk is not None]
    jurisdictions = Area.objects.filter(pk__in=known).values("jurisdiction")
    areas = {one.pk: one for one in Area.objects.filter(jurisdiction__in=jurisdictions)}
    found: dict[int | None, str] = {}
    for pk in known:
        chain = [areas[pk]]
        while (parent := chain[-1].parent_id) is not None:
            chain.append(areas[parent])
        found[pk] = chain[-2 if len(chain) > 1 else 0].name
    return found
