"""Founding a jurisdiction and drawing its map."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from qunce.places.models import Area, CalendarDay, Jurisdiction
from qunce.record import actions as record
from qunce.record.actions import Line


@dataclass(frozen=True)
class Place:
    """An area to be drawn; `parent` is the code of one drawn before it, or empty."""

    code: str
    name: str
    level: str
    parent: str = ""


@transaction.atomic
def found(*, code: str, name: str, profile: str = "national") -> Jurisdiction:
    """A new jurisdiction, or the one that already has this code."""
    place, made = Jurisdiction.objects.get_or_create(
        code=code, defaults={"name": name, "profile": profile}
    )
    if made:
        _record(place, "jurisdiction.founded", {"code": code, "profile": profile})
    return place


@transaction.atomic
def draw(*, jurisdiction: Jurisdiction, places: Iterable[Place]) -> dict[str, Area]:
    """Add areas, parents before children; those whose code is known stay as they are."""
    known = {a.code: a for a in Area.objects.filter(jurisdiction=jurisdiction)}
    fresh = 0
    for place in places:
        if place.code in known:
            continue
        known[place.code] = Area.objects.create(
            jurisdiction=jurisdiction,
            code=place.code,
            name=place.name,
            level=place.level,
            parent=known.get(place.parent),
        )
        fresh += 1
    if fresh:
        _record(jurisdiction, "areas.drawn", {"added": fresh, "total": len(known)})
    return known


@transaction.atomic
def enter_calendar(*, jurisdiction: Jurisdiction, days: Mapping[date, bool]) -> None:
    """A year's days off and moved weekends; a day that was entered before is overwritten."""
    for on, works in sorted(days.items()):  # in one order, so that two hands only wait
        CalendarDay.objects.update_or_create(
            jurisdiction=jurisdiction, on=on, defaults={"works": works}
        )
    years = sorted({on.year for on in days})
    _record(jurisdiction, "calendar.entered", {"days": len(days), "years": years})


def _record(place: Jurisdiction, verb: str, body: dict[str, object]) -> None:
    record.write(
        Line(
            jurisdiction_id=place.pk,
            verb=verb,
            actor=("system", 0),
            subject=("jurisdiction", place.pk),
            body=body,
        )
    )
