"""Work whose worker was killed begins again, and what waited behind it goes on."""

from typing import Any

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from qunce.common import later, work

pytestmark = pytest.mark.django_db


def rows(sql: str, *given: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall() if cursor.description else []


def make_worker(silent: int) -> int:
    made = rows(
        "INSERT INTO procrastinate_workers (last_heartbeat)"
        " VALUES (now() - make_interval(secs => %s)) RETURNING id",
        silent,
    )
    return int(made[0][0])


def job_of(worker: int | None, attempts: int = 0, **options: str) -> int:
    job_id = app.configure_task(name="voices.index", **options).defer(ids=[7])
    rows(
        "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s"
        " WHERE id = %s",
        worker,
        attempts,
        job_id,
    )
    return int(job_id)


def status(job_id: int) -> str:
    return str(ProcrastinateJob.objects.get(pk=job_id).status)


def test_the_job_of_a_silent_worker_begins_again_and_that_of_a_living_one_does_not() -> None:
    lost, held = job_of(make_worker(61)), job_of(make_worker(20))
    assert work.revive() == 1
    assert (status(lost), status(held)) == ("todo", "doing")


def test_the_job_of_a_worker_that_was_crossed_out_begins_again() -> None:
    lost = job_of(None)
    assert work.revive() == 1
    assert status(lost) == "todo"


@pytest.mark.django_db(transaction=True)
def test_what_waits_behind_its_lock_can_be_fetched_again() -> None:
    worker = make_worker(61)
    lost = job_of(worker, lock="voices.index")
    fetch = "SELECT id FROM procrastinate_fetch_job_v2(NULL, %s)"
    app.configure_task(name="voices.index", lock="voices.index").defer(ids=[8])
    assert rows(fetch, worker) == [(None,)]
    work.revive()
    assert rows(fetch, worker) == [(lost,)]


def test_where_the_same_work_waits_already_the_lost_job_ends() -> None:
    lost = job_of(make_worker(61), queueing_lock="voices.index/7")
    later("voices.index", [7], once="voices.index/7")
    assert work.revive() == 0
    assert status(lost) == "failed"
    assert list(ProcrastinateJob.objects.values_list("status", flat=True).order_by("id")) == [
        "failed",
        "todo",
    ]


def test_what_killed_three_workers_does_not_get_a_fourth() -> None:
    lost = job_of(make_worker(61), attempts=3)
    assert work.revive() == 0
    assert status(lost) == "failed"


def test_the_worker_looks_every_minute() -> None:
    found = [p.cron for p in app.periodic_registry.periodic_tasks.values()]
    names = [p.task.name for p in app.periodic_registry.periodic_tasks.values()]
    assert dict(zip(names, found, strict=True))["common.revive"] == "* * * * *"
