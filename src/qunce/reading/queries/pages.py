"""One theme as a page: its own words, its days, its families, its voices."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from qunce.common.compiled import compiled
from qunce.reading.models import Family, Theme, ThemeDay
from qunce.reading.queries.themes import SMALL, ThemeCard, card, without_small
from qunce.voices.models import Showing
from qunce.voices.queries import Found, Line, lines_by_id
from qunce.voices.queries.finding import PAGE

FAMILIES = 10


@dataclass(frozen=True)
class FamilyCard:
    """Voices that are the same text, nearly; `independent` is 1 unless their facts differ."""

    id: int
    kind: str
    size: int
    independent: int
    representative: Line


@dataclass(frozen=True)
class ThemePage:
    """A theme with a page of its voices; what introduces it stands on the first page alone."""

    card: ThemeCard
    parent: ThemeCard | None
    representatives: list[Line]
    # In public, days are joined until each holds five voices or more.
    trend: list[tuple[date, int]]
    families: list[FamilyCard]
    # Voices that speak of it by their main point or another, the newest first. Counted at the
    # desk alone: no public page tells how many of them are shown.
    found: Found
    corpus_id: int
    # The themes in which voices are placed: its children, or itself.
    leaves: tuple[int, ...]


def theme_page(
    theme_id: int, *, public: bool, before: int | None = None, size: int = PAGE
) -> ThemePage | None:
    """A theme by its id or by the id of one that was merged into it; None if it is gone.

    In public also None if it is small.
    """
    theme, below = _with_children(theme_id)
    if theme is None or (public and theme.size < SMALL):
        return None
    children = tuple(card(child) for child in below)
    leaves = tuple(child.id for child in children) or (theme.pk,)
    is_first = before is None
    quoted = theme.representatives if is_first else []
    families = _families(leaves, public) if is_first else []
    ids = _newest(leaves, public, before or _LATER, size + 1)
    asked = [*quoted, *(family.representative_id for family in families), *ids[:size]]
    words = _words(asked, public)
    return ThemePage(
        card=card(theme, without_small(children) if public else children),
        parent=card(theme.parent) if theme.parent else None,
        representatives=[words[pk] for pk in quoted if pk in words],
        trend=_trend(theme, public) if is_first else [],
        families=[_card(f, words) for f in families if f.representative_id in words],
        found=Found(
            voices=[words[pk] for pk in ids[:size] if pk in words],
            count=0 if public else theme.size,
            more_than_counted=False,
            next=ids[size - 1] if len(ids) > size else None,
        ),
        corpus_id=theme.corpus_id,
        leaves=leaves,
    )


def _with_children(theme_id: int) -> tuple[Theme | None, list[Theme]]:
    """A living theme and its children, the largest first."""
    themes = {theme.pk: theme for theme in _grown(theme_id)}
    theme = themes.pop(theme_id, None)
    # A merge leads all earlier merges on to its own goal, so one step is always enough.
    if theme and theme.merged_into_id:
        return _with_children(theme.merged_into_id)
    if theme is None or theme.gone_at:
        return None, []
    return theme, list(themes.values())


@compiled
def _grown(theme_id: int) -> QuerySet[Theme]:
    asked = Q(pk=theme_id) | Q(parent=theme_id, gone_at=None)
    return Theme.objects.filter(asked).order_by("-size", "pk")


def _words(ids: Sequence[int], public: bool) -> dict[int, Line]:
    """Of all voices that a page quotes, in one query; in public of those that are shown."""
    found = lines_by_id(ids)
    return {v.pk: v for v in found if not public or v.showing == Showing.SHOWN}


def _trend(theme: Theme, public: bool) -> list[tuple[date, int]]:
    days = _days(theme.pk)
    return joined(days) if public else days


@compiled
def _days(theme_id: int) -> QuerySet[ThemeDay, tuple[date, int]]:
    return ThemeDay.objects.filter(theme=theme_id).order_by("day").values_list("day", "size")


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


def _families(leaves: tuple[int, ...], public: bool) -> list[Family]:
    return _public_families(leaves) if public else list(_all_families(leaves))


@compiled
def _public_families(leaves: tuple[int, ...]) -> QuerySet[Family]:
    return _all_families(leaves, size__gte=SMALL, representative__showing=Showing.SHOWN)


def _all_families(leaves: tuple[int, ...], **which: Any) -> QuerySet[Family]:
    return Family.objects.filter(theme__in=leaves, **which).order_by("-size", "pk")[:FAMILIES]


def _card(family: Family, words: Mapping[int, Line]) -> FamilyCard:
    return FamilyCard(
        id=family.pk,
        kind=family.kind,
        size=family.size,
        independent=family.size if family.kind == "template" else 1,
        representative=words[family.representative_id],
    )


# Leaf by leaf from the newest down, so that a theme of 40,000 costs what a page costs. Voices that
# speak of it by another point can only stand above the oldest of a full page: those are looked at,
# LOOKED at most. Where that was not enough the index of `also` is asked, which then finds few.
# OFFSET 0 keeps the planner at that index: from the newest down it walked through 150,000
# placements to find none. Whether they are shown is asked last: leaf by leaf it would be asked of
# a thousand voices for one page.
_PLACED = """
WITH main AS MATERIALIZED (
    SELECT one.voice_id FROM unnest(%(leaves)s::bigint[]) AS leaf
    CROSS JOIN LATERAL (
        SELECT voice_id FROM reading_placement
        WHERE theme_id = leaf AND voice_id < %(before)s
        ORDER BY voice_id DESC LIMIT %(most)s
    ) AS one
    ORDER BY voice_id DESC LIMIT %(most)s
), oldest AS MATERIALIZED (
    SELECT CASE WHEN count(*) < %(most)s THEN 0 ELSE min(voice_id) END AS voice_id FROM main
), several AS MATERIALIZED (
    SELECT voice_id, also FROM reading_placement
    WHERE also <> '{}' AND voice_id < %(before)s AND voice_id > (SELECT voice_id FROM oldest)
    ORDER BY voice_id DESC LIMIT %(looked)s
), near AS MATERIALIZED (
    SELECT voice_id FROM several
    WHERE also && %(leaves)s::bigint[] ORDER BY voice_id DESC LIMIT %(most)s
), placed AS (
    SELECT voice_id FROM main
    UNION
    SELECT voice_id FROM near
    UNION
    (
        SELECT voice_id FROM (
            SELECT voice_id FROM reading_placement WHERE also && %(leaves)s::bigint[] OFFSET 0
        ) AS far
        WHERE voice_id < %(before)s AND (SELECT count(*) FROM several) = %(looked)s
            AND (SELECT count(*) FROM near) < %(most)s
        ORDER BY voice_id DESC LIMIT %(most)s
    )
    ORDER BY voice_id DESC LIMIT %(most)s
)
SELECT voice_id, showing = 'shown' FROM placed JOIN voices_voice ON id = voice_id
ORDER BY voice_id DESC
"""
_LATER = 2**62
LOOKED = 2000


def _newest(leaves: Sequence[int], public: bool, before: int, size: int) -> list[int]:
    """In public three times as many are looked at as wanted, and more where few are shown."""
    found: list[int] = []
    most = 3 * size if public else size
    while True:
        placed = _placed(leaves, before, most)
        found += [pk for pk, is_shown in placed if is_shown or not public]
        if len(found) >= size or len(placed) < most:
            return found[:size]
        before, most = placed[-1][0], most * 8


def _placed(leaves: Sequence[int], before: int, most: int) -> list[tuple[int, bool]]:
    asked: dict[str, Any] = {
        "leaves": list(leaves),
        "before": before,
        "most": most,
        "looked": LOOKED,
    }
    with connection.cursor() as cursor:
        cursor.execute(_PLACED, asked)
        return [(pk, is_shown) for pk, is_shown in cursor.fetchall()]
