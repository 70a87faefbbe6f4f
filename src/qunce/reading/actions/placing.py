"""Voices that arrive after a reading are placed at once, with what it learned."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from qunce.common import now
from qunce.reading import engine
from qunce.reading.actions.corpus import locked
from qunce.reading.actions.switch import SUPPORTS
from qunce.reading.engine import Placed
from qunce.reading.models import Corpus, Family, Outcome, Placement, Reading, Theme
from qunce.reading.queries import last_reading
from qunce.voices.models import Voice
from qunce.voices.words import whole

BATCH = 500
# Numbers are given before they are committed: a lower one can appear after a higher one was
# placed. The quick look goes back this far, the hourly one looks at all.
LOOK_BACK = 10_000
TEMPLATE = "template"

_UNPLACED = """
SELECT v.id FROM voices_voice v
WHERE v.call_id IN (SELECT call_id FROM reading_corpus_calls WHERE corpus_id = %(corpus)s)
AND v.kind <> 'support' AND v.id > %(after)s
AND NOT EXISTS (
    SELECT FROM reading_placement p WHERE p.voice_id = v.id AND p.corpus_id = %(corpus)s
)
ORDER BY v.id LIMIT %(most)s
"""


def place_arrived(*, thorough: bool = False) -> int:
    """Place what waits in every corpus that has been read; how many were placed."""
    read = Reading.objects.exclude(finished_at=None).values("corpus")
    return sum(_place(corpus, thorough) for corpus in Corpus.objects.filter(pk__in=read))


def _place(corpus: Corpus, thorough: bool) -> int:
    reading = last_reading(corpus.pk)
    assert reading is not None
    after = 0 if thorough else corpus.placed_upto - LOOK_BACK
    total = 0
    while voices := _unplaced(corpus.pk, after):
        try:
            with engine.at_a_time:
                total += _meet(reading, voices)
        except _Again:
            continue
        except (FileNotFoundError, ValueError, _Over):
            # Restored without its folder, or saved by an older engine: they wait for a reading.
            break
    return total + _place_supports(corpus, after)


class _Again(Exception):
    """Another process placed something that these voices were not compared with."""


class _Over(Exception):
    """A newer reading has come and placed these voices itself."""


def _meet(reading: Reading, voices: Sequence[Voice]) -> int:
    """Place voices one after the other, each compared with all that were placed before it."""
    model = engine.load(reading.corpus_id, reading.pk)
    try:
        learned = _learn(model, reading)
        found = [model.meet(v.pk, whole(v.title, v.text)) for v in voices]
        model.learned_upto = _save(reading, voices, found, learned)
    except BaseException:
        # What was just remembered was not stored.
        engine.unload()
        raise
    return len(voices)


def _learn(model: engine.Model, reading: Reading) -> int:
    """Remember what other processes placed; the last placement that the model knows now."""
    learned = max(model.learned_upto, reading.placements_upto)
    later = _later(reading.corpus_id, learned).select_related("voice").order_by("pk")
    for found in later.iterator(chunk_size=BATCH):
        voice = found.voice
        if voice.erased_at is None:
            model.learn(
                voice.pk, whole(voice.title, voice.text), (found.theme_id or 0, *found.also)
            )
        learned = found.pk
    return learned


def _later(corpus_id: int, learned: int) -> QuerySet[Placement]:
    """Placements beyond one that later voices can copy. Numbers are drawn under the corpus' lock,
    so that a larger one was stored later."""
    found = Placement.objects.filter(corpus=corpus_id, pk__gt=learned)
    return found.filter(outcome__in=[Outcome.THEME, Outcome.UNDECIDED])


def _unplaced(corpus_id: int, after: int) -> list[Voice]:
    with connection.cursor() as cursor:
        cursor.execute(_UNPLACED, {"corpus": corpus_id, "after": after, "most": BATCH})
        ids = [row[0] for row in cursor.fetchall()]
    return list(Voice.objects.filter(pk__in=ids).order_by("pk"))


@transaction.atomic
def _save(reading: Reading, voices: Sequence[Voice], found: Sequence[Placed], learned: int) -> int:
    """Store one batch; the last placement that its voices were compared with or became."""
    corpus = locked(reading.corpus_id)
    current = last_reading(corpus.pk)
    if current is None or current.pk != reading.pk:
        raise _Over
    if _later(corpus.pk, learned).exists():
        raise _Again
    known = Placement.objects.filter(corpus=corpus, voice__in=voices)
    placed = set(known.values_list("voice_id", flat=True))
    fresh = [(v, one) for v, one in zip(voices, found, strict=True) if v.pk not in placed]
    leads = _Leads(corpus.pk, [one for _voice, one in fresh])
    placements = [leads.place(voice, one) for voice, one in fresh]
    leads.store()
    _count(corpus.pk, placements, [voice for voice, _one in fresh])
    corpus.placed_upto = max(corpus.placed_upto, voices[-1].pk)
    corpus.save(update_fields=["placed_upto"])
    return max([learned, *(one.pk for one in placements)])


class _Leads:
    """Where the model's themes and originals stand now: people may have moved them since."""

    def __init__(self, corpus_id: int, found: Sequence[Placed]) -> None:
        self.corpus_id = corpus_id
        themes = Theme.objects.filter(pk__in={pk for one in found for pk in one.themes})
        self.theme = {
            theme.pk: theme.merged_into_id or (None if theme.gone_at else theme.pk)
            for theme in themes
        }
        originals = Placement.objects.filter(
            corpus=corpus_id, voice__in={one.original for one in found if one.original}
        )
        self.original = {p.voice_id: p for p in originals.select_related("family")}
        self._unstored: list[Placement] = []

    def place(self, voice: Voice, found: Placed) -> Placement:
        """Where a voice stands; `store` must follow."""
        placed = self._placed(voice, found)
        self._unstored.append(placed)
        self.original.setdefault(voice.pk, placed)
        return placed

    def store(self) -> None:
        Placement.objects.bulk_create(self._unstored)
        self._unstored = []

    def _placed(self, voice: Voice, found: Placed) -> Placement:
        original = self.original.get(found.original or 0)
        if original:
            return self._copy(voice, found, original)
        led = (self.theme.get(pk) for pk in found.themes)
        themes = [pk for pk in dict.fromkeys(led) if pk]
        outcome = found.outcome.value
        if outcome in {Outcome.THEME, Outcome.DUPLICATE}:
            outcome = Outcome.THEME if themes else Outcome.UNDECIDED
        return Placement(
            corpus_id=self.corpus_id,
            voice=voice,
            outcome=outcome,
            theme_id=themes[0] if themes else None,
            also=themes[1:],
            reason=found.reason,
            points=list(found.points),
        )

    def _copy(self, voice: Voice, found: Placed, original: Placement) -> Placement:
        return Placement(
            corpus_id=self.corpus_id,
            voice=voice,
            outcome=Outcome.DUPLICATE,
            theme_id=original.theme_id,
            also=original.also,
            family=self._family(original, found.reason.partition(":")[0].partition(" ")[0]),
            reason=found.reason,
        )

    def _family(self, original: Placement, kind: str) -> Family:
        """The original's family with one more member, or a new one of two."""
        if original.pk is None:  # it came with the same batch
            self.store()
        family = original.family
        if family and family.kind != TEMPLATE:
            family.size += 1
            family.save(update_fields=["size"])
            return family
        original.family = Family.objects.create(
            corpus_id=self.corpus_id,
            kind=kind,
            representative_id=original.voice_id,
            size=2,
            theme_id=original.theme_id,
        )
        original.save(update_fields=["family"])
        return original.family


