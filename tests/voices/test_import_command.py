"""`qunce import`, as somebody types it."""

import csv
import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from qunce.record.models import Entry
from qunce.voices.models import Import, ImportState, Voice, VoiceIndex
from tests.factories import make_campaign
from tests.sheets import files

pytestmark = pytest.mark.django_db


def run(path: Path, *options: str) -> str:
    out = io.StringIO()
    call_command("import", str(path), "--campaign", "ideas", *options, stdout=out)
    return out.getvalue()


def test_from_the_command_line_as_at_the_desk(tmp_path: Path) -> None:
    make_campaign()
    said = run(files.xlsx(tmp_path / "a.xlsx"))
    assert "2 rows read = 2 stored + 0 known already + 0 not taken" in said
    assert VoiceIndex.objects.count() == Voice.objects.count() == 2
    assert Entry.objects.get(verb="import.started").actor_kind == "system"


def test_again_is_known(tmp_path: Path) -> None:
    make_campaign()
    path = files.xlsx(tmp_path / "a.xlsx")
    run(path)
    assert "0 stored + 2 known already" in run(path)


@pytest.mark.parametrize("column", ["C", "留言主题"])
def test_columns_by_letter_or_name(tmp_path: Path, column: str) -> None:
    make_campaign()
    run(files.xlsx(tmp_path / "a.xlsx"), "--columns", f"text={column}")
    assert set(Voice.objects.values_list("text", flat=True)) == {"路灯坏了", "公交太少"}


@pytest.mark.parametrize(("answer", "agreed"), [("yes", True), ("no", False)])
def test_consent_is_as_said(tmp_path: Path, answer: str, agreed: bool) -> None:
    make_campaign()
    run(files.xlsx(tmp_path / "a.xlsx"), "--consent", answer)
    assert set(Voice.objects.values_list("consent", flat=True)) == {agreed}


def test_a_sheet_by_its_name(tmp_path: Path) -> None:
    make_campaign()
    run(files.xlsx(tmp_path / "a.xlsx", name="三月"), "--sheet", "三月")
    with pytest.raises(CommandError, match="四月"):
        run(tmp_path / "a.xlsx", "--sheet", "四月")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--columns", "text=没有这列"], "没有这列"),
        (["--columns", "nonsense=A"], "nonsense"),
    ],
)
def test_a_wrong_wish_is_told(tmp_path: Path, options: list[str], said: str) -> None:
    make_campaign()
    with pytest.raises(CommandError, match=said):
        run(files.xlsx(tmp_path / "a.xlsx"), *options)
    assert Voice.objects.count() == 0


def test_an_unknown_campaign_names_those_that_are_there(tmp_path: Path) -> None:
    make_campaign("other")
    with pytest.raises(CommandError, match="other"):
        run(files.xlsx(tmp_path / "a.xlsx"))


def test_a_broken_file_is_told_in_words(tmp_path: Path) -> None:
    make_campaign()
    (tmp_path / "a.xlsx").write_bytes(b"%PDF-1.7")
    with pytest.raises(CommandError, match="PDF"):
        run(tmp_path / "a.xlsx")


_CHILD = """
import sys, django
django.setup()
from django.db import connections
connections["default"].settings_dict["NAME"] = sys.argv[1]
from qunce.voices.actions import importing
importing.CHUNK = 20
from django.core.management import call_command
call_command("import", sys.argv[2], "--campaign", "ideas")
"""


@pytest.mark.django_db(transaction=True)
def test_ctrl_c_stops_cleanly_and_the_same_command_goes_on(tmp_path: Path) -> None:
    make_campaign()
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["内容"], *([f"第{n}条"] for n in range(6_000))])
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(connection.settings_dict["NAME"]), str(path)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "qunce.settings"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    give_up = time.monotonic() + 60
    while not Voice.objects.exists() and time.monotonic() < give_up:
        time.sleep(0.01)
    child.send_signal(signal.SIGINT)
    _out, errors = child.communicate(timeout=60)
    source = Import.objects.get()
    assert (child.returncode, source.state) == (1, ImportState.STOPPED)
    assert "the same command goes on from here" in errors
    assert 0 < source.stored < 6_000
    assert "6,000 rows read = 6,000 stored" in run(path)
    assert Import.objects.count() == 1
