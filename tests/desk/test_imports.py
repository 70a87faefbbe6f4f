"""Spreadsheets through the real form, good ones and bad ones."""

import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from qunce.sheets import Limits
from qunce.voices import actions
from qunce.voices.actions import importing
from qunce.voices.models import Import, ImportState, Voice
from tests.desk.people import alice, bob, charlie, dora, queries_of
from tests.factories import make_call, make_clerk
from tests.sheets import files

pytestmark = pytest.mark.django_db
GOOD = "编号,内容,姓名\n1,路灯坏了三个月没人修,李小明\n2,公交车太少要等四十分钟,王小红\n"


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def hand_in(client: Client, content: bytes | str, name: str = "来信.csv") -> Any:
    call = make_call()
    sent = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile(name, sent)
    return client.post("/desk/imports/new/", {"call": call.pk, "file": file})


def confirm(client: Client, source: Import, agreed: str = "no", **columns: Any) -> Any:
    chosen = {role: str(at) for role, at in source.columns.items()}
    return client.post(f"/desk/imports/{source.pk}/", {**chosen, "agreed": agreed, **columns})


def bring_in(client: Client, content: bytes | str, name: str = "来信.csv") -> Import:
    hand_in(client, content, name)
    source = Import.objects.latest("pk")
    confirm(client, source)
    importing.run(importing.jobs.latest("import", source.pk))  # type: ignore[arg-type]
    actions.index_import(source.pk)
    source.refresh_from_db()
    return source


def left_over() -> list[Path]:
    return list(importing.folder().iterdir())


def test_a_handed_in_file_is_looked_at_and_stores_nothing_yet() -> None:
    client = alice()
    answer = hand_in(client, GOOD)
    source = Import.objects.get()
    assert answer["Location"] == f"/desk/imports/{source.pk}/"
    page = client.get(answer["Location"]).content.decode()
    assert "路灯坏了三个月没人修" in page
    assert "李小明" not in page
    assert Voice.objects.count() == 0
    assert source.sha256 == hashlib.sha256(GOOD.encode()).hexdigest()


def test_the_columns_say_why_they_were_taken_for_what_they_are() -> None:
    client = alice()
    hand_in(client, GOOD)
    form = client.get(f"/desk/imports/{Import.objects.get().pk}/").context["form"]
    assert (form["text"].initial, form["id"].initial, form["title"].initial) == ("1", "0", "")
    assert "内容" in form["text"].help_text


def test_a_column_that_must_not_be_read_cannot_be_chosen() -> None:
    client = alice()
    hand_in(client, "身份证号,内容\n11010519491231002X,路灯坏了三个月没人修\n")
    source = Import.objects.get()
    answer = confirm(client, source, text="0")
    assert answer.status_code == 400
    assert source.state == ImportState.READ


def test_one_column_cannot_be_two_things() -> None:
    client = alice()
    hand_in(client, GOOD)
    assert confirm(client, Import.objects.get(), title="1").status_code == 400


def test_from_file_to_result_the_rows_add_up() -> None:
    client = alice()
    bring_in(client, GOOD + "3,,某某\n")
    source = Import.objects.get()
    page = client.get(f"/desk/imports/{source.pk}/")
    assert (source.next_row, source.stored, source.known, source.refused) == (3, 2, 0, 1)
    assert page.context["p"].lag == 0
    assert left_over() == []


def test_the_same_file_again_is_said_to_be_known() -> None:
    client = alice()
    first = bring_in(client, GOOD)
    hand_in(client, GOOD)
    page = client.get(f"/desk/imports/{Import.objects.latest('pk').pk}/")
    assert page.context["same"] == first
    again = bring_in(client, GOOD)
    assert (again.stored, again.known, Voice.objects.count()) == (0, 2, 2)


