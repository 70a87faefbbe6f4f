"""kill -9 in the middle of the switch: the pages show the last reading, and the next one ends."""

import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from qunce.common import now
from qunce.common.models import Job, JobState
from qunce.people.rules import Hat
from qunce.reading import actions, tasks
from qunce.reading.actions import reading
from qunce.voices.models import Voice
from tests.factories import make_hat
from tests.reading.corpora import ALL, JUNK, add, assert_accounts, make_corpus, picture, run

# The whole work of a worker, killed where a function of a module is called.
_WORKER = """
import os, signal, sys
from pathlib import Path
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qunce.settings")
from django.conf import settings
settings.DATABASES["default"]["NAME"], settings.VAR = sys.argv[1], Path(sys.argv[2])
import django
django.setup()
from qunce.common.models import Job
from qunce.people.rules import Hat
from qunce.reading import actions, tasks
from qunce.reading.actions import reading
from importlib import import_module
setattr(import_module(sys.argv[4]), sys.argv[5], lambda *_: os.kill(os.getpid(), signal.SIGKILL))
actions.read(Job.objects.get(pk=int(sys.argv[3])))
"""


# Where the new placements are written and not yet committed; where names are sought for themes.
SWITCH = ("qunce.reading.actions.switch", "_retire")
NAMES = ("qunce.insight.reading", "grow")


def killed(job: Job, tmp_path: Path, at: tuple[str, str] = SWITCH) -> None:
    """A worker does the job and is killed; a minute later that can be seen."""
    name = str(connection.settings_dict["NAME"])
    ended = subprocess.run(
        [sys.executable, "-c", _WORKER, name, str(tmp_path), str(job.pk), *at],
        check=False,
        capture_output=True,
        timeout=300,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()[-2000:]
    Job.objects.filter(pk=job.pk).update(beat_at=now() - timedelta(minutes=2))


@pytest.mark.django_db(transaction=True)
def test_a_killed_reading_leaves_the_last_one(tmp_path: Path) -> None:
    alice, corpus = make_hat(), make_corpus(ALL)
    run(corpus, alice)
    add(corpus, JUNK)
    before = picture(corpus.pk)
    job = actions.start_reading(corpus.pk, alice, task="")
    killed(job, tmp_path)
    assert picture(corpus.pk) == before
    assert assert_accounts(corpus).waiting == 3
    # Its process is gone: it can be started again by hand.
    run(corpus, alice)
    assert Job.objects.get(pk=job.pk).state == JobState.FAILED
    assert assert_accounts(corpus).waiting == 0


@pytest.mark.django_db(transaction=True)
def test_a_killed_reading_begins_again_when_the_queue_brings_it_back(tmp_path: Path) -> None:
    alice, corpus = make_hat(), make_corpus(ALL)
    job = actions.start_reading(corpus.pk, alice, task="")
    killed(job, tmp_path)
    tasks.read([job.pk])
    job.refresh_from_db()
    assert (job.state, job.failure) == (JobState.DONE, "")
    assert assert_accounts(corpus).waiting == 0


@pytest.mark.django_db(transaction=True)
def test_a_killed_reading_goes_on_at_its_stage_with_the_same_voices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice, corpus = make_hat(), make_corpus(ALL)
    job = actions.start_reading(corpus.pk, alice, task="")
    killed(job, tmp_path, NAMES)
    stages = tmp_path / "readings" / str(corpus.pk) / "stages"
    kept = {file.stem for file in stages.iterdir()}
    assert kept == {"families", "words", "vectors", "themes", "points"}
    add(corpus, JUNK)  # somebody speaks before it goes on
    with monkeypatch.context() as patch:
        for once in ("_families", "_words", "_points"):
            patch.setattr(f"qunce.insight.reading.{once}", not_again)
        tasks.read([job.pk])
    job.refresh_from_db()
    assert (job.state, job.failure) == (JobState.DONE, "")
    assert not stages.exists()
    assert assert_accounts(corpus).waiting == len(JUNK)


def not_again(*_: Any) -> None:
    raise AssertionError("this stage was done before")


@pytest.mark.django_db(transaction=True)
def test_words_erased_are_not_kept_by_an_unfinished_reading(tmp_path: Path) -> None:
    alice, corpus = make_hat(), make_corpus(ALL)
    job = actions.start_reading(corpus.pk, alice, task="")
    killed(job, tmp_path, NAMES)
    stages = tmp_path / "readings" / str(corpus.pk) / "stages"
    actions.forget_erased()
    assert stages.exists()
    Voice.objects.filter(call__corpora=corpus.pk).update(erased_at=now())
    actions.forget_erased()
    assert not stages.exists()


@pytest.mark.django_db
def test_a_process_that_was_given_up_and_lives_changes_nothing(
    alice: Hat, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = make_corpus(ALL)
    run(corpus, alice)
    add(corpus, JUNK)
    before = picture(corpus.pk)
    job = actions.start_reading(corpus.pk, alice, task="")
    switch = reading.switch

    def late(*given: Any) -> None:
        Job.objects.filter(pk=job.pk).update(beat_at=now() - timedelta(minutes=2))
        assert reading._taken(job) is not None
        switch(*given)

    monkeypatch.setattr(reading, "switch", late)
    actions.read(job)
    job.refresh_from_db()
    assert job.state == JobState.RUNNING
    assert picture(corpus.pk) == before
