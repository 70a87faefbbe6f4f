from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override


@pytest.fixture(scope="session", autouse=True)
def _static_root() -> None:
    # WhiteNoise warns where nothing has been collected yet.
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def _in_chinese() -> Iterator[None]:
    # A request leaves its language behind in the thread.
    with override("zh-hans"):
        yield
