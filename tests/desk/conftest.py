from collections.abc import Iterator

import pytest

from qunce.desk import context
from qunce.reading.queries import ledger
from qunce.voices import queries

REMEMBERED = (
    queries.counts,
    queries.lag,
    queries.counted_topics,
    ledger,
    context._running,
)


@pytest.fixture(autouse=True)
def _fresh_counts() -> Iterator[None]:
    """Counts are remembered for seconds; a test that follows another must not read its sums."""
    forget_counts()
    yield
    forget_counts()


def forget_counts() -> None:
    for remembered in REMEMBERED:
        remembered.forget()  # type: ignore[attr-defined]
