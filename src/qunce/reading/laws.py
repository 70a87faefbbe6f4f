"""A reading accounts for every voice it was given, and what people taught it is kept."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qunce.common import now
from qunce.common.laws import Breach, Law, Seen, Sum, by_query, count, select
from qunce.reading.models import Outcome, Placement, Reading, Theme

_OUTCOMES = {outcome.value for outcome in Outcome}
_PLACED_WITHIN = timedelta(hours=1)
_PLACEMENTS = "SELECT count(*) FROM reading_placement"

# A voice with a smaller number may commit while the reading begins; it is placed soon after. The
# ten seconds are for its transaction; after an hour no excuse is left.
_UNPLACED = """
WITH last AS (
    SELECT DISTINCT ON (corpus_id) corpus_id, upto, started_at FROM reading_reading
    WHERE finished_at IS NOT NULL ORDER BY corpus_id, id DESC
)
SELECT r.corpus_id, v.id FROM last r
JOIN reading_corpus_calls c ON c.corpus_id = r.corpus_id
JOIN voices_voice v ON v.call_id = c.call_id AND v.id <= r.upto
WHERE (v.received_at < r.started_at - interval '10 seconds'
       OR v.received_at < %s)
  AND NOT EXISTS (
    SELECT FROM reading_placement p WHERE p.corpus_id = r.corpus_id AND p.voice_id = v.id
  )
ORDER BY 1, 2
"""
_TWICE = """
SELECT corpus_id, voice_id, count(*) FROM reading_placement
GROUP BY corpus_id, voice_id HAVING count(*) > 1 ORDER BY 1, 2
"""
_FOREIGN = """
SELECT p.corpus_id, p.voice_id FROM reading_placement p
JOIN voices_voice v ON v.id = p.voice_id
WHERE NOT EXISTS (
    SELECT FROM reading_corpus_calls c WHERE c.corpus_id = p.corpus_id AND c.call_id = v.call_id
)
ORDER BY 1, 2
"""
# Every theme that a placement names, its main one and those of its other points, once.
_NAMED = """
SELECT DISTINCT p.id, p.corpus_id, p.voice_id, p.outcome, n.theme_id
FROM reading_placement p
CROSS JOIN LATERAL (
    SELECT p.theme_id UNION SELECT unnest(p.also)
) AS n (theme_id)
WHERE n.theme_id IS NOT NULL
"""
_WRONG_SIZE = f"""
WITH named AS ({_NAMED}),
counted AS (
    SELECT theme_id, count(*) AS size, count(*) FILTER (WHERE outcome = 'theme') AS independent
    FROM (
        SELECT theme_id, voice_id, outcome FROM named
        UNION
        SELECT t.parent_id, n.voice_id, n.outcome FROM named n
        JOIN reading_theme t ON t.id = n.theme_id WHERE t.parent_id IS NOT NULL
    ) AS counted_once GROUP BY theme_id
)
SELECT t.id, t.size, coalesce(c.size, 0), t.independent, coalesce(c.independent, 0)
FROM reading_theme t LEFT JOIN counted c ON c.theme_id = t.id
WHERE t.gone_at IS NULL AND t.merged_into_id IS NULL
  AND (t.size <> coalesce(c.size, 0) OR t.independent <> coalesce(c.independent, 0))
ORDER BY t.id
"""
_WRONG_THEME = f"""
SELECT n.corpus_id, n.voice_id, n.theme_id FROM ({_NAMED}) n
LEFT JOIN reading_theme t ON t.id = n.theme_id
WHERE t.id IS NULL OR t.corpus_id <> n.corpus_id
   OR t.gone_at IS NOT NULL OR t.merged_into_id IS NOT NULL
   OR EXISTS (
       SELECT FROM reading_theme b
       WHERE b.parent_id = t.id AND b.gone_at IS NULL AND b.merged_into_id IS NULL
   )
