"""Start everything: database, tables, worker, web server; with --demo also a made-up city."""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

import psutil
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from qunce.common import catalogues
from qunce.common.environment import read
from qunce.common.postgres import embedded as server

# Ctrl-C, a TERM, and a terminal that was closed all end the house in the same orderly way.
ENDS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
# It takes 5 seconds of CPU, and on a machine with much other work once took over 30 on the clock.
STARTING = 120
# The worker finishes the jobs in its hands, for 20 seconds at most.
PATIENCE = 25.0
Children = list[subprocess.Popen[bytes]]


class Command(BaseCommand):
    help = "Starts the site on this machine and keeps it running until Ctrl-C."
    requires_system_checks: list[str] = []  # noqa: RUF012 — Django reads it as a list

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help="make a demo city if there is none")
        parser.add_argument("--ideas", type=int, default=20_000, help="size of the demo city")
        parser.add_argument("--port", type=int, default=int(read("QUNCE_PORT")))
        parser.add_argument("--host", default="127.0.0.1")

    def handle(self, *args: Any, **options: Any) -> None:
        for end in ENDS:
            signal.signal(end, signal.default_int_handler)
        children: Children = []
        try:
            self._open(children, options["host"], options["port"], options)
            _watch(children)
        except KeyboardInterrupt:
            self.stdout.write("\n· stopping")
        finally:
            _stop_all(children)

    def _open(self, children: Children, host: str, port: int, options: dict[str, Any]) -> None:
        _must_be_free(host, port)
        began, demo = time.monotonic(), options["demo"]
        self._step("words and pictures", _prepare_files)
        self._step("database", lambda: call_command("migrate", verbosity=0))
        if demo:
            call_command("demo", ideas=options["ideas"], if_empty=True, processes=2)
        with _undisturbed():
            children.append(_worker())
            children.append(_web(host, port, demo=demo))
        self._step("web server", lambda: _wait_for(f"http://{host}:{port}/healthz", children))
        self._greet(host, port, time.monotonic() - began, demo=demo)

    def _step(self, name: str, work: Callable[[], Any]) -> None:
        self.stdout.write(f"· {name} …", ending="")
        self.stdout.flush()
        began = time.monotonic()
        work()
        self.stdout.write(f" {time.monotonic() - began:.1f} s")

    def _greet(self, host: str, port: int, seconds: float, *, demo: bool) -> None:
        self.stdout.write(f"\n  Qunce 群策 is open: http://{host}:{port}/   ({seconds:.0f} s)\n")
        if demo:
            call_command("demo", how_to_enter=f"http://{host}:{port}")
        self.stdout.write("  Ctrl-C stops it; what was said stays.\n")
        self.stdout.flush()


def _prepare_files() -> None:
    catalogues.compile_all()
    _collect_static()
    connection.ensure_connection()


def _collect_static() -> None:
    """Compressing every file takes seconds, so only when one of them changed."""
    found = (
        (name, (seen := Path(storage.path(name)).stat()).st_size, seen.st_mtime_ns)
        for finder in get_finders()
        for name, storage in finder.list([])
    )
    state = hashlib.sha256(repr(sorted(found)).encode()).hexdigest()
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    if not stamp.exists() or stamp.read_text() != state:
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(state)


def _must_be_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} is taken by another program ({error.strerror}). "
                f"Stop that one, or choose another: QUNCE_PORT={port + 1} make run"
            ) from error


@contextmanager
def _undisturbed() -> Iterator[None]:
    """An end that comes while a child starts waits until we know the child; nobody else does."""
    came: list[int] = []

    def keep(number: int, _frame: FrameType | None) -> None:
        came.append(number)

    before = {end: signal.signal(end, keep) for end in ENDS}
    try:
        yield
    finally:
        for end, handler in before.items():
            signal.signal(end, handler)
    if came:
        raise KeyboardInterrupt


def _worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "qunce", "work"])


def _web(host: str, port: int, *, demo: bool) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "qunce.wsgi:application"]
    command += ["--host", host, "--port", str(port), "--workers", read("QUNCE_WEB_PROCESSES")]
    command += ["--blocking-threads", "4", "--no-ws", "--log-level", "warning"]
    environment = {**os.environ, **({"QUNCE_DEMO": "yes"} if demo else {})}
    return subprocess.Popen(command, env=environment)


def _wait_for(url: str, children: Children) -> None:
    end = time.monotonic() + STARTING
    while time.monotonic() < end:
        if any(child.poll() is not None for child in children):
            raise CommandError("The web server or the worker stopped while starting; see above.")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise CommandError(f"The web server did not answer within {STARTING} seconds.")


def _watch(children: Children) -> None:
    embedded = settings.DATABASES["default"].get("EMBEDDED")
    while all(child.poll() is None for child in children):
        if embedded and not server.is_alive(embedded):
            raise CommandError(
                "The embedded database stopped unexpectedly. Start again: what was stored is "
                "safe, and an import that was under way goes on by itself."
            )
        time.sleep(0.5)
    raise CommandError("The web server or the worker stopped unexpectedly; see above.")


def _stop_all(children: Children) -> None:
    """A second Ctrl-C does not wait for the work in hand, but nothing is left running either."""
    patience = PATIENCE
    while True:
        try:
            return _stop(children, patience)
        except KeyboardInterrupt:
            patience = 0.0


def _stop(children: Children, patience: float) -> None:
    # A web server that must be killed cannot end its own processes any more.
    family = [member for child in children for member in _family(child.pid)]
    for child in children:
        child.terminate()
    _gone, left = psutil.wait_procs(family, timeout=patience)
    for member in left:
        with suppress(psutil.NoSuchProcess):
            member.kill()
    for child in children:
        child.wait()


def _family(pid: int) -> list[psutil.Process]:
    try:
        parent = psutil.Process(pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []
