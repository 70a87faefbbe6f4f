"""The console command `qunce`: Django's commands and ours, with the settings chosen."""

import os
import sys

# These need neither settings nor a database, so they start before Django is touched.
_PLAIN = {"digest": "qunce.digest.__main__"}


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name in _PLAIN:
        from importlib import import_module

        raise SystemExit(import_module(_PLAIN[name]).main(sys.argv[2:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qunce.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["qunce", *sys.argv[1:]])


if __name__ == "__main__":
    main()
