"""Every voice of a corpus accounted for: the parts always sum up to what was received."""

from dataclasses import dataclass

from django.db import connection

from qunce.common.memo import for_seconds


@dataclass(frozen=True)
class Ledger:
    """`received` is the sum of the five that follow it."""

    received: int
    theme: int
    duplicate: int
    not_understandable: int
    undecided: int
    # Arrived and not yet placed, or no reading yet.
    waiting: int

    @property
    def independent(self) -> int:
        """Understandable voices that are no duplicates: each same text counted once."""
        return self.theme + self.undecided

    @property
    def placed(self) -> int:
        return self.received - self.waiting


# One statement, so that both counts see the same voices.
_LEDGER = """
WITH placed AS (
    SELECT outcome, count(*) AS n FROM reading_placement
    WHERE corpus_id = %(corpus)s GROUP BY outcome
)
SELECT
    (SELECT count(*) FROM voices_voice WHERE call_id IN (
        SELECT call_id FROM reading_corpus_calls WHERE corpus_id = %(corpus)s
    )),
    coalesce(sum(n) FILTER (WHERE outcome = 'theme'), 0)::bigint,
    coalesce(sum(n) FILTER (WHERE outcome = 'duplicate'), 0)::bigint,
    coalesce(sum(n) FILTER (WHERE outcome = 'not_understandable'), 0)::bigint,
    coalesce(sum(n) FILTER (WHERE outcome = 'undecided'), 0)::bigint
FROM placed
"""


@for_seconds(3)
def ledger(corpus_id: int) -> Ledger:
    """The sums of a corpus, at most 3 seconds old."""
    with connection.cursor() as cursor:
        cursor.execute(_LEDGER, {"corpus": corpus_id})
        received, theme, duplicate, not_understandable, undecided = cursor.fetchone()
    waiting = received - theme - duplicate - not_understandable - undecided
    return Ledger(received, theme, duplicate, not_understandable, undecided, waiting)
