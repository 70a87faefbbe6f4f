"""The desk in a real browser: looked at, read aloud, used by keyboard and without scripts."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from qunce.people.actions import give_post
from qunce.people.models import Person, Role
from qunce.voices import actions
from qunce.voices.actions import importing
from qunce.voices.models import Import, Showing, Voice
from tests.browser.conftest import PageAt, Read, Shape, in_every_shape
from tests.factories import make_campaign, make_clerk, make_hat, make_unit, make_voice

pytestmark = pytest.mark.django_db(transaction=True)
PERSONAL = "请打 13900001234 找王主任"
OFFICE = {
    "home": "",
    "imports": "imports/",
    "import": "imports/new/",
    "take-down": "take-down/",
    "queue": "queue/",
    "sheet": "queue/sheet/?only=name+phone",
    "voices": "voices/",
    "found": "voices/?q=路灯",
    "voice": "voices/1/",
    "erase": "voices/1/erase/",
    "receipts": "receipts/?ids=3",
    "account": "account/",
    "nothing": "voices/999999/",
}


@pytest.fixture(autouse=True)
def _city(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    call = make_campaign().calls.get()
    make_voice("学校后面的路灯坏了三个月", title="路灯", call=call)
    make_voice(PERSONAL, call=call)
    actions.take_down(
        call=call,
        texts=["早高峰公交车要等四十分钟"],
        channel="paper",
        said_at=call.opens_at,
        consent=True,
        hat=make_hat("zoe"),
    )
    make_clerk("alice")
    make_clerk("bob", Role.UNIT, make_unit(code="B01", name="示例市公路事务中心"))
    make_clerk("dora", Role.DEPUTY, make_unit(code="D01", name="示例市人大代表组"))


@pytest.fixture
def signed_in(page_at: PageAt) -> Callable[..., Page]:
    def enter(who: str = "alice", width: int = 1280, **options: Any) -> Page:
        page = page_at(width, path="/enter/", **options)
        page.fill("#id_account", who)
        page.fill("#id_password", "open sesame 2026")
        page.click("main form .btn-primary")
        page.wait_for_url("**/desk/")
        return page

    return enter


@in_every_shape
def test_the_office_s_pages_are_read_by_everybody(signed_in: Any, read: Read, shape: Shape) -> None:
    width, theme, size, lang = shape
    page = signed_in("alice", width, theme=theme, size=size, lang=lang)
    for name, path in OFFICE.items():
        page.goto(f"/desk/{path}")
        read(page, f"desk-{name}")


@pytest.mark.parametrize("who", ["bob", "dora"])
def test_a_unit_and_a_deputy_read_their_pages_on_a_telephone(
    signed_in: Any, read: Read, who: str
) -> None:
    page = signed_in(who, 390, size="large")
    read(page, "home")
    page.goto("/desk/shown/")
    read(page, "shown")
    page.click("text=看全文")
    assert "早高峰公交车要等四十分钟" in page.inner_text("main") or "路灯" in page.inner_text(
        "main"
    )


def test_somebody_with_two_posts_changes_between_them_on_a_telephone(
    signed_in: Any, read: Read
) -> None:
    unit = make_unit(code="S01", name="示例市人民代表大会常务委员会代表工作委员会")
    give_post(
        person=Person.objects.get(username="alice"),
        unit=unit,
        role=Role.DEPUTY_OFFICE,
        since_on=date(2021, 1, 1),
    )
    page = signed_in("alice", 390, size="large")
    page.click("summary.account")
    read(page, "posts")
    page.click(".hats button[aria-pressed=false]")
    page.wait_for_selector("text=现在以")
    assert page.locator("a[href='/desk/queue/']").count() == 0


def test_the_entrance_is_read_by_everybody(page_at: PageAt, read: Read) -> None:
    read(page_at(390, path="/enter/"), "enter")


def test_what_is_not_there_is_said_inside_the_desk(signed_in: Any) -> None:
    page = signed_in()
    page.goto("/desk/voices/999999/")
    assert page.locator(".side nav a").count() > 5
    assert page.get_attribute(".trouble .btn-primary", "href") == "/desk/"


def test_a_spreadsheet_goes_in_by_hand(signed_in: Any, read: Read, tmp_path: Path) -> None:
    path = tmp_path / "来信.csv"
    path.write_text(
        "编号,建议内容,姓名\n1,请在小区门口装充电桩,李小明\n2,,某某\n", encoding="utf-8"
    )
    page = signed_in()
    page.goto("/desk/imports/new/")
    page.set_input_files("#id_file", path)
    page.click("main form .btn-primary")
    read(page, "desk-import-columns")
    page.check("input[name=agreed][value=no]")
    page.click("text=开始导入")
    page.wait_for_selector("#progress")
    source = Import.objects.get()
    importing.run(importing.jobs.latest("import", source.pk))  # type: ignore[arg-type]
    actions.index_import(source.pk)
    page.wait_for_selector("text=导入完成", timeout=8000)
    assert "2 已读行数 = 1 入库 + 0 已有 + 1 退回" in " ".join(
        page.inner_text("#progress .equation").split()
    )
    read(page, "desk-import-done")
    with page.expect_download() as download:
        page.click("text=退回的行和理由")
    assert download.value.suggested_filename == "来信-退回的行.xlsx"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_transcript_becomes_receipts_with_and_without_scripts(
    signed_in: Any, read: Read, scripts: bool
) -> None:
    page = signed_in(java_script_enabled=scripts)
    page.goto("/desk/take-down/")
    page.fill("#id_transcript", "1. 桥太窄\n2. 桥太窄，\n3. 没有路灯")
    page.select_option("#id_channel", "meeting")
    page.click("text=下一步：分成几条")
    assert page.locator("textarea").count() == 3
    page.locator("text=并入上一条").first.click()
    page.wait_for_load_state()
    boxes = [box.input_value() for box in page.locator("textarea").all()]
    assert boxes == ["桥太窄\n桥太窄，", "没有路灯"]
    page.click("text=登记并出具回执")
    assert page.locator(".slip svg.qr").count() == 2
    if scripts:
        read(page, "desk-transcript-receipts")
    assert Voice.objects.filter(channel="meeting").count() == 2


def test_a_receipt_fits_a_sheet_of_paper(signed_in: Any) -> None:
    page = signed_in()
    page.goto("/desk/receipts/?ids=3")
    page.emulate_media(media="print")
    assert page.locator(".side, .top, .acts").first.is_hidden()
    assert page.locator(".slip").is_visible()


def test_an_import_can_be_stopped_and_goes_on(signed_in: Any, read: Read, tmp_path: Path) -> None:
    path = tmp_path / "来信.csv"
    path.write_text("建议内容\n请在小区门口装充电桩\n", encoding="utf-8")
    page = signed_in("alice", 390)
    page.goto("/desk/imports/new/")
    page.set_input_files("#id_file", path)
    page.click("main form .btn-primary")
    page.check("input[name=agreed][value=no]")
    page.click("text=开始导入")
    page.click("button[value=stop]")
    page.wait_for_load_state()
    read(page, "desk-import-stopping")
    source = Import.objects.get()
    importing.run(importing.jobs.latest("import", source.pk))  # type: ignore[arg-type]
    page.reload()
    page.click("button[value=resume]")
    page.wait_for_selector("button[value=stop]")
    read(page, "desk-import-resumed")


def test_the_queue_is_worked_through_by_keyboard(signed_in: Any) -> None:
    page = signed_in()
    page.goto("/desk/queue/")
    assert page.locator("mark").count() == 2
    # The focus begins at the voice, so the first key is heard at once.
    page.keyboard.press("r")
    page.wait_for_selector("text=都看完了")
    assert Voice.objects.get(text=PERSONAL).showing == Showing.SHOWN


def test_a_key_of_the_queue_says_why_it_is_not_shown(signed_in: Any) -> None:
    page = signed_in()
    page.goto("/desk/queue/")
    assert page.locator(".decide kbd").all_inner_texts() == ["R", "N", "1", "2", "3", "4"]
    page.keyboard.press("Control+1")  # the browser's own
    page.keyboard.press("9")  # nobody's
    page.click("main .words")
    page.keyboard.press("1")
    page.wait_for_selector("text=都看完了")
    assert Voice.objects.get(text=PERSONAL).showing == Showing.WITHHELD


def test_keys_elsewhere_decide_nothing(signed_in: Any) -> None:
    page = signed_in()
    page.goto("/desk/queue/")
    page.focus(".side nav a >> nth=0")
    page.keyboard.press("r")
    page.wait_for_timeout(200)
    assert page.locator(".decide").count() == 1
    assert Voice.objects.get(text=PERSONAL).showing == Showing.QUEUED


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    from tests.desk.conftest import forget_counts

    forget_counts()
    yield
    forget_counts()


def test_several_are_ticked_at_once_and_released(signed_in: Any) -> None:
    page = signed_in()
    page.goto("/desk/queue/sheet/")
    boxes = page.locator("input[name=voice]")
    page.get_by_label("全选").check()
    assert boxes.count() == boxes.and_(page.locator(":checked")).count() == 1
    page.get_by_role("button", name="勾选的上广场").click()
    page.get_by_text("1 条已放行").wait_for()
    assert "这一类没有更多了" in page.content()