def test_refused_rows_come_back_as_a_spreadsheet_without_live_formulas() -> None:
    client = alice()
    source = bring_in(client, "编号,内容,时间\n1,=cmd|' /C calc'!A0,前天\n2,路灯坏了,\n")
    answer = client.get(f"/desk/imports/{source.pk}/refused.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    rows = list(book.worksheets[0].iter_rows())
    assert rows[1][0].value == 2
    cell = rows[1][3]
    assert (cell.value, cell.data_type) == ("=cmd|' /C calc'!A0", "s")


def test_a_corrected_file_of_refused_rows_can_be_imported() -> None:
    client = alice()
    source = bring_in(client, "编号,内容,时间\n1,路灯坏了三个月没人修,前天\n")
    answer = client.get(f"/desk/imports/{source.pk}/refused.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    sheet = book.worksheets[0]
    sheet["E2"] = "2026-03-01"
    out = io.BytesIO()
    book.save(out)
    again = bring_in(client, out.getvalue(), "改好.xlsx")
    assert (again.stored, again.refused) == (1, 0)
    assert Voice.objects.get().text == "路灯坏了三个月没人修"


def bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 200_000_000)
    return path


def damaged(path: Path) -> Path:
    files.xlsx(path)
    path.write_bytes(path.read_bytes()[:-400])
    return path


def macros(path: Path) -> Path:
    files.xlsx(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    return path


def plain(content: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return make


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("a.xlsx", damaged, "损坏"),
        ("a.xls", files.xls_with_password, "密码"),
        ("a.csv", plain(b""), "空的"),
        ("a.xlsx", plain(b"%PDF-1.7 ..."), "不是表格"),
        ("a.xls", plain(b"<html><table><tr><td>x</table>"), "不是表格"),
        ("a.xlsm", macros, "宏"),
        ("a.xlsx", bomb, "大得异常"),
        ("a.csv", plain("內容\n路燈壞了三個月沒人修\n".encode("big5") * 50), "编码"),
        ("a.csv", plain('内容\n"路灯坏了\n'.encode()), "引号"),
    ],
)
def test_a_bad_file_is_refused_whole_with_words(
    tmp_path: Path, name: str, make: Callable[[Path], Path], said: str
) -> None:
    path = make(tmp_path / name)
    answer = hand_in(alice(), path.read_bytes(), name)
    assert answer.status_code == 400
    assert said in str(answer.context["form"].errors["file"])
    assert (Import.objects.count(), left_over()) == (0, [])


def test_the_words_are_in_the_language_of_the_reader() -> None:
    client = alice()
    client.cookies["django_language"] = "en"
    answer = hand_in(client, b"%PDF-1.7", "a.xlsx")
    assert "not a spreadsheet" in str(answer.context["form"].errors["file"])


def test_gbk_is_read_like_utf_8() -> None:
    source = bring_in(alice(), GOOD.encode("gbk"))
    assert source.stored == 2
    assert Voice.objects.filter(text="路灯坏了三个月没人修").exists()


def test_a_file_of_more_than_300_mb_is_refused_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Limits, "__init__", _small_limits)
    answer = hand_in(alice(), bytes(2_000_000), "big.xlsx")
    assert answer.status_code == 413
    assert "上限" in str(answer.context["form"].errors["file"])
    assert (Import.objects.count(), left_over()) == (0, [])


def _small_limits(self: Limits) -> None:
    object.__setattr__(self, "size", 1_000_000)


def test_the_form_is_guarded_against_forged_requests() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_clerk("alice"))
    assert hand_in(client, GOOD).status_code == 403
    assert left_over() == []
    assert Import.objects.count() == 0


def test_who_may_not_import_does_not_fill_the_disk() -> None:
    assert [hand_in(c, GOOD).status_code for c in (bob(), dora(), Client())] == [403, 403, 302]
    assert left_over() == []


@pytest.mark.parametrize("page", ["", "refused.xlsx"])
def test_the_office_of_another_place_sees_no_import(page: str) -> None:
    source = bring_in(alice(), GOOD)
    assert charlie().get(f"/desk/imports/{source.pk}/{page}").status_code == 404


def test_the_office_of_another_place_does_not_import_into_our_call() -> None:
    assert hand_in(charlie(), GOOD).status_code == 400


def test_an_import_that_was_not_begun_can_be_dropped() -> None:
    client = alice()
    hand_in(client, GOOD)
    source = Import.objects.get()
    client.post(f"/desk/imports/{source.pk}/act/", {"act": "discard"})
    assert (Import.objects.count(), left_over()) == (0, [])


def test_stop_and_go_on_by_the_buttons() -> None:
    client = alice()
    hand_in(client, GOOD)
    source = Import.objects.get()
    confirm(client, source)
    job = importing.jobs.latest("import", source.pk)
    assert job is not None
    client.post(f"/desk/imports/{source.pk}/act/", {"act": "stop"})
    job.refresh_from_db()
    assert job.stop_asked
    importing.run(job)
    client.post(f"/desk/imports/{source.pk}/act/", {"act": "resume"})
    source.refresh_from_db()
    assert source.state == ImportState.RUNNING


def test_the_list_asks_the_database_as_often_for_three_imports_as_for_one() -> None:
    client = alice()
    bring_in(client, GOOD)
    once = queries_of(client, "/desk/imports/")
    for number in range(2):
        bring_in(client, GOOD + f"{number + 7},又一条,\n")
    assert queries_of(client, "/desk/imports/") == once <= 10
