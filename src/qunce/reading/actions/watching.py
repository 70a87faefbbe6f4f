"""Bursts, trends and what is new: looked for over all themes at once, so that alarms are few."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from qunce.common import now
from qunce.reading import engine
from qunce.reading.actions.corpus import locked
from qunce.reading.models import Corpus, Movement, MovementKind, Reading, Theme, ThemeDay

# What was said in the last two weeks is compared with what was said before; of fewer than four
# weeks in all nothing can be said.
RECENT, LEAST = 14, 28


def watch_all() -> None:
    """Look through the days of every corpus that has been read."""
    for corpus_id in Reading.objects.exclude(finished_at=None).values_list("corpus", flat=True):
        watch(corpus_id)


@transaction.atomic
def watch(corpus_id: int) -> None:
    """Find anew how themes move. Counts are of texts of their own, compared with all of a day."""
    corpus = locked(corpus_id)
    days = _Days.of(corpus)
    Movement.objects.filter(theme__corpus=corpus).delete()
    if days and len(days.totals) >= LEAST:
        Movement.objects.bulk_create(days.movements())
    corpus.watched_at = now()
    corpus.save(update_fields=["watched_at"])


@dataclass(frozen=True)
class _Days:
    """`counts` (themes, days) from the day `begin` on, without gaps."""

    themes: Sequence[int]
    begin: date
    counts: NDArray[np.int64]

    @classmethod
    def of(cls, corpus: Corpus) -> Self | None:
        """The leaves of a corpus; None if nobody said anything."""
        standing = Theme.objects.filter(corpus=corpus, gone_at=None)
        parents = standing.exclude(parent=None).values("parent")
        leaves = ThemeDay.objects.filter(theme__in=standing.exclude(pk__in=parents))
        rows = list(leaves.order_by("theme", "day").values_list("theme", "day", "independent"))
        if not rows:
            return None
        themes = sorted({theme for theme, _, _ in rows})
        begin = min(day for _, day, _ in rows)
        length = (max(day for _, day, _ in rows) - begin).days + 1
        counts = np.zeros((len(themes), length), np.int64)
        at = {theme: number for number, theme in enumerate(themes)}
        for theme, day, count in rows:
            counts[at[theme], (day - begin).days] = count
        return cls(themes, begin, counts)

    @property
    def totals(self) -> NDArray[np.int64]:
        found: NDArray[np.int64] = self.counts.sum(axis=0)
        return found

    def movements(self) -> Iterator[Movement]:
        yield from self._bursts()
        yield from self._trends()
        yield from self._emerging()

    def _bursts(self) -> Iterator[Movement]:
        for found in engine.bursts(self.counts, exposure=self.totals):
            yield self._made(
                found.theme, MovementKind.BURST, found.first, found.last, found.expected
            )

    def _trends(self) -> Iterator[Movement]:
        last = self.counts.shape[1] - 1
        for found in engine.trends(self.counts, exposure=self.totals):
            kind = MovementKind.RISE if found.change > 0 else MovementKind.FALL
            made = self._made(found.theme, kind, 0, last, found.change)
            made.low, made.high = found.low, found.high
            yield made

    def _emerging(self) -> Iterator[Movement]:
        since, last = self.counts.shape[1] - RECENT, self.counts.shape[1] - 1
        for found in engine.emerging(self.counts, since, exposure=self.totals):
            made = self._made(found.theme, MovementKind.EMERGING, since, last, float(found.before))
            made.low, made.high = found.low, None if np.isinf(found.high) else found.high
            yield made

    def _made(
        self, theme: int, kind: MovementKind, first: int, last: int, usual: float
    ) -> Movement:
        return Movement(
            theme_id=self.themes[theme],
            kind=kind,
            first=self.begin + timedelta(first),
            last=self.begin + timedelta(last),
            count=int(self.counts[theme, first : last + 1].sum()),
            usual=usual,
        )
