"""A year's calendar comes in, and what waited for it is worked out again (rule 14)."""

import json
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command

from qunce.matters.management.commands.calendar import read_days
from qunce.record.models import Entry
from tests.factories.matters import make_cast, make_suggestion
from tests.factories.people import make_jurisdiction

pytestmark = pytest.mark.django_db


def _file(tmp_path: Path, days: dict[str, bool]) -> Path:
    path = tmp_path / "2031.json"
    listed = [{"name": "春节", "date": on, "isOffDay": off} for on, off in days.items()]
    path.write_text(json.dumps({"year": 2031, "days": listed}), encoding="utf-8")
    return path


@time_machine.travel("2030-11-10T03:00:00Z")
def test_a_provisional_date_moves_when_the_calendar_comes_and_the_old_one_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    matter = make_suggestion(make_cast(), "handling")
    assert (matter.due_on, matter.provisional) == (date(2031, 2, 10), True)
    path = _file(tmp_path, {"2031-02-10": True, "2031-02-11": True, "2030-12-31": False})
    call_command("calendar", path, jurisdiction=make_jurisdiction().code)
    matter.refresh_from_db()
    assert (matter.due_on, matter.provisional) == (date(2031, 2, 12), False)
    entry = Entry.objects.get(verb="matter.due_recounted")
    assert (entry.body["was"], entry.body["due"]) == ("2031-02-10", "2031-02-12")
    assert capsys.readouterr().out.startswith("3 days entered, ")


@pytest.mark.parametrize("text", ["", "[]", '{"days": [{"date": "soon", "isOffDay": true}]}', "{}"])
def test_what_is_no_calendar_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "calendar.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match="is no calendar"):
        read_days(path)


def test_an_empty_year_says_that_the_notice_is_missing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="names no day"):
        read_days(_file(tmp_path, {}))


def test_a_place_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no jurisdiction 000000"):
        call_command("calendar", _file(tmp_path, {"2031-01-01": True}), jurisdiction="000000")
