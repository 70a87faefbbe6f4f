"""The sealer comes back every ten seconds, whatever the queue went through."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from croniter import croniter
from django.db import connection, connections
from procrastinate.contrib.django import app
from procrastinate.periodic import PeriodicDeferrer

from qunce.record import queries, tasks
from tests.factories.record import make_entries

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


START = 1_800_000_001  # a second after the minute: cron's "previous" is strictly before


def come_by(at: int) -> None:
    """What the worker's clock does at one instant, for the sealer alone."""
    deferrer = PeriodicDeferrer(app.periodic_registry)
    due = [d for d in deferrer.get_previous_tasks(at=at) if d[0].task.name == "record.seal"]

    async def come() -> None:
        await deferrer.defer_jobs(due)
        await sync_to_async(connections.close_all)()  # of the thread that this ran in

    # In a thread of its own: a browser test before this one may have left a loop running here.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(come())).result()


def rows(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def waiting() -> int:
    found = rows(
        "SELECT count(*) FROM procrastinate_jobs"
        " WHERE task_name = 'record.seal' AND status = 'todo'"
    )
    return int(found[0][0])


def end_all(status: str = "succeeded") -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
        cursor.execute("UPDATE procrastinate_jobs SET status = %s", [status])


def test_the_sealer_is_due_every_ten_seconds_and_thoroughly_every_hour() -> None:
    entries = {key[0]: entry for key, entry in app.periodic_registry.periodic_tasks.items()}
    assert next_two(entries["record.seal"]) == [START + 9, START + 19]
    assert next_two(entries["record.seal_thoroughly"]) == [START + 7 * 60 - 1, START + 67 * 60 - 1]


def next_two(entry: Any) -> list[float]:
    clock = croniter(entry.cron, START)
    return [clock.get_next(float), clock.get_next(float)]


def test_it_comes_once_a_time_and_again_the_next() -> None:
    come_by(START)
    come_by(START + 3)
    assert waiting() == 1
    end_all()
    come_by(START + 10)
    assert waiting() == 1


def test_it_does_not_pile_up_while_nobody_works() -> None:
    for tick in range(5):
        come_by(START + 10 * tick)
    assert waiting() == 1


def test_it_comes_again_after_a_record_that_lost_its_job() -> None:
    """procrastinate issue 1495: worker killed between the two writes, or finished jobs deleted."""
    come_by(START)
    end_all()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    assert rows("SELECT job_id FROM procrastinate_periodic_defers") == [(None,)]
    come_by(START + 3)
    assert waiting() == 0  # the same tick is over
    come_by(START + 10)
    assert waiting() == 1


def test_it_comes_again_while_one_that_died_still_counts_as_working() -> None:
    come_by(START)
    end_all("doing")
    come_by(START + 10)
    assert waiting() == 1


def test_the_work_itself_seals() -> None:
    make_entries(3)
    tasks.seal.func()
    assert queries.state(1).size == 3
    make_entries(2)
    tasks.seal_thoroughly.func(timestamp=START)
    assert queries.state(1).size == 5
