import pytest

from qunce.common import jobs
from qunce.common.errors import Conflict
from qunce.common.models import JobState

pytestmark = pytest.mark.django_db


def test_one_job_of_a_kind_at_a_time() -> None:
    jobs.start("reading", 1, task="reading.read")
    with pytest.raises(Conflict):
        jobs.start("reading", 1, task="reading.read")
    jobs.start("reading", 2, task="reading.read")


def test_a_job_hears_that_it_should_stop_at_its_next_beat() -> None:
    job = jobs.start("import", 1, task="voices.import")
    jobs.begin(job)
    jobs.beat(job, done=1, total=4)
    jobs.ask_to_stop(job.pk)
    with pytest.raises(jobs.Stopped):
        jobs.beat(job, done=2, total=4)
    assert (job.done, job.percent) == (2, 50)


def test_a_finished_job_makes_room_for_the_next() -> None:
    job = jobs.start("import", 1, task="voices.import")
    jobs.finish(job, JobState.FAILED, "broken")
    assert jobs.start("import", 1, task="voices.import").pk != job.pk


def test_a_terminal_hears_every_beat() -> None:
    job = jobs.start("import", 1, task="voices.import")
    heard: list[int] = []
    with jobs.heard_by(lambda j: heard.append(j.percent)):
        jobs.beat(job, done=1, total=2)
        jobs.beat(job, done=2, total=2)
    jobs.beat(job, done=0, total=2)
    assert heard == [50, 100]
