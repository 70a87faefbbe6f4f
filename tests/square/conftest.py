from collections.abc import Iterator

import pytest
from django.test import Client

from qunce.campaigns.models import Campaign
from qunce.campaigns.queries.letters import to_be_answered
from qunce.reading import queries as reading
from qunce.square import frame
from qunce.voices import queries as voices
from tests.factories import make_campaign

REMEMBERED = (
    voices.counts,
    voices.lag,
    voices.open_topics,
    reading.ledger,
    frame._themes,
    to_be_answered,
)


@pytest.fixture(autouse=True)
def _remembered_counts_are_forgotten() -> Iterator[None]:
    for asked in REMEMBERED:
        asked.forget()  # type: ignore[attr-defined]
    yield
    for asked in REMEMBERED:
        asked.forget()  # type: ignore[attr-defined]


@pytest.fixture
def campaign(db: None) -> Campaign:
    return make_campaign()


@pytest.fixture
def client() -> Client:
    """Somebody who reads English, so that tests can name what the page says."""
    client = Client()
    client.cookies["django_language"] = "en"
    return client