def _place_supports(corpus: Corpus, after: int) -> int:
    """Supports stand where the voice they support stands."""
    with transaction.atomic(), connection.cursor() as cursor:
        locked(corpus.pk)
        fresh = (
            "AND v.id > %(after)s AND NOT EXISTS (SELECT FROM reading_placement q"
            " WHERE q.voice_id = v.id AND q.corpus_id = %(corpus)s)"
        )
        cursor.execute(
            SUPPORTS.format(part=fresh) + " RETURNING voice_id",
            {"corpus": corpus.pk, "after": after},
        )
        ids = [row[0] for row in cursor.fetchall()]
        if ids:
            placed = list(Placement.objects.filter(corpus=corpus, voice__in=ids).order_by("voice"))
            _count(corpus.pk, placed, list(Voice.objects.filter(pk__in=ids).order_by("pk")))
    return len(ids)


_ADD = """
UPDATE reading_theme t SET size = t.size + n.size, independent = t.independent + n.independent
FROM unnest(%s::bigint[], %s::int[], %s::int[]) AS n (id, size, independent) WHERE t.id = n.id
"""
_ADD_DAYS = """
INSERT INTO reading_themeday AS d (theme_id, day, size, independent)
SELECT * FROM unnest(%s::bigint[], %s::date[], %s::int[], %s::int[])
ON CONFLICT (theme_id, day) DO UPDATE
SET size = d.size + excluded.size, independent = d.independent + excluded.independent
"""


