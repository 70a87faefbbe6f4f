"""The command page: what every unit did of what it owes, as facts, the latest first.

Where a unit stands is summed up in the database; its row is drawn again only when that sum of
its tasks' steps and days, the day itself or the reader's language changed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.db.models import Prefetch

from qunce.campaigns.models import Action, Campaign, Participation
from qunce.common.clock import today

# More rows than a screen holds are never drawn; more units than these open on counties and groups.
ROWS, UNITS = 60, 120
Names = tuple[dict[int, str], dict[int, str]]

_STANDING = """
SELECT p.id, coalesce(nullif(u.short, ''), u.name), p.area_id, p.group_id, p.part,
       coalesce(t.given, 0), coalesce(t.done, 0), coalesce(t.looked, 0), coalesce(t.late, 0),
       t.worst, coalesce(t.mark, 0), coalesce(h.helps, 0), coalesce(h.helped, 0)
FROM campaigns_participation p
JOIN people_unit u ON u.id = p.unit_id
LEFT JOIN (
    SELECT t.participation_id, count(*) FILTER (WHERE m.step <> 'dropped') AS given,
           count(*) FILTER (WHERE m.step = 'done') AS done,
           count(*) FILTER (WHERE m.step = 'looked_at') AS looked,
           count(*) FILTER (WHERE m.step = 'owed' AND m.due_on < %(today)s) AS late,
           min(m.due_on) FILTER (WHERE m.step = 'owed') AS worst,
           sum(hashtext(concat_ws(' ', t.id, m.step, m.due_on))::bigint)::bigint AS mark
    FROM campaigns_task t
    JOIN campaigns_action a ON a.id = t.action_id AND a.campaign_id = %(campaign)s
    JOIN matters_matter m ON m.id = t.matter_id
    GROUP BY 1
) t ON t.participation_id = p.id
LEFT JOIN (
    SELECT h.unit_id, count(*) AS helps, count(*) FILTER (WHERE h.step = 'given') AS helped
    FROM matters_assignment h
    JOIN campaigns_task t ON t.matter_id = h.matter_id
    JOIN campaigns_action a ON a.id = t.action_id AND a.campaign_id = %(campaign)s
    WHERE h.mode = 'co' AND h.step NOT IN ('returned', 'ended')
    GROUP BY 1
) h ON h.unit_id = p.unit_id
WHERE p.campaign_id = %(campaign)s
ORDER BY p.id
"""
_LAST = """
SELECT coalesce((SELECT max(id) FROM record_entry), 0),
       pg_snapshot_xmin(s) = pg_snapshot_xmax(s)
FROM pg_current_snapshot() s
"""
_CELLS = """
SELECT t.participation_id, t.action_id, t.id, m.step, m.due_on
FROM campaigns_task t
JOIN matters_matter m ON m.id = t.matter_id
WHERE t.participation_id = ANY(%(units)s)
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A unit as its tasks stand; `mark` changes with any of them. It helps with `helps` tasks of
    others, and has said what it did in `helped` of them."""

    pk: int
    name: str
    area: int | None
    group: int | None
    part: str
    given: int
    done: int
    looked: int
    late: int
    worst: date | None
    mark: int
    helps: int
    helped: int

    @property
    def open(self) -> int:
        return self.given - self.done


@dataclass(frozen=True, slots=True)
class Cell:
    task: int
    step: str
    due_on: date | None


@dataclass(frozen=True)
class Wanted:
    """`area` is a county or zone, 0 the city's own units; `sort` is late, name, done or due."""

    area: int | None = None
    group: int | None = None
    sort: str = "late"
    page: int = 1

    @property
    def narrows(self) -> bool:
        return self.area is not None or self.group is not None


@dataclass(frozen=True)
class Heap:
    """Units summed up: a county, a group, or all."""

    key: int
    name: str
    units: int = 0
    given: int = 0
    done: int = 0
    looked: int = 0
    late: int = 0


