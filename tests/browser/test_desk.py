"""The desk in a real browser: looked at, read aloud, used by keyboard and without scripts."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from qunce.people.models import Role
from qunce.voices import actions
from qunce.voices.actions import importing
from qunce.voices.models import Import, Showing, Voice
from tests.browser.conftest import PageAt
from tests.factories import make_campaign, make_clerk, make_hat, make_unit, make_voice

pytestmark = pytest.mark.django_db(transaction=True)
Check = Callable[[Page], None]
PERSONAL = "请打 13900001234 找王主任"
OFFICE = [
    "",
    "imports/",
    "imports/new/",
    "take-down/",
    "queue/",
    "voices/",
    "voices/?q=路灯",
    "voices/1/",
    "voices/1/erase/",
    "receipts/?ids=3",
    "account/",
]


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


def looks_right(page: Page, axe: Check) -> None:
    too_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not too_wide, page.url
    axe(page)


@pytest.mark.parametrize(
    ("width", "theme", "size", "lang"),
    [
        (390, "light", "normal", "zh-hans"),
        (1280, "dark", "normal", "zh-hans"),
        (390, "dark", "large", "zh-hans"),
        (1280, "light", "normal", "en"),
    ],
)
def test_the_office_s_pages_are_read_by_everybody(
    signed_in: Any, axe: Check, width: int, theme: str, size: str, lang: str
) -> None:
    page = signed_in("alice", width, theme=theme, size=size, lang=lang)
    for path in OFFICE:
        page.goto(f"/desk/{path}")
        looks_right(page, axe)


@pytest.mark.parametrize("who", ["bob", "dora"])
def test_a_unit_and_a_deputy_read_their_home_on_a_telephone(
    signed_in: Any, axe: Check, who: str
) -> None:
    page = signed_in(who, 390, size="large")
    looks_right(page, axe)
    page.goto("/desk/shown/")
    looks_right(page, axe)


def test_the_entrance_is_read_by_everybody(page_at: PageAt, axe: Check) -> None:
    looks_right(page_at(390, path="/enter/"), axe)


def test_a_spreadsheet_goes_in_by_hand(signed_in: Any, axe: Check, tmp_path: Path) -> None:
    path = tmp_path / "来信.csv"
    path.write_text(
        "编号,建议内容,姓名\n1,请在小区门口装充电桩,李小明\n2,,某某\n", encoding="utf-8"
    )
    page = signed_in()
    page.goto("/desk/imports/new/")
    page.set_input_files("#id_file", path)
    page.click("main form .btn-primary")
    looks_right(page, axe)
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
    looks_right(page, axe)
    with page.expect_download() as download:
        page.click("text=退回的行和理由")
    assert download.value.suggested_filename == "来信-退回的行.xlsx"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_transcript_becomes_receipts_with_and_without_scripts(
    signed_in: Any, axe: Check, scripts: bool
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
        looks_right(page, axe)
    assert Voice.objects.filter(channel="meeting").count() == 2


def test_a_receipt_fits_a_sheet_of_paper(signed_in: Any) -> None:
    page = signed_in()
    page.goto("/desk/receipts/?ids=3")
    page.emulate_media(media="print")
    assert page.locator(".side, .top, .acts").first.is_hidden()
    assert page.locator(".slip").is_visible()


def test_the_queue_is_worked_through_by_keyboard(signed_in: Any) -> None:
    page = signed_in()
    page.goto("/desk/queue/")
    assert page.locator("mark").count() == 2
    # A headless browser hears no access keys; that each is there once must do here.
    keys = page.evaluate("[...document.querySelectorAll('[accesskey]')].map(e => e.accessKey)")
    assert keys == ["r", "n", "1", "2", "3", "4"]
    # The focus stands at the voice; its number comes first, then the buttons.
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=都看完了")
    assert Voice.objects.get(text=PERSONAL).showing == Showing.SHOWN


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    from tests.desk.conftest import forget_counts

    forget_counts()
    yield
    forget_counts()
