"""How much was sent to a unit this year, so that the office sees it before it sends one more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from qunce.campaigns.models import Demand
from qunce.common.clock import today


@dataclass(frozen=True)
class Burden:
    """Sendings of this year to the units in question: most at one unit, least, on average."""

    units: int
    most: int
    least: int
    mean: float


def counted(unit_ids: Iterable[int], year: int | None = None) -> dict[int, int]:
    """Sendings per unit in a year; a unit to which nothing was sent has none."""
    ids = list(unit_ids)
    rows = (
        Demand.units.through.objects.filter(unit__in=ids, demand__on__year=year or today().year)
        .values_list("unit")
        .annotate(n=Count("pk"))
    )
    return dict.fromkeys(ids, 0) | dict(rows)


def burden_of(unit_ids: Iterable[int]) -> Burden:
    counts = list(counted(unit_ids).values()) or [0]
    return Burden(len(counts), max(counts), min(counts), sum(counts) / len(counts))


def sent_since(campaign_id: int, on: date | None = None) -> QuerySet[Demand]:
    """What was sent in a campaign, the latest first, each with the number of units."""
    found = Demand.objects.filter(campaign=campaign_id).select_related("by")
    if on:
        found = found.filter(on__gte=on)
    # Counting forgets the order that a model has of itself.
    return found.annotate(n=Count("units")).order_by("-on", "-pk")
