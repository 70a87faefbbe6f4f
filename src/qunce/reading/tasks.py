"""What the queue runs for readings."""

import time

from qunce.common.jobs import is_silent
from qunce.common.models import Job, JobState
from qunce.common.work import task
from qunce.reading import actions

LOOK_AGAIN = 5.0


@task("reading.read")
def read(ids: list[int]) -> None:
    for job in Job.objects.filter(pk__in=ids):
        # Only a killed worker leaves a running job in the queue; its last beat may be seconds old.
        while job.state == JobState.RUNNING and not is_silent(job):
            time.sleep(LOOK_AGAIN)
            job.refresh_from_db()
        actions.read(job)


@task("voices.arrived")
def arrived(_: list[int]) -> None:
    actions.place_arrived()


# Once an hour over everything: a voice whose number was given long before it was committed.
@task("reading.place_thoroughly", periodic="23 * * * *", queueing_lock="reading.place_thoroughly")
def place_thoroughly(_: list[int]) -> None:
    actions.place_arrived(thorough=True)


@task("reading.watch", periodic="41 * * * *", queueing_lock="reading.watch")
def watch(_: list[int]) -> None:
    actions.watch_all()


@task("reading.forget", periodic="*/10 * * * *", queueing_lock="reading.forget")
def forget(_: list[int]) -> None:
    actions.forget_erased()
