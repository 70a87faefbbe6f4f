from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from qunce.people.rules import Hat
from qunce.reading import queries
from qunce.reading.models import Corpus
from tests.factories import make_hat
from tests.reading.corpora import ALL, BUSES, JUNK, MORE, add, assert_accounts, make_corpus, run


@pytest.fixture(autouse=True)
def _models_in_a_folder_of_the_test(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path


@pytest.fixture(autouse=True)
def _remembered_counts_are_forgotten() -> Iterator[None]:
    queries.ledger.forget()  # type: ignore[attr-defined]
    yield
    queries.ledger.forget()  # type: ignore[attr-defined]


@pytest.fixture
def alice(db: None) -> Hat:
    """She works in the campaign office."""
    return make_hat()


@pytest.fixture
def corpus(alice: Hat) -> Corpus:
    """A corpus that was read: three topics, one copy, some junk."""
    corpus = make_corpus([*ALL, BUSES[0], *JUNK])
    run(corpus, alice)
    return corpus


@pytest.fixture
def read_again(corpus: Corpus, alice: Hat) -> Callable[[], None]:
    """The next reading, with a few voices more."""

    def again() -> None:
        add(corpus, MORE)
        run(corpus, alice)
        assert assert_accounts(corpus).waiting == 0

    return again
