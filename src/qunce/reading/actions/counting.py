"""Sizes are stored; here they are counted anew from the placements they sum up."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import connection

from qunce.reading.models import Theme

# Each theme with the voices that speak of it: leaves by `theme` and `also`, parents by children.
_SPOKEN = """
WITH spoken AS (
    SELECT DISTINCT above.id AS theme_id, p.voice_id, p.outcome
    FROM reading_placement p
    CROSS JOIN LATERAL unnest(array_prepend(p.theme_id, p.also)) AS said (id)
    JOIN reading_theme leaf ON leaf.id = said.id
    CROSS JOIN LATERAL (VALUES (leaf.id), (leaf.parent_id)) AS above (id)
    WHERE p.corpus_id = %(corpus)s AND p.theme_id IS NOT NULL AND above.id = ANY(%(themes)s)
    {part}
)
"""
_PART = "AND (p.theme_id = ANY(%(leaves)s) OR p.also && %(leaves)s::bigint[])"
_SIZES = """
UPDATE reading_theme t SET size = coalesce(n.size, 0), independent = coalesce(n.independent, 0)
FROM unnest(%(themes)s::bigint[]) AS wanted (id)
LEFT JOIN (
    SELECT theme_id, count(*) AS size, count(*) FILTER (WHERE outcome = 'theme') AS independent
    FROM spoken GROUP BY theme_id
) AS n ON n.theme_id = wanted.id
WHERE t.id = wanted.id
"""
_DAYS = """
INSERT INTO reading_themeday (theme_id, day, size, independent)
SELECT s.theme_id, (v.said_at AT TIME ZONE %(zone)s)::date AS day, count(*),
    count(*) FILTER (WHERE s.outcome = 'theme')
FROM spoken s JOIN voices_voice v ON v.id = s.voice_id
GROUP BY s.theme_id, day
"""
_FAMILIES = """
UPDATE reading_family f SET theme_id = p.theme_id FROM reading_placement p
WHERE f.corpus_id = %(corpus)s AND p.corpus_id = f.corpus_id AND p.voice_id = f.representative_id
AND f.theme_id IS DISTINCT FROM p.theme_id {part}
"""
_PART_OF_FAMILIES = "AND (f.theme_id = ANY(%(leaves)s) OR f.theme_id IS NULL)"
_GONE_REPRESENTATIVES = """
UPDATE reading_theme t SET representatives = ARRAY(
    SELECT r.id FROM unnest(t.representatives) WITH ORDINALITY AS r (id, place)
    JOIN reading_placement p ON p.corpus_id = t.corpus_id AND p.voice_id = r.id
    JOIN reading_theme leaf ON leaf.id = ANY(array_prepend(p.theme_id, p.also))
    WHERE t.id IN (leaf.id, leaf.parent_id)
    GROUP BY r.id, r.place ORDER BY r.place
)
WHERE t.id = ANY(%(themes)s)
"""


def recount(corpus_id: int, theme_ids: Iterable[int] | None = None) -> None:
    """Sizes and days of these themes and of their parents; of all living ones if none are named.

    Must be called under the corpus' lock. Name every theme that lost or won a voice.
    """
    counted = _with_parents(theme_ids) if theme_ids is not None else _all(corpus_id)
    wanted: dict[str, Any] = {
        "corpus": corpus_id,
        "themes": counted,
        "leaves": _leaves(counted),
        "zone": settings.TIME_ZONE,
    }
    spoken = _SPOKEN.format(part="" if theme_ids is None else _PART)
    families = _FAMILIES.format(part="" if theme_ids is None else _PART_OF_FAMILIES)
    with connection.cursor() as cursor:
        cursor.execute(spoken + _SIZES, wanted)
        cursor.execute("DELETE FROM reading_themeday WHERE theme_id = ANY(%(themes)s)", wanted)
        cursor.execute(spoken + _DAYS, wanted)
        cursor.execute(families, wanted)
        cursor.execute(_GONE_REPRESENTATIVES, wanted)


def _all(corpus_id: int) -> list[int]:
    return list(Theme.objects.filter(corpus=corpus_id, gone_at=None).values_list("pk", flat=True))


def _with_parents(theme_ids: Iterable[int]) -> list[int]:
    found = Theme.objects.filter(pk__in=list(theme_ids)).values_list("pk", "parent_id")
    return sorted({pk for pair in found for pk in pair if pk is not None})


def _leaves(theme_ids: list[int]) -> list[int]:
    below = Theme.objects.filter(parent__in=theme_ids).values_list("pk", flat=True)
    return sorted({*theme_ids, *below})
