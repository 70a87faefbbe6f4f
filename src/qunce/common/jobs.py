"""Starting, watching, stopping and resuming long work."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from qunce.common.clock import now
from qunce.common.errors import Conflict
from qunce.common.models import Job, JobState
from qunce.common.work import later

OPEN = (JobState.WAITING, JobState.RUNNING)
# Every kind of work beats at least every few seconds; after this long its process is gone.
SILENT = timedelta(seconds=60)
Hear = Callable[[Job], None]
_hear: ContextVar[Hear | None] = ContextVar("hear", default=None)


class Stopped(Exception):
    """Raised inside the work when somebody asked it to stop."""


@transaction.atomic
def start(kind: str, subject_id: int, *, task: str) -> Job:
    """Make a job and enqueue `task`; Conflict while one of this kind runs on this subject.

    Without a task the caller runs the job itself.
    """
    _bury(kind, subject_id)
    if Job.objects.filter(kind=kind, subject_id=subject_id, state__in=OPEN).exists():
        raise Conflict(
            _(
                "This is already running, or broke off less than a minute ago. "
                "The page shows how far it is."
            )
        )
    job = Job.objects.create(kind=kind, subject_id=subject_id, created_at=now())
    if task:
        later(task, [job.pk])
    return job


def is_silent(job: Job) -> bool:
    """Whether a running job stopped unexpectedly: its process died and left it running."""
    beat_at = job.beat_at or job.created_at
    return job.state == JobState.RUNNING and beat_at < now() - SILENT


def _bury(kind: str, subject_id: int) -> None:
    found = Job.objects.select_for_update().filter(
        kind=kind, subject_id=subject_id, state=JobState.RUNNING
    )
    for job in found:
        if is_silent(job):
            finish(job, JobState.FAILED)


def begin(job: Job) -> None:
    # A stop that was asked for while the job waited still counts.
    job.state, job.beat_at = JobState.RUNNING, now()
    job.save(update_fields=["state", "beat_at"])


def beat(job: Job, *, done: int, total: int, step: str = "") -> None:
    """Say how far the work is; raises Stopped if somebody asked for it."""
    job.done, job.total, job.step, job.beat_at = done, total, step, now()
    job.save(update_fields=["done", "total", "step", "beat_at"])
    if hear := _hear.get():
        hear(job)
    job.refresh_from_db(fields=["stop_asked"])
    if job.stop_asked:
        raise Stopped


@contextmanager
def heard_by(hear: Hear) -> Iterator[None]:
    """While work runs in this terminal: `hear` is told of every beat."""
    before = _hear.set(hear)
    try:
        yield
    finally:
        _hear.reset(before)


def finish(job: Job, state: JobState = JobState.DONE, failure: str = "") -> None:
    job.state, job.failure, job.finished_at = state, failure, now()
    job.save(update_fields=["state", "failure", "finished_at"])


def ask_to_stop(job_id: int) -> None:
    Job.objects.filter(pk=job_id, state__in=OPEN).update(stop_asked=True)


def latest(kind: str, subject_id: int) -> Job | None:
    return Job.objects.filter(kind=kind, subject_id=subject_id).order_by("-pk").first()
