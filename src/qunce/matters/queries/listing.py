"""All open matters of a place by due date, for those who see that nothing is late in silence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from qunce import procedures
from qunce.common.clock import today
from qunce.matters.models import Assignment, Matter
from qunce.matters.queries.colours import Colour, colour, near
from qunce.matters.queries.inbox import Place
from qunce.matters.queries.saying import holder_of, say
from qunce.procedure import Phase

SIZE = 40


@dataclass(frozen=True)
class Wanted:
    """The filters of the list; empty ones let everything through."""

    kind: str = ""
    unit: int | None = None
    tone: str = ""


@dataclass(frozen=True)
class Listed:
    matter: Matter
    colour: Colour

    @property
    def kind(self) -> str:
        return say(self.matter.grammar.title)

    @property
    def holder(self) -> str:
        return holder_of(self.matter)


@dataclass(frozen=True)
class Listing:
    rows: list[Listed]
    next: Place | None
    tones: Mapping[str, int]


def kinds() -> list[tuple[str, str]]:
    """The kinds of matters; parts and reviews are inside them."""
    inside = {"assignment", "opinion", "publication"}
    every = procedures.every().items()
    return [(code, say(kind.title)) for code, kind in every if code not in inside]


def open_matters(
    jurisdiction_id: int, wanted: Wanted, after: Place | None, among: Q | None = None
) -> Listing:
    """The first page after `after`; `among` narrows it to what something can be done with."""
    found = _of(jurisdiction_id, wanted).filter(among or Q())
    soon = near(jurisdiction_id, today())
    page = found.filter(_tone(wanted.tone, soon)) if wanted.tone else found
    if after:
        page = page.filter(_after(after))
    page = page.select_related("holder_unit", "holder_person")
    rows = list(page.order_by(F("due_on").asc(nulls_last=True), "pk")[: SIZE + 1])
    listed = [Listed(m, colour(m.due_on, jurisdiction_id)) for m in rows[:SIZE]]
    return Listing(listed, _next(listed) if len(rows) > SIZE else None, _tones(found, soon))


def _next(listed: list[Listed]) -> Place:
    last = listed[-1].matter
    return Place(last.due_on, 0, last.pk)


def _of(jurisdiction_id: int, wanted: Wanted) -> QuerySet[Matter]:
    found = Matter.objects.filter(jurisdiction=jurisdiction_id, phase=Phase.OPEN)
    if wanted.kind:
        found = found.filter(procedure=wanted.kind)
    if wanted.unit:
        part = Assignment.objects.filter(matter=OuterRef("pk"), unit=wanted.unit, phase=Phase.OPEN)
        found = found.filter(Q(holder_unit=wanted.unit) | Q(Exists(part)))
    return found


def _tone(tone: str, soon: date) -> Q:
    on = today()
    return {
        "red": Q(due_on__lt=on),
        "gold": Q(due_on__gte=on, due_on__lte=soon),
        "green": Q(due_on__gt=soon),
    }.get(tone, Q(due_on=None))


def _tones(found: QuerySet[Matter], soon: date) -> dict[str, int]:
    """How many of each colour, in one question."""
    return found.aggregate(
        **{tone: Count("pk", filter=_tone(tone, soon)) for tone in ("red", "gold", "green")}
    )


def _after(place: Place) -> Q:
    same_day = Q(due_on=place.due_on, pk__gt=place.pk)
    if place.due_on is None:
        return same_day
    return same_day | Q(due_on__gt=place.due_on) | Q(due_on=None)
