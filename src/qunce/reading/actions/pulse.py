"""A sign of life while the engine is deep in one step and tells nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from django.db import connections

from qunce.common import now
from qunce.common.models import Job

# The singular values of 150,000 voices take longer than jobs.SILENT on a busy machine.
EVERY = 15.0


@contextmanager
def alive(job: Job) -> Iterator[None]:
    """Until the end, the job is seen to be alive. A killed process stops beating."""
    over = Event()
    heart = Thread(target=_beat, args=(job.pk, over), daemon=True)
    heart.start()
    try:
        yield
    finally:
        over.set()
        heart.join()


def _beat(job_id: int, over: Event) -> None:
    try:
        while not over.wait(EVERY):
            Job.objects.filter(pk=job_id).update(beat_at=now())
    finally:
        connections.close_all()
