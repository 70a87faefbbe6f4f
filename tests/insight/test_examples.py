import doctest
import importlib
import pkgutil

import pytest

from qunce import insight

MODULES = [module.name for module in pkgutil.walk_packages(insight.__path__, "qunce.insight.")]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_docstrings_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_what_is_exported_is_there() -> None:
    assert sorted(insight.__all__) == insight.__all__
    assert all(hasattr(insight, name) for name in insight.__all__)
