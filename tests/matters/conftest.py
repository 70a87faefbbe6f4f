import pytest

from tests.factories.matters import Cast, make_cast


@pytest.fixture
def cast() -> Cast:
    return make_cast()
