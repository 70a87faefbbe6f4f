"""A whole house of its own: `qunce run` as a real process, with its own folder and port."""

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest

from qunce.common.postgres import embedded

ROOT = Path(__file__).resolve().parents[2]
# Seconds on the clock before a test gives up; a machine with other work is several times slower.
LONG = 180


class House:
    """One installation. What it says is kept in `said`; `family` are all its processes."""

    def __init__(self, var: Path) -> None:
        self.var, self.pg = var, embedded.home(var)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.door = f"http://127.0.0.1:{self.port}"
        self.said = ""
        self.run: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        known = {k: v for k, v in os.environ.items() if not k.startswith(("QUNCE_", "DJANGO_"))}
        return {
            **known,
            "QUNCE_VAR": str(self.var),
            "QUNCE_WEB_PROCESSES": "1",
            "QUNCE_SUBMISSIONS_PER_MINUTE": "100000",
            "DJANGO_SETTINGS_MODULE": "qunce.settings",
            "PYTHONPATH": str(ROOT),
        }

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "qunce", *words]

    def call(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """A command of the house, to its end."""
        return subprocess.run(
            self.command(*words),
            env=self.environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=LONG,
        )

    def python(self, code: str, *words: str) -> str:
        """What a piece of Python prints that runs with the house's settings and database."""
        ended = subprocess.run(
            [sys.executable, "-c", f"import django\ndjango.setup()\n{code}", *words],
            env=self.environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=LONG,
        )
        assert ended.returncode == 0, ended.stderr[-3000:]
        return ended.stdout

    def start(self, *words: str) -> None:
        assert self.run is None
        self.said = ""
        self.run = subprocess.Popen(
            self.command("run", "--port", str(self.port), *words),
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self._listener = threading.Thread(target=self._listen, args=[self.run.stdout])
        self._listener.start()

    def _listen(self, out: Any) -> None:
        while piece := os.read(out.fileno(), 4096):
            self.said += piece.decode(errors="replace")

    def wait_for(self, words: str) -> None:
        """Until the house says these words; fails if it ends before."""
        until(lambda: words in self.said or self.is_over)
        assert words in self.said, self.said

    def open(self) -> None:
        self.start()
        self.wait_for("is open")

    @property
    def is_over(self) -> bool:
        return self.run is None or self.run.poll() is not None

    def family(self) -> list[psutil.Process]:
        """Everything that runs for this house, whoever started it."""
        found = []
        for process in psutil.process_iter(["cmdline", "environ"]):
            environ, words = process.info["environ"] or {}, process.info["cmdline"] or []
            if environ.get("QUNCE_VAR") == str(self.var) or str(self.pg) in words:
                found.append(process)
        return [p for p in found if p.status() != psutil.STATUS_ZOMBIE]

    def postmaster(self) -> psutil.Process:
        return psutil.Process(int((self.pg / "postmaster.pid").read_text().split()[0]))

    def ends(self) -> int:
        """Wait for the end; what `qunce run` answered."""
        assert self.run is not None
        code = self.run.wait(LONG)
        self._close()
        return code

    def _close(self) -> None:
        assert self.run is not None
        assert self.run.stdout is not None
        self._listener.join()
        self.run.stdout.close()
        self.run = None

    def rows(self, sql: str) -> list[Any]:
        """What the owner reads in the running database."""
        folder = (self.pg / "postmaster.pid").read_text().splitlines()[4]
        with psycopg.connect(host=folder, user=embedded.OWNER, dbname=embedded.DATABASE) as db:
            return db.execute(sql).fetchall()

    def tear_down(self) -> None:
        for process in self.family():
            process.kill()
        if self.run:
            self.run.wait()
            self._close()
        shutil.rmtree(self.var, ignore_errors=True)
        if not self.pg.is_relative_to(self.var):
            shutil.rmtree(self.pg.parent, ignore_errors=True)


def until(true: Any) -> None:
    end = time.monotonic() + LONG
    while not true() and time.monotonic() < end:
        time.sleep(0.02)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("house") / "var")
    yield made
    made.tear_down()
