"""The moment a draft becomes the reading that everybody sees: one transaction."""

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from qunce.common import later, now
from qunce.common.errors import Conflict
from qunce.common.models import Job, JobState
from qunce.reading.actions.corpus import locked
from qunce.reading.actions.counting import recount
from qunce.reading.actions.planning import Plan
from qunce.reading.models import Corpus, Lesson, Outcome, Placement, Reading, Theme, ThemeDay
from qunce.record import actions as record
from qunce.record.actions import Line


@dataclass(frozen=True)
class Frozen:
    """What people edited while the reading ran: it stays as they left it."""

    themes: set[int]
    voices: set[int]

    @classmethod
    def since(cls, reading: Reading) -> "Frozen":
        found = Lesson.objects.filter(corpus=reading.corpus_id, at__gte=reading.started_at)
        rows = list(found.values_list("theme", "other", "voices"))
        themes = {pk for theme, other, _ in rows for pk in (theme, other) if pk}
        return cls(themes, {pk for *_rest, voices in rows for pk in voices})


@transaction.atomic
def switch(plan: Plan, reading: Reading, job: Job, jurisdiction_id: int) -> None:
    """Put the draft in the place of the last reading.

    Conflict if the job was declared dead meanwhile: then another run may be under way.
    """
    corpus = locked(reading.corpus_id)
    # Not locked: its sign of life goes on while this transaction runs. Another run cannot begin
    # before it ends, for whoever starts one takes the corpus' lock first.
    given_up = Reading.objects.filter(corpus=corpus, pk__gt=reading.pk).exists()
    if given_up or not Job.objects.filter(pk=job.pk, state=JobState.RUNNING).exists():
        raise Conflict(_("This run was given up; another one may be under way."))
    frozen = Frozen.since(reading)
    _save_themes(plan, corpus, frozen)
    _lead_on(corpus)
    _save_families(corpus)
    _save_placements(corpus, frozen)
    _let_go(corpus)
    _place_supports(corpus.pk)
    _retire(plan, corpus, frozen)
    recount(corpus.pk)
    _finish(reading, corpus, plan)
    _record(reading, jurisdiction_id)
    # Those that came while it ran wait now; they are placed with what was just learned.
    later("voices.arrived", [], once="voices.arrived")
    later("reading.watch", [], once="reading.watch")


def _save_themes(plan: Plan, corpus: Corpus, frozen: Frozen) -> None:
    planned = plan.themes
    Theme.objects.bulk_create(
        Theme(
            id=t.id,
            corpus=corpus,
            parent_id=t.parent_id,
            name=t.name[:60],
            keywords=t.keywords,
            representatives=t.representatives,
        )
        for t in planned
        if t.is_new
    )
    for t in planned:
        if t.is_new or t.id in frozen.themes:
            continue
        Theme.objects.filter(pk=t.id).update(
            parent_id=t.parent_id,
            name=t.name[:60],
            keywords=t.keywords,
            representatives=t.representatives,
        )


_LEAD_ON = """
UPDATE reading_draft d SET
    theme_id = coalesce((SELECT merged_into_id FROM reading_theme WHERE id = d.theme_id), theme_id),
    also = ARRAY(
        SELECT DISTINCT coalesce(t.merged_into_id, t.id)
        FROM unnest(d.also) AS a (id) JOIN reading_theme t ON t.id = a.id
    )
WHERE theme_id = ANY(%(merged)s) OR also && %(merged)s::bigint[]
"""


def _lead_on(corpus: Corpus) -> None:
    """What was merged while the reading ran leads on to its goal."""
    merged = Theme.objects.filter(corpus=corpus).exclude(merged_into=None)
    with connection.cursor() as cursor:
        cursor.execute(_LEAD_ON, {"merged": list(merged.values_list("pk", flat=True))})
        cursor.execute(
            "UPDATE reading_draft SET also = array_remove(also, theme_id)"
            " WHERE also @> ARRAY[theme_id]"
        )


def _save_families(corpus: Corpus) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO reading_family (id, corpus_id, kind, representative_id, size)"
            " SELECT id, %s, kind, representative_id, size FROM reading_draft_family",
            [corpus.pk],
        )


