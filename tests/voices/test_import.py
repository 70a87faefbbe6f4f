"""Imports, from the file to the voices: nothing lost, nothing twice."""

import csv
import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import timezone

from qunce import sheets
from qunce.common import jobs, now
from qunce.common.errors import Conflict, NotAllowed, Refused
from qunce.common.models import Job, JobState
from qunce.people.models import Role
from qunce.people.rules import Hat
from qunce.record.models import Entry
from qunce.voices import actions
from qunce.voices.actions import importing, storing
from qunce.voices.actions.indexing import BATCH
from qunce.voices.actions.intake import received
from qunce.voices.models import Import, ImportState, RefusedRow, Showing, Voice, VoiceIndex
from qunce.voices.queries import Scope, search
from qunce.voices.queries.imports import progress, same_file
from tests.factories import make_call, make_hat

pytestmark = pytest.mark.django_db
HEAD = ["编号", "标题", "内容", "时间", "地点", "是否公开"]
ROWS = [
    ["1", "路灯", "学校后面的路灯坏了三个月", "2026-03-01 19:20:00", "东河县", "是"],
    ["2", "", "早高峰公交车要等四十分钟", "2026/3/2 8:00", "", ""],
    ["3", "", "请打 13900001234 找王主任", "2026年3月3日", "", "是"],
]


def write(path: Path, rows: list[list[str]], head: list[str] = HEAD) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def take(path: Path, hat: Hat, **fields: Any) -> Import:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    call = fields.pop("call", None) or make_call()
    return importing.take_file(call=call, name=path.name, path=path, sha256=digest, hat=hat)


def bring_in(path: Path, hat: Hat, *, consent: bool = False, **fields: Any) -> Import:
    source = take(path, hat, **fields)
    job = importing.start(
        import_id=source.pk, hat=hat, columns=source.columns, consent=consent, here=True
    )
    importing.run(job)
    source.refresh_from_db()
    return source


def sums(source: Import) -> tuple[int, int, int, int]:
    return source.next_row, source.stored, source.known, source.refused


def test_every_row_becomes_a_voice_with_the_entry_that_any_voice_gets(tmp_path: Path) -> None:
    source = bring_in(write(tmp_path / "a.csv", ROWS), make_hat())
    assert sums(source) == (3, 3, 0, 0)
    assert source.state == ImportState.DONE
    voices = list(Voice.objects.order_by("pk"))
    assert [v.text for v in voices] == [row[2] for row in ROWS]
    assert [v.title for v in voices] == ["路灯", "", ""]
    for voice in voices:
        entry = Entry.objects.get(subject_kind="voice", subject_id=voice.pk)
        line = received(voice, ("import", source.pk))
        assert entry.body == line.body
        assert (entry.verb, entry.actor_kind, entry.actor_id) == (line.verb, *line.actor)


def test_what_the_table_says_of_consent_counts_and_the_answer_fills_the_gaps(
    tmp_path: Path,
) -> None:
    rows = [
        ["1", "", "甲", "", "", "是"],
        ["2", "", "乙", "", "", "否"],
        ["3", "", "丙", "", "", ""],
    ]
    bring_in(write(tmp_path / "a.csv", rows), make_hat(), consent=True)
    assert list(Voice.objects.order_by("pk").values_list("consent", flat=True)) == [
        True,
        False,
        True,
    ]


def test_several_imports_are_found_once_they_were_indexed_together(tmp_path: Path) -> None:
    files = [write(tmp_path / f"{n}.csv", [[str(n), "", f"修{n}号桥", "", "", ""]]) for n in "123"]
    call = make_call()
    sources = [bring_in(path, make_hat(f"clerk-{path.stem}"), call=call) for path in files]
    actions.index_imports(source.pk for source in sources)
    assert VoiceIndex.objects.filter(call_id=call.pk).exclude(tokens=None).count() == 3
    assert set(Import.objects.values_list("indexed", flat=True)) == {1}
    found = search("2号桥", Scope((call.pk,), shown_only=False))
    assert [voice.text for voice in found.voices] == ["修2号桥"]


def test_imported_words_are_shown_only_after_the_screen(tmp_path: Path) -> None:
    source = bring_in(write(tmp_path / "a.csv", ROWS), make_hat(), consent=True)
    assert not Voice.objects.exclude(showing=Showing.PRIVATE).exists()
    actions.index_import(source.pk)
    assert list(Voice.objects.order_by("pk").values_list("showing", flat=True)) == [
        Showing.SHOWN,
        Showing.SHOWN,
        Showing.QUEUED,
    ]
    assert VoiceIndex.objects.filter(shown=True).count() == 2


