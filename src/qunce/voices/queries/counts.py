"""How many voices, and what became of them. Totals are exact; they always sum up."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncDate

from qunce.common.memo import for_seconds
from qunce.voices.models import Fate, Import, Kind, Showing, Voice


@dataclass(frozen=True)
class Counts:
    """`received` is the sum of `fates`; `ideas` and `supports` split it once more."""

    received: int
    ideas: int
    supports: int
    shown: int
    queued: int
    fates: dict[str, int]


@for_seconds(3)
def counts(call_ids: tuple[int, ...]) -> Counts:
    """The sums of these calls, at most 3 seconds old."""
    row = Voice.objects.filter(call__in=call_ids).aggregate(
        received=Count("pk"),
        supports=Count("pk", filter=Q(kind=Kind.SUPPORT)),
        shown=Count("pk", filter=Q(showing=Showing.SHOWN)),
        queued=Count("pk", filter=Q(showing=Showing.QUEUED)),
        **{f.value: Count("pk", filter=Q(fate=f)) for f in Fate},
    )
    return Counts(
        received=row["received"],
        ideas=row["received"] - row["supports"],
        supports=row["supports"],
        shown=row["shown"],
        queued=row["queued"],
        fates={f.value: row[f.value] for f in Fate},
    )


@dataclass(frozen=True)
class Lag:
    """How far the search index is behind: `waiting` voices cannot be found yet."""

    waiting: int

    @property
    def is_behind(self) -> bool:
        return self.waiting > 0


@for_seconds(3)
def lag(call_ids: tuple[int, ...]) -> Lag:
    row = Import.objects.filter(call__in=call_ids).aggregate(s=Sum("stored"), i=Sum("indexed"))
    return Lag(waiting=max(0, (row["s"] or 0) - (row["i"] or 0)))


@for_seconds(60)
def daily(call_ids: tuple[int, ...]) -> list[tuple[date, int]]:
    """Voices received per day, by the day they were said."""
    return [
        (row["day"], row["n"])
        for row in Voice.objects.filter(call__in=call_ids)
        .annotate(day=TruncDate("said_at"))
        .values("day")
        .annotate(n=Count("pk"))
        .order_by("day")
    ]
