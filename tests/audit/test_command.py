"""`qunce audit` says what it found, and its exit code says it to programs."""

import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import translation

from qunce.audit import table, walk
from qunce.common.laws import Sum
from qunce.record.models import Entry, Leaf
from tests.audit.conftest import World
from tests.factories.record import make_entries

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def audit(*words: str) -> tuple[int, str]:
    """The exit code and what was printed, in English."""
    out = StringIO()
    with translation.override("en"):
        try:
            call_command("audit", *words, stdout=out)
        except SystemExit as end:
            return int(str(end.code)), out.getvalue()
    return 0, out.getvalue()


def test_a_healthy_house_ends_with_0(world: World) -> None:
    code, printed = audit()
    assert code == 0
    assert "Every law is kept." in printed
    assert printed.count("✓") == len(walk.laws())
    assert ["voices", "received", "7"] in [line.split() for line in printed.splitlines()]


def test_a_broken_house_ends_with_1_and_names_the_row(
    plant: Callable[..., None], world: World
) -> None:
    plant("UPDATE voices_voice SET text = '别的话' WHERE id = {a}")
    code, printed = audit()
    assert code == 1
    assert f"voices_voice {world['a']}: has other words than were received" in printed
    assert "Broken: voices.words." in printed


def test_one_law_can_be_asked_for(world: World) -> None:
    code, printed = audit("--law", "record.places")
    assert (code, printed.count("✓")) == (0, 1)


def test_a_law_that_does_not_exist_is_told_with_those_that_do() -> None:
    with translation.override("en"), pytest.raises(CommandError, match=r"record\.places"):
        call_command("audit", "--law", "no.such")


def test_programs_get_json(plant: Callable[..., None], world: World) -> None:
    plant("UPDATE voices_voiceindex SET call_id = 5 WHERE voice_id = {a}")
    code, printed = audit("--json")
    told = json.loads(printed)
    assert (code, told["kept"]) == (1, False)
    assert {law["code"] for law in told["laws"]} == {law.code for law in walk.laws()}
    (broken,) = [law for law in told["laws"] if law["broken"]]
    assert broken["code"] == "voices.index"
    assert broken["breaches"][0]["row"] == f"voices_voiceindex {world['a']}"
    assert {"label": "receipts", "value": 7, "part": False} in told["sums"]


def test_an_empty_house_has_no_kept_laws_to_boast_of() -> None:
    code, printed = audit("--law", "voices.words")
    assert code == 0
    assert printed.startswith("· ")


def test_sealing_first_seals_everything() -> None:
    make_entries(3)
    audit("--seal", "--law", "record.places")
    assert Leaf.objects.count() == Entry.objects.count() == 3


def test_figures_stand_under_each_other_also_after_chinese_words() -> None:
    lines = table.sums([Sum("已收到", 12_345), Sum("waiting", 7, part=True)]).splitlines()
    ends = {table.width(line) for line in lines if line}
    assert len(ends) == 1


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_work_that_goes_on_meanwhile_is_no_breach() -> None:
    """The audit sees one instant: entries written after it began do not count."""
    make_entries(2)
    with walk.snapshot():
        before = Entry.objects.count()
        other = connection.copy()
        with other.cursor() as cursor:
            cursor.execute(
                "INSERT INTO record_entry (jurisdiction_id, at, verb, actor_kind, actor_id,"
                " subject_kind, subject_id, body, digest) SELECT jurisdiction_id, at, verb,"
                " actor_kind, actor_id, subject_kind, 9, body, digest FROM record_entry LIMIT 1"
            )
        other.close()
        assert Entry.objects.count() == before == 2
    assert Entry.objects.count() == 3


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_the_audit_cannot_write() -> None:
    with pytest.raises(Exception, match="read-only"), walk.snapshot():
        make_entries(1)


def test_memory_stays_flat_while_many_rows_are_walked(world: World) -> None:
    import tracemalloc

    laws = [law for law in walk.laws() if law.code.startswith("record.")]

    def peak() -> int:
        tracemalloc.start()
        for law in laws:
            walk.walk(law)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak()
    few = _after(lambda: make_entries(2_500, log=5, kind="paper"), peak)
    many = _after(lambda: make_entries(9_000, log=6, kind="paper"), peak)
    assert many < few * 1.5


def _after(work: Callable[[], Any], measure: Callable[[], int]) -> int:
    from qunce.record.actions import seal_all

    work()
    seal_all()
    return measure()
