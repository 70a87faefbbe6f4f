"""The console command `qunce`: Django's commands and ours, with the settings chosen."""

import os
import signal
import sys

# These need neither settings nor a database, so they start before Django is touched.
_PLAIN = {
    "digest": "qunce.digest.__main__",
    "due": "qunce.profiles.__main__",
    "procedure": "qunce.procedures.__main__",
}


def main() -> None:
    # A TERM is a Ctrl-C: what was begun is left in order, and the embedded server is stopped.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        _run()
    except KeyboardInterrupt:
        raise SystemExit(128 + signal.SIGINT) from None


def _run() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name in _PLAIN:
        from importlib import import_module

        raise SystemExit(import_module(_PLAIN[name]).main(sys.argv[2:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qunce.settings")
    from django.core.management import execute_from_command_line
    from django.db import ProgrammingError

    try:
        execute_from_command_line(["qunce", *sys.argv[1:]])
    except ProgrammingError:
        if not _is_behind():
            raise
        raise SystemExit(
            "The database is empty, or an earlier Qunce made it.\n"
            "`qunce migrate` brings it up to date and keeps what is in it."
        ) from None


def _is_behind() -> bool:
    """Whether a migration waits to be run."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["default"])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


if __name__ == "__main__":
    main()
