"""Work for later: a name and ids into the queue, inside the caller's transaction."""

import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import wraps
from typing import Any


def later(name: str, ids: Iterable[int] = (), *, once: str = "", after: int = 0) -> None:
    """Enqueue the task `name` for these ids; it runs only if the transaction commits.

    `once` names a lock in the queue: while a job with it waits, another is not added.
    `after` are seconds before which it does not run.
    """
    from django.db import transaction
    from procrastinate import exceptions
    from procrastinate.contrib.django import app

    wait = {"seconds": after} if after else None
    job = app.configure_task(name=name, queueing_lock=once or None, schedule_in=wait)
    if not once:
        job.defer(ids=list(ids))
        return
    try:
        # The refusal is a database error; without its own savepoint it would end
        # the caller's transaction.
        with transaction.atomic():
            job.defer(ids=list(ids))
    except exceptions.AlreadyEnqueued:
        pass


_PAUSE = 1.0
_asked: dict[str, float] = {}


def soon(name: str) -> None:
    """Once this transaction has committed, the task `name` runs within a few seconds.

    For work that finds by itself what is new. Each process asks at most once a second, so a
    thousand commits cost one job. A lock in the queue instead (`later` with `once`) would make
    each transaction wait for the one before it: its key is taken until that one commits.
    """
    from django.db import transaction

    transaction.on_commit(lambda: _ask(name), robust=True)


def _ask(name: str) -> None:
    from procrastinate.contrib.django import app

    at = time.monotonic()
    if at - _asked.get(name, -_PAUSE) < _PAUSE:
        return
    _asked[name] = at
    # The job starts when the pause is over, so it sees every commit that did not ask.
    app.configure_task(name=name, lock=name, schedule_in={"seconds": 2}).defer(ids=[])


# A worker says every 10 seconds that it lives.
SILENT_SECONDS = 60
# A job that killed its worker so often would kill the next one too.
MOST_ATTEMPTS = 3
_ORPHANS = """
SELECT job.id, job.attempts < %s FROM procrastinate_jobs AS job
LEFT JOIN procrastinate_workers AS worker ON worker.id = job.worker_id
WHERE job.status = 'doing'
    AND (worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => %s))
ORDER BY job.id
"""
_GIVE_UP = "UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s AND status = 'doing'"


def revive() -> int:
    """Let the jobs of workers that were killed begin again; returns how many.

    Whatever the queue runs can be repeated: it finds by itself what is still to do. Left alone,
    such a job would count as being done for ever, and hold up all that share its lock.
    """
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(_ORPHANS, [MOST_ATTEMPTS, SILENT_SECONDS])
        orphans = cursor.fetchall()
    return sum(_begin_again(job_id) for job_id, may_again in orphans if may_again or _end(job_id))


def _begin_again(job_id: int) -> bool:
    from django.db import transaction
    from procrastinate import exceptions
    from procrastinate.contrib.django import app

    try:
        with transaction.atomic():
            app.job_manager.retry_job_by_id(job_id, datetime.now(UTC))
    except exceptions.UniqueViolation:  # the same work waits already
        return _end(job_id)
    return True


def _end(job_id: int) -> bool:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(_GIVE_UP, [job_id])
    return False


def task(
    name: str, *, periodic: str = "", **options: Any
) -> Callable[[Callable[[list[int]], None]], Any]:
    """Declare what `later(name, …)` runs; `periodic` is a cron line (a sixth field: seconds)."""

    def declare(run: Callable[[list[int]], None]) -> Any:
        from django.db import connections
        from procrastinate.contrib.django import app

        @wraps(run)
        def in_worker(ids: list[int] | None = None, timestamp: int = 0) -> None:
            try:
                run(ids or [])
            finally:
                # The thread may never come again: its connection goes back to the pool.
                connections.close_all()

        as_task: Any = app.task(name=name, **options)
        declared = as_task(in_worker)
        return app.periodic(cron=periodic)(declared) if periodic else declared

    return declare