_SAVE = """
INSERT INTO reading_placement AS p
    (corpus_id, voice_id, outcome, theme_id, also, family_id, reason, points, by_hand)
SELECT %(corpus)s, voice_id, outcome, theme_id, also, family_id, reason, points, by_hand
FROM reading_draft
ON CONFLICT (voice_id, corpus_id) DO UPDATE SET
    outcome = excluded.outcome, theme_id = excluded.theme_id, also = excluded.also,
    family_id = excluded.family_id, reason = excluded.reason, points = excluded.points,
    by_hand = excluded.by_hand
WHERE NOT (
    p.voice_id = ANY(%(voices)s)
    OR coalesce(p.theme_id = ANY(%(themes)s), false) OR p.also && %(themes)s::bigint[]
) AND (
    p.outcome, p.theme_id, p.also, p.family_id, p.reason, p.points, p.by_hand
) IS DISTINCT FROM (
    excluded.outcome, excluded.theme_id, excluded.also, excluded.family_id, excluded.reason,
    excluded.points, excluded.by_hand
)
"""


# Who copies whom is not for people to decide: there the draft counts for what is frozen too.
_SAVE_FAMILY = """
UPDATE reading_placement p SET family_id = d.family_id, outcome = CASE
    WHEN d.outcome = 'duplicate' THEN d.outcome
    WHEN p.theme_id IS NOT NULL THEN 'theme'
    WHEN d.outcome = 'theme' THEN 'undecided'
    ELSE d.outcome END
FROM reading_draft d
WHERE p.corpus_id = %(corpus)s AND d.voice_id = p.voice_id
AND p.family_id IS DISTINCT FROM d.family_id
"""


def _save_placements(corpus: Corpus, frozen: Frozen) -> None:
    wanted: dict[str, Any] = {
        "corpus": corpus.pk,
        "voices": sorted(frozen.voices),
        "themes": sorted(frozen.themes),
    }
    with connection.cursor() as cursor:
        cursor.execute(_SAVE, wanted)
        cursor.execute(_SAVE_FAMILY, wanted)


# Voices that the reading was not given: they arrived later, or their call left the corpus.
# What a person placed meanwhile stays.
_LET_GO = """
DELETE FROM reading_placement p USING voices_voice v
WHERE p.corpus_id = %(corpus)s AND v.id = p.voice_id AND v.kind <> 'support'
AND NOT EXISTS (SELECT FROM reading_draft d WHERE d.voice_id = p.voice_id)
AND NOT (p.by_hand AND v.call_id = ANY(%(calls)s))
"""
_ALONE = """
UPDATE reading_placement p SET family_id = NULL,
    outcome = CASE WHEN p.theme_id IS NULL THEN 'undecided' ELSE 'theme' END
WHERE p.corpus_id = %(corpus)s AND p.family_id IS NOT NULL
AND NOT EXISTS (SELECT FROM reading_draft_family d WHERE d.id = p.family_id)
"""
_LET_FAMILIES_GO = """
DELETE FROM reading_family f WHERE f.corpus_id = %(corpus)s
AND NOT EXISTS (SELECT FROM reading_draft_family d WHERE d.id = f.id)
"""