def test_the_same_file_again_creates_nothing(tmp_path: Path) -> None:
    hat, path = make_hat(), write(tmp_path / "a.csv", ROWS)
    first = bring_in(path, hat)
    again = bring_in(path, hat)
    assert sums(again) == (3, 0, 3, 0)
    assert same_file(again) == first
    assert Voice.objects.count() == 3


def test_a_second_list_that_also_counts_from_1_is_not_the_first(tmp_path: Path) -> None:
    hat = make_hat()
    bring_in(write(tmp_path / "a.csv", [["1", "", "路灯坏了", "", "", ""]]), hat)
    second = bring_in(write(tmp_path / "b.csv", [["1", "", "公交太少", "", "", ""]]), hat)
    assert sums(second) == (1, 1, 0, 0)


def test_equal_rows_without_a_number_are_as_many_voices(tmp_path: Path) -> None:
    hat, head = make_hat(), ["内容"]
    path = write(tmp_path / "a.csv", [["支持修路"], ["支持修路"], ["支持修路"]], head)
    assert sums(bring_in(path, hat)) == (3, 3, 0, 0)
    longer = write(tmp_path / "b.csv", [["支持修路"]] * 4, head)
    assert sums(bring_in(longer, hat)) == (4, 1, 3, 0)


def test_bad_rows_come_back_with_their_reasons_and_the_rest_goes_in(tmp_path: Path) -> None:
    rows = [
        *ROWS,
        ["4", "", "", "", "", ""],
        ["5", "", "好" * 100_001, "", "", ""],
        ["6", "", "时间写错了", "前天下午", "", ""],
        ["7", "题" * 201, "题目太长", "", "", ""],
        ["8", "", "这一年太远", "0001-01-01", "", ""],
        ["9", "", "地点太长", "", "路" * 101, ""],
        ["10", "", "地点正好", "", "路" * 100, ""],
    ]
    source = bring_in(write(tmp_path / "a.csv", rows), make_hat())
    assert sums(source) == (10, 4, 0, 6)
    reasons = list(RefusedRow.objects.order_by("row").values_list("row", "reason"))
    assert reasons == [
        (5, "no_text"),
        (6, "too_long"),
        (7, "time_unreadable"),
        (8, "title_too_long"),
        (9, "time_unreadable"),
        (10, "place_too_long"),
    ]
    assert RefusedRow.objects.get(row=7).cells["text"] == "时间写错了"


def test_columns_that_were_left_out_are_kept_nowhere(tmp_path: Path) -> None:
    head = ["内容", "姓名", "联系电话", "身份证号"]
    secret = ["李小明", "13900001234", "11010519491231002X"]
    path = write(tmp_path / "a.csv", [["路灯坏了", *secret], ["", *secret]], head)
    source = bring_in(path, make_hat())
    assert sums(source) == (2, 1, 0, 1)
    kept = str(list(Voice.objects.values())) + str(list(RefusedRow.objects.values()))
    assert not any(word in kept for word in secret)


