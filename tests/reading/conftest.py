from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qunce.people.rules import Hat
from qunce.reading import queries
from tests.factories import make_hat


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
