"""The door to the engine opens only when somebody goes through it."""

import subprocess
import sys


def test_the_site_starts_without_compiled_code() -> None:
    code = (
        "import sys, django; django.setup(); import qunce.urls;"
        "print({'numba', 'scipy', 'openpyxl'} & set(sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "set()"


def test_a_name_that_the_engine_does_not_have_is_an_error() -> None:
    from qunce.reading import engine

    assert not hasattr(engine, "verdicts_on_people")