@dataclass(frozen=True)
class Command:
    """One screen. `heaps` instead of rows where there are too many units for one."""

    campaign: Campaign
    actions: list[Action]
    rows: list[Row]
    total: Heap
    areas: list[Heap]
    groups: list[Heap]
    found: int
    wanted: Wanted = field(default_factory=Wanted)

    @property
    def is_overview(self) -> bool:
        return self.total.units > UNITS and not self.wanted.narrows

    @property
    def pages(self) -> int:
        return -(-self.found // self._size) if self.found else 1

    @property
    def _size(self) -> int:
        return UNITS if self.total.units <= UNITS else ROWS


def command(campaign: Campaign, wanted: Wanted, names: Names, city: str) -> Command:
    """`names` are those of counties and of groups; `city` that of the units without a county."""
    rows = standing(campaign.pk)
    fitting = sorted(_fitting(rows, wanted), key=_ORDERS.get(wanted.sort, _late))
    size = UNITS if len(rows) <= UNITS else ROWS
    page = fitting[(wanted.page - 1) * size : wanted.page * size]
    overview = len(rows) > UNITS and not wanted.narrows
    return Command(
        campaign=campaign,
        actions=_actions(campaign),
        rows=[] if overview else page,
        total=_heap(0, "", rows),
        areas=_heaps(rows, "area", names[0], city),
        groups=_heaps([r for r in rows if r.group], "group", names[1], ""),
        found=len(fitting),
        wanted=wanted,
    )


def _actions(campaign: Campaign) -> list[Action]:
    helping = Prefetch("co_units", Participation.objects.select_related("unit"))
    return list(campaign.actions.filter(own=None).prefetch_related(helping))


def standing(campaign_id: int) -> list[Row]:
    """Every unit that takes part, as its tasks stand today.

    Whatever changes writes an entry, so with no new entry the last answer is still right. It is
    kept only where no transaction was under way: one could still commit an entry before the last.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LAST)
        last, is_quiet = cursor.fetchone()
        key = (last, today())
        if (known := _KEPT.get(campaign_id)) and known[0] == key:
            return known[1]
        cursor.execute(_STANDING, {"campaign": campaign_id, "today": today()})
        rows = [Row(*row) for row in cursor.fetchall()]
    if is_quiet:
        _KEPT[campaign_id] = key, rows
    return rows


_KEPT: dict[int, tuple[tuple[int, date], list[Row]]] = {}


def forget() -> None:
    """Count everything anew: for the bench, which changes tasks behind the record's back."""
    _KEPT.clear()


def cells(participation_ids: Sequence[int]) -> dict[int, dict[int, Cell]]:
    """The tasks of these units, by unit and action."""
    found: dict[int, dict[int, Cell]] = {pk: {} for pk in participation_ids}
    with connection.cursor() as cursor:
        cursor.execute(_CELLS, {"units": list(participation_ids)})
        for unit, action, task, step, due_on in cursor.fetchall():
            found[unit][action] = Cell(task, step, due_on)
    return found


def _fitting(rows: Iterable[Row], wanted: Wanted) -> list[Row]:
    return [
        row
        for row in rows
        if (wanted.area is None or (row.area or 0) == wanted.area)
        and (wanted.group is None or row.group == wanted.group)
    ]


def _late(row: Row) -> tuple[object, ...]:
    return (-row.late, row.worst or date.max, -row.open, row.pk)


def _done(row: Row) -> tuple[object, ...]:
    return (row.done / row.given if row.given else 0, row.pk)


def _due(row: Row) -> tuple[object, ...]:
    return (row.worst or date.max, row.pk)


def _plan(row: Row) -> tuple[object, ...]:
    return (row.pk,)


_ORDERS = {"late": _late, "done": _done, "due": _due, "name": _plan}


def _heaps(rows: Iterable[Row], by: str, names: dict[int, str], none: str) -> list[Heap]:
    piles: dict[int, list[Row]] = {}
    for row in rows:
        piles.setdefault(getattr(row, by) or 0, []).append(row)
    heaps = [_heap(key, names.get(key, none), pile) for key, pile in piles.items()]
    return sorted(heaps, key=lambda heap: (-heap.late, heap.name))


def _heap(key: int, name: str, rows: Sequence[Row]) -> Heap:
    return Heap(
        key,
        name,
        len(rows),
        *(sum(getattr(r, f) for r in rows) for f in ("given", "done", "looked", "late")),
    )
