"""CPU seconds of our processes and of PostgreSQL, which is what the benches count."""

import atexit
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True)
class Spent:
    ours: float
    database: float

    @property
    def total(self) -> float:
        return self.ours + self.database

    def __sub__(self, other: "Spent") -> "Spent":
        return Spent(self.ours - other.ours, self.database - other.database)


def spent(ours: int = 0) -> Spent:
    """So far: by the process `ours` (this one by default) with its children, and by PostgreSQL.

    What ended counts too: its parent keeps its seconds.
    """
    return Spent(_tree(psutil.Process(ours or os.getpid())), _tree(_postmaster()))


def _tree(root: psutil.Process) -> float:
    total = 0.0
    for process in [root, *root.children(recursive=True)]:
        try:
            used = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += used.user + used.system + used.children_user + used.children_system
    return total


def _postmaster() -> psutil.Process:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        parent = psutil.Process(cursor.fetchone()[0]).parent()
    assert parent is not None
    return parent


def own_database() -> Path:
    """A database for this measurement alone, in a folder that goes when it ends."""
    var = Path(tempfile.mkdtemp(prefix="qunce-bench-"))
    # Registered before the server's own farewell, so it runs after that: the server is stopped.
    atexit.register(_remove, var)
    os.environ["QUNCE_VAR"] = str(var)
    os.environ["DJANGO_SETTINGS_MODULE"] = "qunce.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    return var


def _remove(var: Path) -> None:
    from qunce.common.postgres.embedded import home

    shutil.rmtree(home(var).parent, ignore_errors=True)
    shutil.rmtree(var, ignore_errors=True)