def _let_go(corpus: Corpus) -> None:
    calls = list(corpus.calls.values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(_LET_GO, {"corpus": corpus.pk, "calls": calls})
        cursor.execute(_ALONE, {"corpus": corpus.pk})
        cursor.execute(_LET_FAMILIES_GO, {"corpus": corpus.pk})


# "I mean the same": stands where the voice it supports stands, and is never independent.
SUPPORTS = """
INSERT INTO reading_placement AS p
    (corpus_id, voice_id, outcome, theme_id, also, family_id, reason, points, by_hand)
SELECT o.corpus_id, v.id, 'duplicate', o.theme_id, o.also, NULL, 'supports:' || o.voice_id, '[]',
    o.by_hand
FROM voices_voice v JOIN reading_placement o ON o.voice_id = v.supports_id
WHERE o.corpus_id = %(corpus)s AND v.kind = 'support' {part}
ON CONFLICT (voice_id, corpus_id) DO UPDATE SET
    theme_id = excluded.theme_id, also = excluded.also, by_hand = excluded.by_hand
WHERE (p.theme_id, p.also, p.by_hand)
    IS DISTINCT FROM (excluded.theme_id, excluded.also, excluded.by_hand)
"""
_LET_SUPPORTS_GO = """
DELETE FROM reading_placement p USING voices_voice v
WHERE p.corpus_id = %(corpus)s AND v.id = p.voice_id AND v.kind = 'support'
AND NOT EXISTS (
    SELECT FROM reading_placement o WHERE o.corpus_id = p.corpus_id AND o.voice_id = v.supports_id
)
"""


def _place_supports(corpus_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_LET_SUPPORTS_GO, {"corpus": corpus_id})
        cursor.execute(SUPPORTS.format(part=""), {"corpus": corpus_id})


# A parent that was merged away while the reading ran leads its new children on, if it can.
_ADOPT = """
UPDATE reading_theme t SET parent_id = (
    SELECT q.id FROM reading_theme q WHERE q.id = p.merged_into_id
    AND EXISTS (SELECT FROM reading_theme c WHERE c.parent_id = q.id AND c.gone_at IS NULL)
)
FROM reading_theme p
WHERE t.corpus_id = %(corpus)s AND t.gone_at IS NULL
AND p.id = t.parent_id AND p.gone_at IS NOT NULL
"""


def _retire(plan: Plan, corpus: Corpus, frozen: Frozen) -> None:
    """Themes that this reading no longer has. What a person kept never goes."""
    with connection.cursor() as cursor:
        cursor.execute(_ADOPT, {"corpus": corpus.pk})
    alive = Theme.objects.filter(corpus=corpus, gone_at=None)
    free = alive.filter(pinned=False, edited=False).exclude(pk__in=frozen.themes)
    old = free.exclude(pk__in={t.id for t in plan.themes}).values_list("pk", flat=True)
    Placement.objects.filter(corpus=corpus, also__overlap=list(old)).update(also=[])
    # Leaves first, then the parents that lost their last one.
    for _level in range(2):
        _end(free.exclude(pk__in=_named(corpus) | _parents(corpus)))


def _named(corpus: Corpus) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT unnest(array_prepend(theme_id, also)) FROM reading_placement"
            " WHERE corpus_id = %s AND theme_id IS NOT NULL",
            [corpus.pk],
        )
        return {row[0] for row in cursor.fetchall()}


def _parents(corpus: Corpus) -> set[int]:
    alive = Theme.objects.filter(corpus=corpus, gone_at=None).exclude(parent=None)
    return set(alive.values_list("parent_id", flat=True))


def _end(themes: QuerySet[Theme]) -> None:
    ids = list(themes.values_list("pk", flat=True))
    Theme.objects.filter(pk__in=ids).update(gone_at=now(), size=0, independent=0)
    ThemeDay.objects.filter(theme__in=ids).delete()


def _finish(reading: Reading, corpus: Corpus, plan: Plan) -> None:
    counts = dict.fromkeys(Outcome.values, 0)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT outcome, count(*) FROM reading_placement WHERE corpus_id = %s GROUP BY outcome",
            [corpus.pk],
        )
        counts |= dict(cursor.fetchall())
    order = plan.understood.coverage.order
    reading.ledger = counts
    reading.received = sum(counts.values())
    reading.independent = counts[Outcome.THEME] + counts[Outcome.UNDECIDED]
    reading.order = [int(plan.voices[row]) for row in order]
    reading.share = list(plan.understood.coverage.share)
    reading.finished_at = now()
    reading.forgot_at = reading.started_at
    last = Placement.objects.filter(corpus=corpus).aggregate(last=Max("pk"))["last"]
    reading.placements_upto = last or 0
    reading.save()
    corpus.placed_upto = reading.upto
    corpus.save(update_fields=["placed_upto"])


def _record(reading: Reading, jurisdiction_id: int) -> None:
    record.write(
        Line(
            jurisdiction_id=jurisdiction_id,
            verb="reading.finished",
            actor=("person", reading.by_id or 0),
            subject=("corpus", reading.corpus_id),
            body={"reading": reading.pk, "received": reading.received, **reading.ledger},
        )
    )
