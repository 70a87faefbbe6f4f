"""The coverage map: which units were seen, by which group, when; by county and by phase."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from qunce.campaigns.models import Campaign, Participation, Phase, SupervisionGroup
from qunce.procedure import Phase as Standing


@dataclass(frozen=True)
class Cell:
    """So many units, so many of them seen; an empty cell has no units."""

    units: int = 0
    seen: int = 0

    def __add__(self, other: "Cell") -> "Cell":
        return Cell(self.units + other.units, self.seen + other.seen)

    @property
    def tone(self) -> str:
        if not self.units:
            return ""
        return "green" if self.seen == self.units else "gold" if self.seen else "red"

    @property
    def unseen(self) -> int:
        return self.units - self.seen


@dataclass(frozen=True)
class Row:
    """A group's cells, one for each county in the order of the map."""

    group: SupervisionGroup | None
    cells: list[Cell]
    whole: Cell


@dataclass(frozen=True)
class Seen:
    """A unit: how often it was seen in this phase, when last at all, what is open there."""

    unit: Participation
    visits: int
    last_on: date | None
    turn_on: date | None
    open: int

    @property
    def is_seen(self) -> bool:
        return self.visits > 0


@dataclass(frozen=True)
class CoverageMap:
    phase: Phase | None
    columns: list[str]
    rows: list[Row]
    foot: list[Cell]
    whole: Cell
    phases: list[tuple[Phase, int]]
    units: list[Seen]

    @property
    def unseen(self) -> list[Seen]:
        return [one for one in self.units if not one.is_seen]


def coverage(campaign: Campaign, phase: Phase | None) -> CoverageMap:
    """The map of one phase, in four questions however many units there are."""
    units = seen(campaign, phase)
    groups = list(campaign.supervision_groups.select_related("unit"))
    columns = _columns(units)
    rows = [_row(group, units, columns) for group in groups]
    without = _row(None, units, columns)
    rows += [without] if without.whole.units else []
    foot = [sum((row.cells[i] for row in rows), Cell()) for i in range(len(columns))]
    return CoverageMap(
        phase=phase,
        columns=[name for _area, name in columns],
        rows=rows,
        foot=foot,
        whole=sum(foot, Cell()),
        phases=list(_by_phase(campaign)),
        units=units,
    )


def seen(campaign: Campaign, phase: Phase | None, group: int | None = None) -> list[Seen]:
    """The units with what was seen of them; those of one group if it is named (its unit)."""
    found = campaign.participations.select_related("unit", "area", "group__supervision_group")
    found = found.filter(group=group) if group else found
    visits = Count("visits", filter=Q(visits__phase=phase), distinct=True)
    found = found.annotate(
        n=visits,
        last_on=Max("visits__on"),
        turn_on=Max("turns__on", filter=Q(turns__phase=phase)),
        still=Count(
            "visits__findings",
            filter=Q(visits__findings__matter__phase=Standing.OPEN),
            distinct=True,
        ),
    )
    return [
        Seen(one, one.n, one.last_on, one.turn_on, one.still)
        for one in found.order_by("part", "area__code", "unit__code")
    ]


def _columns(units: list[Seen]) -> list[tuple[int | None, str]]:
    """Counties and zones by their code, the city's own units last."""
    areas = {one.unit.area for one in units if one.unit.area}
    named = [(a.pk, a.name) for a in sorted(areas, key=lambda a: a.code)]
    own = any(one.unit.area is None for one in units)
    return [*named, *([(None, _("units of the city"))] if own else [])]


def _row(
    group: SupervisionGroup | None, units: list[Seen], columns: list[tuple[int | None, str]]
) -> Row:
    holder = group.unit_id if group else None
    mine = [one for one in units if one.unit.group_id == holder]
    cells = [_cell(one for one in mine if one.unit.area_id == area) for area, _name in columns]
    return Row(group, cells, sum(cells, Cell()))


def _cell(units: Iterator[Seen]) -> Cell:
    return sum((Cell(1, int(one.is_seen)) for one in units), Cell())


def _by_phase(campaign: Campaign) -> Iterator[tuple[Phase, int]]:
    """Of each phase, how many different units were seen in it."""
    units = Count("visits__participation", distinct=True)
    for phase in campaign.phases.annotate(seen=units):
        yield phase, phase.seen