ORDER BY 1, 2
"""
_LONE = """
SELECT p.corpus_id, p.voice_id FROM reading_placement p JOIN voices_voice v ON v.id = p.voice_id
WHERE p.outcome = 'duplicate' AND p.family_id IS NULL AND v.supports_id IS NULL
ORDER BY 1, 2
"""
_WRONG_FAMILY = """
SELECT f.id, f.size, count(p.id), bool_or(p.voice_id = f.representative_id) IS TRUE
FROM reading_family f
LEFT JOIN reading_placement p ON p.family_id = f.id AND p.corpus_id = f.corpus_id
GROUP BY f.id
HAVING f.size <> count(p.id) OR bool_or(p.voice_id = f.representative_id) IS NOT TRUE
ORDER BY f.id
"""
_ELSEWHERE = """
SELECT p.corpus_id, p.voice_id, v.supports_id FROM reading_placement p
JOIN voices_voice v ON v.id = p.voice_id
JOIN reading_placement o ON o.corpus_id = p.corpus_id AND o.voice_id = v.supports_id
WHERE p.theme_id IS DISTINCT FROM o.theme_id
ORDER BY 1, 2
"""
# The last word on a theme's name counts, as long as the theme stands.
_UNNAMED = """
SELECT DISTINCT ON (l.theme_id) l.theme_id, l.name, t.title FROM reading_lesson l
JOIN reading_theme t ON t.id = l.theme_id
WHERE l.kind = 'rename' AND t.gone_at IS NULL AND t.merged_into_id IS NULL
ORDER BY l.theme_id, l.id DESC
"""
_MOVED_BACK = """
SELECT DISTINCT l.corpus_id, moved.voice_id, p.by_hand IS TRUE
FROM reading_lesson l CROSS JOIN LATERAL unnest(l.voices) AS moved (voice_id)
LEFT JOIN reading_placement p ON p.corpus_id = l.corpus_id AND p.voice_id = moved.voice_id
WHERE l.kind IN ('move', 'split')
ORDER BY 1, 2
"""


def sums() -> Iterator[Sum]:
    yield Sum(gettext_lazy("voices placed by readings"), Placement.objects.count())
    for outcome in Outcome:
        found = Placement.objects.filter(outcome=outcome).count()
        yield Sum(outcome.label, found, part=True)
    standing = Theme.objects.filter(gone_at=None, merged_into=None)
    yield Sum(gettext_lazy("themes"), standing.count())


def _ledgers(seen: Seen) -> Iterator[Breach]:
    for reading in Reading.objects.exclude(finished_at=None).defer("order", "share").iterator(100):
        seen(1)
        counted = sum(reading.ledger.values())
        row = f"reading_reading {reading.pk}"
        if counted != reading.received:
            words = _("was given %(received)d voices and accounts for %(counted)d")
            yield Breach(row, words % {"received": reading.received, "counted": counted})
        if foreign := set(reading.ledger) - _OUTCOMES:
            words = _("knows an outcome that does not exist: %(codes)s")
            yield Breach(row, words % {"codes": ", ".join(sorted(foreign))})


def _accounted(seen: Seen) -> Iterator[Breach]:
    seen(count(_PLACEMENTS))
    for corpus, voice in select(_UNPLACED, [now() - _PLACED_WITHIN]):
        yield _placement(corpus, voice, _("has no outcome"))
    for corpus, voice, times in select(_TWICE):
        yield _placement(corpus, voice, _("has %(n)d outcomes instead of one") % {"n": times})
    for corpus, voice in select(_FOREIGN):
        yield _placement(corpus, voice, _("is of no call of this corpus"))


def _placement(corpus: int, voice: int, words: str) -> Breach:
    return Breach(f"reading_placement {corpus}/{voice}", words)


def _size(theme: int, size: int, counted: int, independent: int, alone: int) -> Breach:
    return Breach(
        f"reading_theme {theme}",
        _("says %(size)d voices, %(independent)d independent; there are %(counted)d and %(alone)d")
        % {"size": size, "independent": independent, "counted": counted, "alone": alone},
    )


def _theme(corpus: int, voice: int, theme: int) -> Breach:
    words = _("names theme %(theme)d, which is gone, merged, divided or of another corpus")
    return _placement(corpus, voice, words % {"theme": theme})


def _families(seen: Seen) -> Iterator[Breach]:
    seen(count("SELECT count(*) FROM reading_family"))
    for corpus, voice in select(_LONE):
        yield _placement(corpus, voice, _("is a duplicate of nothing"))
    for corpus, voice, original in select(_ELSEWHERE):
        words = _("stands elsewhere than voice %(voice)d, which it supports")
        yield _placement(corpus, voice, words % {"voice": original})
    for family, size, counted, has_representative in select(_WRONG_FAMILY):
        words = _("says %(size)d voices; there are %(counted)d")
        if not has_representative:
            words = _("does not hold its own representative (%(size)d said, %(counted)d there)")
        yield Breach(f"reading_family {family}", words % {"size": size, "counted": counted})


def _edits(seen: Seen) -> Iterator[Breach]:
    for theme, name, title in select(_UNNAMED):
        seen(1)
        if name != title:
            words = _("was renamed by a person and does not have that name")
            yield Breach(f"reading_theme {theme}", words)
    for corpus, voice, by_hand in select(_MOVED_BACK):
        seen(1)
        if not by_hand:
            yield _placement(corpus, voice, _("was moved by a person and does not stay so"))


LAWS = (
    Law(
        "reading.ledger",
        gettext_lazy("A reading's ledger sums up to the voices it was given."),
        _ledgers,
    ),
    Law(
        "reading.accounted",
        gettext_lazy("Every voice that was read has exactly one outcome."),
        _accounted,
    ),
    Law(
        "reading.themes",
        gettext_lazy("A voice stands in themes that exist."),
        by_query(f"{_PLACEMENTS} WHERE theme_id IS NOT NULL", _WRONG_THEME, _theme),
    ),
    Law(
        "reading.sizes",
        gettext_lazy("A theme is as large as the voices that stand in it."),
        by_query(
            "SELECT count(*) FROM reading_theme WHERE gone_at IS NULL AND merged_into_id IS NULL",
            _WRONG_SIZE,
            _size,
        ),
    ),
    Law(
        "reading.families",
        gettext_lazy("A duplicate has its family, and families are as large as they say."),
        _families,
    ),
    Law("reading.edits", gettext_lazy("What a person renamed or moved stays so."), _edits),
)