def _count(corpus_id: int, placements: Iterable[Placement], voices: Iterable[Voice]) -> None:
    """Add new voices to the stored sizes and days of their themes and parents."""
    parents = dict(Theme.objects.filter(corpus=corpus_id).values_list("pk", "parent_id"))
    sizes: Counter[int] = Counter()
    independent: Counter[int] = Counter()
    days: Counter[tuple[int, object]] = Counter()
    own: Counter[tuple[int, object]] = Counter()
    zone = timezone.get_default_timezone()
    for placement, voice in zip(placements, voices, strict=True):
        if placement.theme_id is None:
            continue
        leaves = {placement.theme_id, *placement.also}
        themes = leaves | {parent for leaf in leaves if (parent := parents[leaf])}
        sizes.update(themes)
        independent.update(themes if placement.outcome == Outcome.THEME else ())
        said_on = [(pk, voice.said_at.astimezone(zone).date()) for pk in themes]
        days.update(said_on)
        own.update(said_on if placement.outcome == Outcome.THEME else ())
    with connection.cursor() as cursor:
        ids = sorted(sizes)
        cursor.execute(_ADD, [ids, [sizes[pk] for pk in ids], [independent[pk] for pk in ids]])
        if days:
            spoken, said = zip(*days, strict=True)
            counts = [list(days.values()), [own[one] for one in days]]
            cursor.execute(_ADD_DAYS, [list(spoken), list(said), *counts])


def forget_erased() -> None:
    """Where words were erased, the models that remember them forget them too.

    What an unfinished reading kept of its stages is removed: it will begin anew.
    """
    begun = Reading.objects.filter(finished_at=None).order_by("corpus", "-pk").distinct("corpus")
    for corpus_id, since in begun.values_list("corpus", "started_at"):
        if Voice.objects.filter(call__corpora=corpus_id, erased_at__gte=since).exists():
            engine.drop_stages(corpus_id)
    read = Reading.objects.exclude(finished_at=None).order_by("corpus", "-pk").distinct("corpus")
    for reading in read.defer("order", "share"):
        at = now()
        gone = Voice.objects.filter(
            call__corpora=reading.corpus_id, erased_at__gte=reading.forgot_at or reading.started_at
        )
        if ids := list(gone.values_list("pk", flat=True)):
            _forget(reading, ids)
        Reading.objects.filter(pk=reading.pk).update(forgot_at=at)


def _forget(reading: Reading, voice_ids: Sequence[int]) -> None:
    with engine.at_a_time:
        try:
            model = engine.load(reading.corpus_id, reading.pk)
        except ValueError:
            # Saved by an older engine: nobody can place with it any more, and it must not remember.
            engine.forget_others(reading.corpus_id, 0)
            return
        model.forget(voice_ids)
        model.save(reading.corpus_id, reading.pk)