def test_strange_texts_are_kept_as_they_are(tmp_path: Path) -> None:
    texts = ["👍🏽 修路", "שלום 你好", "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "𠮷" * 3]
    path = write(tmp_path / "a.csv", [[str(i), "", t, "", "", ""] for i, t in enumerate(texts)])
    source = bring_in(path, make_hat(), consent=True)
    actions.index_import(source.pk)
    assert list(Voice.objects.order_by("pk").values_list("text", flat=True)) == texts


def test_a_text_of_100_000_different_signs_does_not_stop_the_index(tmp_path: Path) -> None:
    text = "".join(chr(0x20000 + i % 40_000) for i in range(100_000))
    source = bring_in(write(tmp_path / "a.csv", [["1", "", text, "", "", ""]]), make_hat())
    actions.index_import(source.pk)
    source.refresh_from_db()
    assert source.indexed == 1


def test_an_area_is_found_by_its_name(tmp_path: Path) -> None:
    from qunce.places.models import Area, Level

    call = make_call()
    area = Area.objects.create(
        jurisdiction=call.jurisdiction, code="990001", name="东河县", level=Level.COUNTY
    )
    bring_in(write(tmp_path / "a.csv", ROWS), make_hat())
    areas = Voice.objects.order_by("pk").values_list("area", flat=True)
    assert list(areas) == [area.pk, None, None]


@pytest.mark.parametrize("role", [Role.UNIT, Role.DEPUTY, Role.AUDITOR])
def test_only_the_office_imports(tmp_path: Path, role: str) -> None:
    source, hat = take(write(tmp_path / "a.csv", ROWS), make_hat()), make_hat("bob", role)
    with pytest.raises(NotAllowed):
        take(tmp_path / "a.csv", hat)
    with pytest.raises(NotAllowed):
        importing.start(import_id=source.pk, columns=source.columns, hat=hat)
    with pytest.raises(NotAllowed):
        importing.stop(import_id=source.pk, hat=hat)
    with pytest.raises(NotAllowed):
        importing.discard(import_id=source.pk, hat=hat)


def test_without_a_text_column_nothing_begins(tmp_path: Path) -> None:
    hat = make_hat()
    source = take(write(tmp_path / "a.csv", ROWS), hat)
    with pytest.raises(Refused):
        importing.start(import_id=source.pk, columns={"title": 1}, consent=False, hat=hat)


def test_what_runs_is_not_begun_twice(tmp_path: Path) -> None:
    hat = make_hat()
    source = take(write(tmp_path / "a.csv", ROWS), hat)
    importing.start(import_id=source.pk, columns=source.columns, consent=False, hat=hat)
    with pytest.raises(Conflict):
        importing.start(import_id=source.pk, hat=hat)
    assert Job.objects.count() == 1


def stop_after_first_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody presses stop while the first chunk is being stored."""
    store = storing.store

    def store_and_stop(source: Import, *args: Any) -> None:
        store(source, *args)
        Job.objects.update(stop_asked=True)

    monkeypatch.setattr(storing, "store", store_and_stop)


def test_a_stopped_import_goes_on_where_it_stood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "CHUNK", 2)
    hat, path = make_hat(), write(tmp_path / "a.csv", [["支持修路"]] * 5, ["内容"])
    with monkeypatch.context() as patch:
        stop_after_first_chunk(patch)
        source = bring_in(path, hat)
    assert (source.state, sums(source)) == (ImportState.STOPPED, (2, 2, 0, 0))
    importing.run(importing.start(import_id=source.pk, hat=hat, here=True))
    source.refresh_from_db()
    assert (source.state, sums(source)) == (ImportState.DONE, (5, 5, 0, 0))


def test_a_stop_asked_for_while_it_waits_is_heard(tmp_path: Path) -> None:
    hat = make_hat()
    source = take(write(tmp_path / "a.csv", ROWS), hat)
    job = importing.start(
        import_id=source.pk, columns=source.columns, consent=False, hat=hat, here=True
    )
    importing.stop(import_id=source.pk, hat=hat)
    job.refresh_from_db()
    importing.run(job)
    source.refresh_from_db()
    assert source.state == ImportState.STOPPED


def test_an_import_whose_process_died_says_so_and_can_go_on(tmp_path: Path) -> None:
    hat = make_hat()
    source = take(write(tmp_path / "a.csv", ROWS), hat)
    job = importing.start(
        import_id=source.pk, columns=source.columns, consent=False, hat=hat, here=True
    )
    jobs.begin(job)
    source.refresh_from_db()
    assert (progress(source).died, progress(source).may_resume) == (False, False)
    Job.objects.update(beat_at=now() - timedelta(seconds=61))
    assert (progress(source).died, progress(source).may_resume) == (True, True)
    importing.run(importing.start(import_id=source.pk, hat=hat, here=True))
    source.refresh_from_db()
    assert sums(source) == (3, 3, 0, 0)
    job.refresh_from_db()
    assert job.state == JobState.FAILED


def test_a_run_that_was_thought_dead_changes_nothing_any_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "CHUNK", 1)
    hat = make_hat()
    source = take(write(tmp_path / "a.csv", ROWS), hat)
    old = importing.start(
        import_id=source.pk, columns=source.columns, consent=False, hat=hat, here=True
    )
    source.refresh_from_db()
    slow = importing._chunks(source)
    next(slow)
    jobs.begin(old)
    Job.objects.update(beat_at=now() - timedelta(seconds=61))
    importing.run(importing.start(import_id=source.pk, hat=hat, here=True))
    with pytest.raises(importing.SupersededError):
        next(slow)
    source.refresh_from_db()
    assert sums(source) == (3, 3, 0, 0)


def test_a_file_that_broke_meanwhile_is_told_in_both_languages(tmp_path: Path) -> None:
    hat = make_hat()
    source = take(write(tmp_path / "a.csv", ROWS), hat)
    (tmp_path / "a.csv").write_bytes(b"%PDF-1.7")
    job = importing.start(
        import_id=source.pk, columns=source.columns, consent=False, hat=hat, here=True
    )
    importing.run(job)
    source.refresh_from_db()
    assert source.state == ImportState.FAILED
    assert "PDF" in progress(source).failure("en")
    assert progress(source).failure("zh-hans") == sheets.Misdeclared(
        suffix=".csv", kind_zh="PDF 文件", kind_en="a PDF"
    ).words("zh")


def test_a_handed_in_file_goes_when_its_work_is_done_and_a_named_one_stays(tmp_path: Path) -> None:
    hat, named = make_hat(), write(tmp_path / "a.csv", ROWS)
    handed_in = write(importing.folder() / "handed-in-for-a-test", ROWS)
    bring_in(named, hat)
    bring_in(handed_in, hat)
    assert (named.exists(), handed_in.exists()) == (True, False)


def test_a_file_that_nobody_confirmed_is_forgotten(tmp_path: Path) -> None:
    path = write(importing.folder() / "forgotten-for-a-test", ROWS)
    source = take(path, make_hat())
    assert importing.forget_unconfirmed() == 0
    Import.objects.filter(pk=source.pk).update(made_at=now() - timedelta(days=8))
    assert importing.forget_unconfirmed() == 1
    assert not path.exists()


def test_times_are_those_of_the_place(tmp_path: Path) -> None:
    bring_in(write(tmp_path / "a.csv", ROWS), make_hat())
    times = [timezone.localtime(v.said_at) for v in Voice.objects.order_by("pk")]
    assert [f"{t:%Y-%m-%d %H:%M}" for t in times] == [
        "2026-03-01 19:20",
        "2026-03-02 08:00",
        "2026-03-03 00:00",
    ]


def waiting_tasks() -> list[str]:
    from procrastinate.contrib.django.models import ProcrastinateJob

    todo = ProcrastinateJob.objects.filter(status="todo").order_by("id")
    return [job.task_name for job in todo]


def test_the_index_is_asked_for_and_then_the_reading_is_told(tmp_path: Path) -> None:
    source = bring_in(write(tmp_path / "a.csv", ROWS), make_hat())
    assert waiting_tasks() == ["voices.index"]
    actions.index_import(source.pk)
    assert waiting_tasks() == ["voices.index", "voices.arrived"]


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_nothing_waits_beside_the_index_however_the_rows_divide(tmp_path: Path) -> None:
    """2,000 rows are one full batch; the batch after it is empty and used to clear nothing."""
    rows = [[str(n), "", f"第{n}条：路灯坏了", "", "", ""] for n in range(1, BATCH + 1)]
    source = bring_in(write(tmp_path / "ideas.csv", rows), make_hat())
    actions.index_import(source.pk)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('voice_tokens')")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'voices_voiceindex'")
        assert cursor.fetchone() == (BATCH,)


def test_while_an_import_runs_the_reading_is_not_told(tmp_path: Path) -> None:
    source = bring_in(write(tmp_path / "a.csv", ROWS), make_hat())
    Import.objects.update(state=ImportState.RUNNING)
    actions.index_import(source.pk)
    assert waiting_tasks() == ["voices.index"]


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_file_at_once_store_each_row_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "CHUNK", 50)
    hat, head = make_hat(), ["内容"]
    path = write(tmp_path / "a.csv", [[f"第{n}条"] for n in range(500)], head)
    sources = [take(path, hat) for _import in range(2)]

    def run(source: Import) -> None:
        try:
            job = importing.start(
                import_id=source.pk, columns=source.columns, consent=False, hat=hat, here=True
            )
            importing.run(job)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[source]) for source in sources]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for source in sources:
        source.refresh_from_db()
    assert [s.next_row for s in sources] == [500, 500]
    assert sum(s.stored for s in sources) == sum(s.known for s in sources) == 500
    assert Voice.objects.count() == Entry.objects.filter(verb="voice.received").count() == 500


_CHILD = """
import os, sys, django
django.setup()
from django.conf import settings
from django.db import connections
connections["default"].settings_dict["NAME"] = sys.argv[1]
from qunce.common.models import Job
from qunce.voices.actions import importing
importing.CHUNK = 20
importing.run(Job.objects.get(pk=int(sys.argv[2])))
"""


@pytest.mark.django_db(transaction=True)
def test_kill_9_in_the_middle_and_then_on_loses_and_doubles_nothing(tmp_path: Path) -> None:
    hat, head = make_hat(), ["内容"]
    path = write(tmp_path / "a.csv", [[f"第{n}条"] for n in range(6_000)], head)
    source = take(path, hat)
    job = importing.start(
        import_id=source.pk, columns=source.columns, consent=False, hat=hat, here=True
    )
    name = connection.settings_dict["NAME"]
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(name), str(job.pk)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "qunce.settings"},
    )
    give_up = time.monotonic() + 60
    while not Voice.objects.exists() and time.monotonic() < give_up:
        time.sleep(0.01)
    child.send_signal(signal.SIGKILL)
    child.wait()
    source.refresh_from_db()
    half = source.stored
    assert 0 < half < 6_000
    assert half == Voice.objects.count() == source.next_row
    Job.objects.update(beat_at=now() - timedelta(seconds=61))
    importing.run(importing.start(import_id=source.pk, hat=hat, here=True))
    source.refresh_from_db()
    assert (source.state, sums(source)) == (ImportState.DONE, (6_000, 6_000, 0, 0))
    assert Voice.objects.count() == Entry.objects.filter(verb="voice.received").count() == 6_000
    assert Voice.objects.values("text").distinct().count() == 6_000
