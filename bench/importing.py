"""Import of a large spreadsheet: CPU seconds of our processes and of PostgreSQL.

    python bench/importing.py [rows]

Works in a database of its own, in a folder that it removes.
"""

import atexit
import os
import resource
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

ROWS = 151_681
TARGET_ROWS_A_SECOND = 5_000
TARGET_CPU = 250


@dataclass(frozen=True)
class Clock:
    """CPU seconds so far: ours with the readers of spreadsheets, and the database's."""

    ours: float
    database: float

    def __sub__(self, other: "Clock") -> "Clock":
        return Clock(self.ours - other.ours, self.database - other.database)

    @property
    def total(self) -> float:
        return self.ours + self.database


class Watch:
    """Backends come and go, so each is looked at often and its last reading kept."""

    def __init__(self) -> None:
        self._seen: dict[tuple[int, float], float] = {}
        self._postmaster = _postmaster()
        self._thread = threading.Thread(target=self._look_on, daemon=True)
        self._thread.start()

    def read(self) -> Clock:
        self._look()
        own, children = (
            resource.getrusage(resource.RUSAGE_SELF),
            resource.getrusage(resource.RUSAGE_CHILDREN),
        )
        ours = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
        return Clock(ours, sum(self._seen.values()))

    def _look_on(self) -> None:
        # Ends with the server.
        while self._postmaster.is_running():
            with suppress(psutil.NoSuchProcess):
                self._look()
            time.sleep(0.5)

    def _look(self) -> None:
        for backend in [self._postmaster, *self._postmaster.children(recursive=True)]:
            try:
                used = backend.cpu_times()
                self._seen[backend.pid, backend.create_time()] = used.user + used.system
            except psutil.NoSuchProcess:
                continue


def _postmaster() -> psutil.Process:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = psutil.Process(cursor.fetchone()[0])
    parent = backend.parent()
    assert parent is not None
    return parent


def texts(count: int) -> Iterator[list[str]]:
    from qunce.demo.writing import write

    for number, idea in enumerate(write(count), 1):
        said = idea.said_at.strftime("%Y-%m-%d %H:%M:%S")
        yield [str(number), idea.title, idea.text, said, idea.area]


def write_file(path: Path, count: int) -> None:
    from qunce import sheets

    head = ["编号", "标题", "内容", "时间", "区域代码"]
    sheets.write_xlsx(path, [sheets.Table("来信", head, texts(count))])


def main(count: int) -> None:
    _set_up()
    from qunce.common import jobs
    from qunce.voices.actions import importing, indexing
    from qunce.voices.models import VoiceIndex

    call, hat = _call_and_clerk()
    path = Path(os.environ["QUNCE_VAR"]) / "ideas.xlsx"
    write_file(path, count)
    print(f"{count:,} rows, {path.stat().st_size / 1e6:.0f} MB .xlsx")
    watch = Watch()
    begin = watch.read()
    source = importing.take_file(call=call, name=path.name, path=path, sha256="0" * 64, hat=hat)
    looked = watch.read()
    job = importing.start(
        import_id=source.pk, hat=hat, columns=source.columns, consent=True, here=True
    )
    reading = _reading_alone(path, watch)
    before = watch.read()
    early = _peak()
    importing.run(job)
    stored = watch.read()
    indexing.index_import(source.pk)
    indexed = watch.read()
    source.refresh_from_db()
    assert source.stored == count == VoiceIndex.objects.count(), source.stored
    assert jobs.latest("import", source.pk).state == "done"
    storing = (stored - before).total - reading.total
    whole = (looked - begin).total + (indexed - before).total
    _say("look at the file (columns, rows)", looked - begin)
    _say("read the file alone", reading)
    _say("store with receipt and entry", stored - before)
    print(
        f"  = {count / storing:,.0f} rows per CPU second after reading"
        f" (goal {TARGET_ROWS_A_SECOND:,})"
    )
    _say("screen and index", indexed - stored)
    print(f"searchable after {whole:.0f} CPU s in all (goal {TARGET_CPU})")
    print(f"memory: {early} MB before the import, {_peak()} MB at its peak")


def _reading_alone(path: Path, watch: Watch) -> Clock:
    from qunce import sheets

    begin = watch.read()
    with sheets.open_sheet(path) as sheet:
        for _row in sheet.rows():
            pass
    return watch.read() - begin


def _say(what: str, clock: Clock) -> None:
    print(
        f"{what}: {clock.total:.1f} CPU s (ours {clock.ours:.1f}, PostgreSQL {clock.database:.1f})"
    )


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _set_up() -> None:
    var = Path(tempfile.mkdtemp(prefix="qunce-bench-"))
    # Registered before the server's own farewell, so it runs after that: the server is stopped.
    atexit.register(_remove, var)
    os.environ["QUNCE_VAR"] = str(var)
    os.environ["DJANGO_SETTINGS_MODULE"] = "qunce.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _remove(var: Path) -> None:
    from qunce.common.postgres.embedded import home

    shutil.rmtree(home(var).parent, ignore_errors=True)
    shutil.rmtree(var, ignore_errors=True)


def _call_and_clerk() -> tuple[Any, Any]:
    from datetime import date, timedelta

    from qunce.common import now
    from qunce.people import actions as people
    from qunce.people.models import Role
    from qunce.people.queries import hat_of
    from qunce.places import actions as places
    from qunce.voices.models import Call

    place = places.found(code="990000", name="示例市")
    office = people.NewUnit(code="A01", name="活动办公室", kind="department")
    unit = people.set_up_units(jurisdiction=place, units=[office])["A01"]
    person = people.appoint(
        username="bench",
        name="bench",
        password="",
        unit=unit,
        role=Role.OFFICE,
        since_on=date(2020, 1, 1),
    )
    call = Call.objects.create(
        jurisdiction=place,
        slug="ideas",
        title="金点子",
        opens_at=now() - timedelta(days=1),
        closes_at=now() + timedelta(days=1),
    )
    return call, hat_of(person)


if __name__ == "__main__":
    began = time.monotonic()
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
    print(f"({time.monotonic() - began:.0f} s by the clock)")
