"""Which areas there are."""

from django.db.models import QuerySet

from qunce.places.models import Area, CalendarDay, Level
from qunce.workdays import Calendar, overrule


def areas_to_choose(jurisdiction_id: int) -> QuerySet[Area]:
    """Counties, zones and towns: what somebody can choose from on a telephone's screen."""
    return (
        Area.objects.filter(
            jurisdiction=jurisdiction_id,
            level__in=[Level.COUNTY, Level.ZONE, Level.STREET, Level.TOWN],
            valid_to=None,
        )
        .select_related("parent")
        .order_by("code")
    )


def below(area: Area) -> list[int]:
    """The ids of an area and of everything in it."""
    found, edge = [area.pk], [area.pk]
    while edge:
        edge = list(Area.objects.filter(parent__in=edge).values_list("pk", flat=True))
        found += edge
    return found


def calendar(jurisdiction_id: int) -> Calendar:
    """The official calendar with what this place has entered itself."""
    days = CalendarDay.objects.filter(jurisdiction=jurisdiction_id).values_list("on", "works")
    return overrule(Calendar(), dict(days))
