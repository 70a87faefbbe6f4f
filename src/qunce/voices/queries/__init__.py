"""What we show of voices. Visibility lives here: the square sees what is shown, the desk all."""

from qunce.voices.queries.counts import Counts, Lag, counts, daily, lag
from qunce.voices.queries.finding import Found, Scope, latest, search, similar
from qunce.voices.queries.one import (
    Line,
    by_receipt,
    lines,
    lines_by_id,
    queue_of,
    receipt_number,
    shown_voice,
    support_count,
    support_counts,
)
from qunce.voices.queries.topics import counted_topics, open_topics, topics_of

__all__ = [
    "Counts",
    "Found",
    "Lag",
    "Line",
    "Scope",
    "by_receipt",
    "counted_topics",
    "counts",
    "daily",
    "lag",
    "latest",
    "lines",
    "lines_by_id",
    "open_topics",
    "queue_of",
    "receipt_number",
    "search",
    "shown_voice",
    "similar",
    "support_count",
    "support_counts",
    "topics_of",
]
