"""kill -9 in the middle of the switch: the pages show the last reading, and the next one ends."""

import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from qunce.common import now
from qunce.common.models import Job, JobState
from qunce.reading import actions
from tests.factories import make_hat
from tests.reading.corpora import ALL, JUNK, add, assert_accounts, make_corpus, picture, run

# The whole work of a worker, killed where the new placements are written and not yet committed.
_WORKER = """
import os, signal, sys
from pathlib import Path
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qunce.settings")
from django.conf import settings
settings.DATABASES["default"]["NAME"], settings.VAR = sys.argv[1], Path(sys.argv[2])
import django
django.setup()
from qunce.common.models import Job
from qunce.reading import actions
from qunce.reading.actions import switch
switch._retire = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
actions.read(Job.objects.get(pk=int(sys.argv[3])))
"""


@pytest.mark.django_db(transaction=True)
def test_a_killed_reading_leaves_the_last_one(tmp_path: Path) -> None:
    alice, corpus = make_hat(), make_corpus(ALL)
    run(corpus, alice)
    add(corpus, JUNK)
    before = picture(corpus.pk)
    job = actions.start_reading(corpus.pk, alice, task="")
    name = str(connection.settings_dict["NAME"])
    ended = subprocess.run(
        [sys.executable, "-c", _WORKER, name, str(tmp_path), str(job.pk)],
        check=False,
        capture_output=True,
        timeout=300,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()[-2000:]
    assert picture(corpus.pk) == before
    assert assert_accounts(corpus).waiting == 3
    # Its process is gone: a minute later it can be started again.
    Job.objects.filter(pk=job.pk).update(beat_at=now() - timedelta(minutes=2))
    run(corpus, alice)
    assert Job.objects.get(pk=job.pk).state == JobState.FAILED
    assert assert_accounts(corpus).waiting == 0
