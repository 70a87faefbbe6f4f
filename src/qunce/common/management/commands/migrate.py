"""Django's migrate, as the role that owns the tables; then the other role gets its rights."""

from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connections


class Command(migrate.Command):
    def add_arguments(self, parser: Any) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="owner")

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        alias = options["database"]
        call_command("createcachetable", database=alias, verbosity=0)
        grant(connections[alias], connections["default"].settings_dict["USER"])


def grant(owner: Any, role: str) -> None:
    """Let `role` work with every table but only add to those that are append-only."""
    if not role or role == owner.settings_dict["USER"]:
        return
    name = owner.ops.quote_name(role)
    sealed = [m._meta.db_table for m in apps.get_models() if getattr(m, "append_only", False)]
    with owner.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {name}")
        cursor.execute(
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}"
        )
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}")
        for table in sealed:
            quoted = owner.ops.quote_name(table)
            cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {quoted} FROM {name}")
