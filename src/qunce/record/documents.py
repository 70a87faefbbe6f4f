"""An entry as a document: what is hashed for it, and what a receipt shows of it."""

from datetime import UTC, datetime
from typing import Any

from qunce import proof


def document(
    *,
    jurisdiction_id: int,
    at: datetime,
    verb: str,
    actor: tuple[str, int],
    subject: tuple[str, int],
    body: dict[str, Any],
) -> dict[str, Any]:
    return {
        "v": 1,
        "jurisdiction": jurisdiction_id,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "verb": verb,
        "actor": list(actor),
        "subject": list(subject),
        "body": body,
    }


def digest(document: dict[str, Any]) -> bytes:
    """The hash under which the document stands in the log."""
    return proof.leaf_hash(proof.canonical(document))
