"""What a campaign is, where it stands, and what its units owe."""

from qunce.campaigns.queries.campaigns import (
    PhaseCard,
    by_slug,
    call_ids,
    current,
    issued,
    of_call,
    of_corpus,
    phases_of,
)

__all__ = [
    "PhaseCard",
    "by_slug",
    "call_ids",
    "current",
    "issued",
    "of_call",
    "of_corpus",
    "phases_of",
]
