"""Nobody changes what was recorded: not the application, and not the owner by accident."""

import pytest
from django.db import DatabaseError, connections

from qunce.record import actions
from qunce.record.models import Entry, Leaf
from tests.factories.record import make_entries

TABLES = ("record_entry", "record_leaf", "record_tile", "record_checkpoint")
CHANGES = (
    "UPDATE {table} SET jurisdiction_id = 2",
    "UPDATE {table} SET jurisdiction_id = 2 WHERE false",
    "DELETE FROM {table}",
    "TRUNCATE {table} CASCADE",
)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("role", ["default", "owner"])
def test_no_row_is_changed_or_removed(role: str, table: str, change: str) -> None:
    make_entries(1)
    actions.seal(1)
    with connections[role].cursor() as cursor, pytest.raises(DatabaseError) as refusal:
        cursor.execute(change.format(table=table))
    says = "append-only" if role == "owner" else "permission denied"
    assert says in str(refusal.value)
    assert (Entry.objects.count(), Leaf.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE record_entry DISABLE TRIGGER USER",
        "DROP TRIGGER append_only ON record_entry",
        "ALTER TABLE record_entry OWNER TO CURRENT_USER",
        "DROP TABLE record_entry CASCADE",
        "CREATE OR REPLACE FUNCTION record_refuse() RETURNS trigger LANGUAGE sql AS 'SELECT 1'",
    ],
)
def test_the_application_cannot_lift_the_guard(change: str) -> None:
    with connections["default"].cursor() as cursor, pytest.raises(DatabaseError):
        cursor.execute(change)


@pytest.mark.django_db
def test_every_append_only_model_has_the_guard() -> None:
    from django.apps import apps

    sealed = {m._meta.db_table for m in apps.get_models() if getattr(m, "append_only", False)}
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger"
            " WHERE tgname = 'append_only' AND tgenabled = 'O'"
        )
        guarded = {table for (table,) in cursor.fetchall()}
    assert sealed == guarded == set(TABLES)
