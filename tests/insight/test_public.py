"""What the engine offers, and what it costs to ask for it."""

import subprocess
import sys

from qunce import insight


def test_every_public_name_is_found_and_no_other() -> None:
    assert sorted(insight.__all__) == sorted(insight._HOMES)
    assert all(getattr(insight, name) is not None for name in insight.__all__)


def test_importing_the_engine_loads_nothing_heavy() -> None:
    code = "import sys, qunce.insight; print({'numpy', 'scipy', 'numba'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"
