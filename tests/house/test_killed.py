"""kill -9 of each part of a running house: nothing lost, nothing twice, and it says what to do."""

import signal
import threading
import urllib.parse
import urllib.request
from pathlib import Path
from uuid import uuid4

import psutil

from tests.house.conftest import House, until

ROWS = 6_000
# What a clerk's clicks would do: hand in the file, confirm its columns.
_IMPORT = """
import hashlib, sys
from pathlib import Path
from qunce.people.models import Person
from qunce.people.queries import hat_of
from qunce.voices.actions import importing
from qunce.voices.models import Call
path, hat = Path(sys.argv[1]), hat_of(Person.objects.get(username="alice"))
sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
source = importing.take_file(
    call=Call.objects.get(), name=path.name, path=path, sha256=sha256, hat=hat
)
importing.start(import_id=source.pk, columns=source.columns, consent=True, hat=hat)
print(source.pk)
"""
_READ = """
from qunce.people.models import Person
from qunce.people.queries import hat_of
from qunce.reading import actions
from qunce.reading.models import Corpus
hat = hat_of(Person.objects.get(username="alice"))
actions.start_reading(Corpus.objects.get().pk, hat)
"""
# As after a minute of silence.
_LATER = """
from datetime import timedelta
from django.db import connection
from qunce.common import now, work
from qunce.common.models import Job
Job.objects.filter(state="running").update(beat_at=now() - timedelta(minutes=2))
with connection.cursor() as cursor:
    cursor.execute(
        "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '2 minutes'"
        " WHERE id < (SELECT max(id) FROM procrastinate_workers)"
    )
work.revive()
"""


def test_whatever_is_killed_nothing_is_lost_and_nothing_is_there_twice(
    house: House, tmp_path: Path
) -> None:
    """One house, one part after the other: to open a house costs ten times what a test may."""
    house.open()
    house.python("from tests.factories import *\nmake_campaign()\nmake_clerk('alice')")
    for kill in (
        kill_the_database_in_an_import,
        kill_the_database_in_an_import_from_the_command_line,
        kill_the_worker_in_an_import,
        kill_the_worker_in_a_reading,
        kill_the_web_server_while_people_speak,
    ):
        kill(house, tmp_path)
    voices, received, receipts = house.rows(
        "SELECT (SELECT count(*) FROM voices_voice),"
        " (SELECT count(*) FROM record_entry WHERE verb = 'voice.received'),"
        " (SELECT count(DISTINCT salt) FROM voices_voice)"
    )[0]
    assert voices == received == receipts > 3 * ROWS
    at_work = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'"
    until(lambda: house.rows(at_work) == [(0,)])
    audit = house.call("audit")
    assert audit.returncode == 0, audit.stdout


def spreadsheet(path: Path, name: str) -> Path:
    lines = "".join(f"{name}第{n}条：路口的路灯坏了{n}天没人修\n" for n in range(ROWS))
    path.write_text(f"内容\n{lines}", encoding="utf-8")
    return path


def begin_import(house: House, path: Path) -> str:
    """Start an import and return when its first rows are stored and its last are not."""
    number = house.python(_IMPORT, str(path)).strip()
    stored = f"SELECT stored FROM voices_import WHERE id = {number}"
    until(lambda: house.rows(stored)[0][0])
    assert 0 < house.rows(stored)[0][0] < ROWS
    return number


def reopen_a_minute_later(house: House, gone: str = "web server or the worker") -> None:
    assert house.ends() == 1
    assert f"The {gone} stopped unexpectedly" in house.said
    assert house.family() == []
    house.open()
    house.python(_LATER)


def comes_whole(house: House, number: str) -> None:
    sums = f"SELECT state, next_row, stored, known FROM voices_import WHERE id = {number}"
    until(lambda: house.rows(sums)[0][0] == "done")
    assert house.rows(sums) == [("done", ROWS, ROWS, 0)]
    texts = f"SELECT count(*), count(DISTINCT text) FROM voices_voice WHERE source_id = {number}"
    assert house.rows(texts) == [(ROWS, ROWS)]


def worker(house: House) -> psutil.Process:
    return next(p for p in house.family() if p.cmdline()[-2:] == ["qunce", "work"])


