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
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from qunce.common import catalogues
from qunce.common.environment import read


class Command(BaseCommand):
    help = "Starts the site on this machine and keeps it running until Ctrl-C."
    requires_system_checks: list[str] = []  # noqa: RUF012 — Django reads it as a list

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help="make a demo city if there is none")
        parser.add_argument("--ideas", type=int, default=20_000, help="size of the demo city")
        parser.add_argument("--port", type=int, default=int(read("QUNCE_PORT")))
        parser.add_argument("--host", default="127.0.0.1")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        _must_be_free(host, port)
        began = time.monotonic()
        self._step("words and pictures", _prepare_files)
        self._step("database", lambda: call_command("migrate", verbosity=0))
        if options["demo"]:
            call_command("demo", ideas=options["ideas"], if_empty=True)
        children = [_worker(), _web(host, port, demo=options["demo"])]
        try:
            self._step("web server", lambda: _wait_for(f"http://{host}:{port}/healthz", children))
            self._greet(host, port, time.monotonic() - began, demo=options["demo"])
            _watch(children)
        except KeyboardInterrupt:
            self.stdout.write("\n· stopping")
        finally:
            _stop(children)

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


def _worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "qunce", "work"])


def _web(host: str, port: int, *, demo: bool) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "qunce.wsgi:application"]
    command += ["--host", host, "--port", str(port), "--workers", read("QUNCE_WEB_PROCESSES")]
    command += ["--blocking-threads", "4", "--no-ws", "--log-level", "warning"]
    environment = {**os.environ, **({"QUNCE_DEMO": "yes"} if demo else {})}
    return subprocess.Popen(command, env=environment)


def _wait_for(url: str, children: list[subprocess.Popen[bytes]]) -> None:
    for _try in range(300):
        if any(child.poll() is not None for child in children):
            raise CommandError("The web server or the worker stopped while starting; see above.")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise CommandError("The web server did not answer within 30 seconds.")


def _watch(children: list[subprocess.Popen[bytes]]) -> None:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    while all(child.poll() is None for child in children):
        time.sleep(0.5)
    raise CommandError("The web server or the worker stopped unexpectedly; see above.")


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(25)
        except subprocess.TimeoutExpired:
            child.kill()
