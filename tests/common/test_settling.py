"""Taking stock of a table after a bulk write: at once where much is new, not for a handful."""

import pytest
from django.db import connection, transaction

from qunce.common.postgres.settling import settle
from qunce.record import actions as record
from qunce.record.actions import Line
from qunce.record.models import Entry

pytestmark = pytest.mark.django_db


def test_the_planner_learns_of_many_new_rows_and_is_not_bothered_with_a_few() -> None:
    _write(6_000)
    settle(Entry)
    known = _believed()
    assert known >= 6_000
    _write(30)
    settle(Entry)
    assert _believed() == known
    _write(6_000)
    settle(Entry)
    assert _believed() >= known + 6_030


def _write(n: int) -> None:
    with transaction.atomic():
        record.write_many(Line(1, "test.written", ("system", 0), ("test", k)) for k in range(n))


def _believed() -> int:
    """How many rows the planner believes to be there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reltuples::bigint FROM pg_class WHERE relname = %s", [Entry._meta.db_table]
        )
        (rows,) = cursor.fetchone()
    return int(rows)
