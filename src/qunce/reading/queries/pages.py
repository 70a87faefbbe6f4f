"""One theme as a page: its own words, its days, its families, its voices."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q

from qunce.common.memo import for_seconds
from qunce.reading.models import Family, Theme, ThemeDay
from qunce.reading.queries.themes import SMALL, ThemeCard, card, without_small
from qunce.voices.models import Showing, Voice
from qunce.voices.queries import Found, voices_by_id
from qunce.voices.queries.finding import EXACT

FAMILIES = 10


@dataclass(frozen=True)
class FamilyCard:
    """Voices that are the same text, nearly; `independent` is 1 unless their facts differ."""

    id: int
    kind: str
    size: int
    independent: int
    representative: Voice


@dataclass(frozen=True)
class ThemePage:
    card: ThemeCard
    parent: ThemeCard | None
    representatives: list[Voice]
    # In public, days are joined until each holds five voices or more.
    trend: list[tuple[date, int]]
    families: list[FamilyCard]
    corpus_id: int
    # The themes in which voices are placed: its children, or itself.
    leaves: tuple[int, ...]


def theme_page(theme_id: int, *, public: bool) -> ThemePage | None:
    """A theme by its id or by the id of one that was merged into it; None if it is gone.

    In public also None if it is small.
    """
    theme, below = _with_children(theme_id)
    if theme is None or (public and theme.size < SMALL):
        return None
    children = [card(child) for child in below]
    leaves = tuple(child.id for child in children) or (theme.pk,)
    shown = without_small(children) if public else tuple(children)
    return ThemePage(
        card=card(theme, shown),
        parent=card(theme.parent) if theme.parent else None,
        representatives=_representatives(theme, public),
        trend=_trend(theme, public),
        families=_families(leaves, public),
        corpus_id=theme.corpus_id,
        leaves=leaves,
    )


def _with_children(theme_id: int) -> tuple[Theme | None, list[Theme]]:
    """A living theme and its children, the largest first."""
    asked = Q(pk=theme_id) | Q(parent=theme_id, gone_at=None)
    found = Theme.objects.filter(asked).order_by("-size", "pk")
    themes = {theme.pk: theme for theme in found}
    theme = themes.pop(theme_id, None)
    # A merge leads all earlier merges on to its own goal, so one step is always enough.
    if theme and theme.merged_into_id:
        return _with_children(theme.merged_into_id)
    if theme is None or theme.gone_at:
        return None, []
    return theme, list(themes.values())


def _representatives(theme: Theme, public: bool) -> list[Voice]:
    found = voices_by_id(theme.representatives)
    return [v for v in found if v.showing == Showing.SHOWN] if public else found


def _trend(theme: Theme, public: bool) -> list[tuple[date, int]]:
    days = ThemeDay.objects.filter(theme=theme).order_by("day").values_list("day", "size")
    return joined(days) if public else list(days)


def joined(days: Iterable[tuple[date, int]]) -> list[tuple[date, int]]:
    """Days joined until each holds SMALL voices, under its last day; the sum stays the same."""
    found: list[tuple[date, int]] = []
    held = 0
    for day, size in days:
        held += size
        if held >= SMALL:
            found.append((day, held))
            held = 0
    if held and found:
        found[-1] = (found[-1][0], found[-1][1] + held)
    return found


def _families(leaves: Sequence[int], public: bool) -> list[FamilyCard]:
    found = Family.objects.filter(theme__in=leaves).select_related("representative__area")
    if public:
        found = found.filter(size__gte=SMALL, representative__showing=Showing.SHOWN)
    return [
        FamilyCard(
            id=family.pk,
            kind=family.kind,
            size=family.size,
            independent=family.size if family.kind == "template" else 1,
            representative=family.representative,
        )
        for family in found.order_by("-size", "pk")[:FAMILIES]
    ]


# Leaf by leaf from the newest down, so that a theme of 40,000 costs what a page costs. Of the
# voices that speak of it by another point, those among the newest 2,000 with several points; where
# they do not fill the page, the index of `also`, which then finds few.
_PAGE = """
WITH near AS MATERIALIZED (
    SELECT q.voice_id FROM (
        SELECT voice_id, also FROM reading_placement
        WHERE also <> '{{}}' AND voice_id < %(before)s ORDER BY voice_id DESC LIMIT 2000
    ) q {join} WHERE q.also && %(leaves)s::bigint[] {shown}
    ORDER BY q.voice_id DESC LIMIT %(size)s
)
SELECT voice_id FROM (
    (
        SELECT p.voice_id FROM unnest(%(leaves)s::bigint[]) AS leaf
        CROSS JOIN LATERAL (
            SELECT q.voice_id FROM reading_placement q {join}
            WHERE q.theme_id = leaf AND q.voice_id < %(before)s {shown}
            ORDER BY q.voice_id DESC LIMIT %(size)s
        ) AS p
    )
    UNION
    SELECT voice_id FROM near
    UNION
    (
        SELECT q.voice_id FROM {also} q {join}
        WHERE (SELECT count(*) FROM near) < %(size)s AND q.voice_id < %(before)s {shown}
        ORDER BY q.voice_id DESC LIMIT %(size)s
    )
) AS found ORDER BY voice_id DESC LIMIT %(size)s
"""
_COUNT = """
SELECT count(*) FROM (
    SELECT 1 FROM reading_placement q {join} WHERE q.theme_id = ANY(%(leaves)s) {shown}
    UNION ALL
    SELECT 1 FROM {also} q {join} WHERE (q.theme_id = ANY(%(leaves)s)) IS NOT TRUE {shown}
    LIMIT %(size)s
) AS found
"""
# OFFSET 0 keeps the planner at the index of `also`: from the newest down it walked through
# 150,000 placements to find none.
_ALSO = (
    "(SELECT voice_id, theme_id FROM reading_placement WHERE also && %(leaves)s::bigint[] OFFSET 0)"
)
_SHOWN = {
    "join": "JOIN voices_voice v ON v.id = q.voice_id",
    "shown": "AND v.showing = 'shown'",
    "also": _ALSO,
}
_ALL = {"join": "", "shown": "", "also": _ALSO}
_NEWEST = 2**62


def voices_of_theme(
    page: ThemePage, *, public: bool, before: int | None = None, size: int = 20
) -> Found:
    """Voices that speak of a theme, by their main point or another, the newest first.

    `count` is exact at the desk; in public it counts what is shown, up to 1,000, and is at most
    half a minute old.
    """
    ids = _voices(page.leaves, public, before or _NEWEST, size + 1)
    count = _count_shown(page.leaves) if public else page.card.size
    return Found(
        voices=voices_by_id(ids[:size]),
        count=min(count, EXACT) if public else count,
        more_than_counted=public and count > EXACT,
        next=ids[size - 1] if len(ids) > size else None,
    )


def _voices(leaves: Sequence[int], public: bool, before: int, size: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            _PAGE.format(**(_SHOWN if public else _ALL)),
            {"leaves": list(leaves), "before": before, "size": size},
        )
        return [row[0] for row in cursor.fetchall()]


# Counting to 1,000 costs more than the page it stands on.
@for_seconds(30)
def _count_shown(leaves: tuple[int, ...]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(**_SHOWN), {"leaves": list(leaves), "size": EXACT + 1})
        return int(cursor.fetchone()[0])
