"""The inventory of publicity, its totals, and what contests brought."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext as _

from qunce.campaigns.models import Campaign, Contest, Publicity


@dataclass(frozen=True)
class Totals:
    """How many of each kind in each county: rows are kinds, the last cell of a row is its sum."""

    columns: list[str]
    rows: list[tuple[str, list[int], int]]
    foot: list[int]
    whole: int


def inventory(campaign_id: int, unit: int | None = None) -> QuerySet[Publicity]:
    """What counts, the newest first; of one unit if it is named."""
    found = Publicity.objects.filter(campaign=campaign_id, struck_at=None)
    found = found.filter(unit=unit) if unit else found
    return found.select_related("unit", "area")


def totals(found: QuerySet[Publicity]) -> Totals:
    rows = found.order_by().values_list("kind", "area__code", "area__name").annotate(n=Sum("count"))
    cells = {(kind, code): n for kind, code, _name, n in rows}
    areas = sorted({(code or "", name or "") for _kind, code, name, _n in rows})
    named = [(code, name) for code, name in areas if code]
    columns: list[str | None] = [code for code, _name in named]
    columns += [None] if any(not code for code, _name in areas) else []
    table = []
    for kind, label in Publicity.Kind.choices:
        counts = [cells.get((kind, code), 0) for code in columns]
        if any(counts):
            table.append((str(label), counts, sum(counts)))
    foot = [sum(counts[i] for _l, counts, _n in table) for i in range(len(columns))]
    names = [name for _code, name in named]
    names += [_("the city itself")] if None in columns else []
    return Totals(names, table, foot, sum(foot))


def sheet_rows(found: QuerySet[Publicity]) -> Iterator[list[str | int]]:
    """As a spreadsheet has them; written as text, so that nothing in them is ever live."""
    for line in found.iterator(chunk_size=1000):
        yield [
            line.unit.name,
            line.get_kind_display(),
            line.area.name if line.area else _("the city itself"),
            line.place,
            line.count,
            line.since_on.isoformat(),
            line.until_on.isoformat() if line.until_on else "",
        ]


def contests(campaign: Campaign) -> QuerySet[Contest]:
    return campaign.contests.annotate(n=Count("entries"))


def contest(contest_id: int) -> Contest | None:
    return Contest.objects.select_related("campaign").filter(pk=contest_id).first()