def kill_the_database_in_an_import(house: House, folder: Path) -> None:
    number = begin_import(house, spreadsheet(folder / "a.csv", "甲"))
    postmaster = house.postmaster()
    for process in [postmaster, *postmaster.children(recursive=True)]:
        process.kill()
    reopen_a_minute_later(house, "embedded database")
    comes_whole(house, number)


def kill_the_database_in_an_import_from_the_command_line(house: House, folder: Path) -> None:
    path = spreadsheet(folder / "b.csv", "乙")
    words = ("import", str(path), "--campaign", "ideas")
    told = []
    command = threading.Thread(target=lambda: told.append(house.call(*words)))
    command.start()
    until(lambda: house.rows("SELECT 1 FROM voices_import WHERE path LIKE '%b.csv' AND stored > 0"))
    house.postmaster().kill()  # its helpers end by themselves
    command.join()
    assert told[0].returncode == 1
    assert "What is stored is safe" in told[0].stderr
    assert "Traceback" not in told[0].stderr
    reopen_a_minute_later(house, "embedded database")
    again = house.call(*words)
    assert again.returncode == 0, again.stderr
    assert f"  {ROWS:,} rows read = {ROWS:,} stored + 0 known already + 0 not taken" in again.stdout


def kill_the_worker_in_an_import(house: House, folder: Path) -> None:
    number = begin_import(house, spreadsheet(folder / "c.csv", "丙"))
    worker(house).kill()
    reopen_a_minute_later(house)
    comes_whole(house, number)


def kill_the_worker_in_a_reading(house: House, _folder: Path) -> None:
    house.python(_READ)
    job = "SELECT state, step FROM common_job WHERE kind = 'reading' ORDER BY id DESC LIMIT 1"
    until(lambda: house.rows(job)[0][1] not in ("", "fetch"))
    assert house.rows(job)[0][0] == "running"
    worker(house).kill()
    # Nobody starts it: the queue brings it back.
    reopen_a_minute_later(house)
    until(lambda: house.rows(job)[0][0] not in ("running", "waiting"))
    assert house.rows(job)[0][0] == "done"
    voices, placed = house.rows(
        "SELECT (SELECT count(*) FROM voices_voice), (SELECT count(*) FROM reading_placement)"
    )[0]
    assert voices == placed > 0


class Visitor(threading.Thread):
    """Says one thing after the other, and keeps which of them it was told were received."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self.house, self.told, self.unanswered = house, [], ""  # type: list[str], str

    def run(self) -> None:
        jar = urllib.request.HTTPCookieProcessor()
        opener = urllib.request.build_opener(jar, _Stay)
        address = f"{self.house.door}/c/ideas/say/"
        opener.open(address).read()
        token = next(c.value for c in jar.cookiejar if c.name == "csrftoken")
        while True:
            self.unanswered = f"建议{uuid4()}"
            form = {"text": self.unanswered, "once": uuid4(), "csrfmiddlewaretoken": token}
            try:
                answer = opener.open(address, urllib.parse.urlencode(form).encode())
            except OSError:
                return
            assert answer.status == 302, answer.read().decode()
            self.told.append(self.unanswered)


class _Stay(urllib.request.HTTPRedirectHandler):
    def http_error_302(self, _request, answer, *_):  # type: ignore[no-untyped-def]
        return answer


def kill_the_web_server_while_people_speak(house: House, _folder: Path) -> None:
    visitors = [Visitor(house) for _ in range(4)]
    for visitor in visitors:
        visitor.start()
    until(lambda: sum(len(v.told) for v in visitors) > 100)
    for process in house.family():
        if "granian" in " ".join(process.cmdline()):
            process.send_signal(signal.SIGKILL)
    for visitor in visitors:
        visitor.join()
    assert house.ends() == 1
    house.open()
    texts = [t for (t,) in house.rows("SELECT text FROM voices_voice WHERE channel = 'web'")]
    told = {text for v in visitors for text in v.told}
    assert len(told) > 100
    assert told <= set(texts)
    assert len(texts) == len(set(texts))
    assert set(texts) - told <= {v.unanswered for v in visitors}
