"""One round in a real browser: a unit screens, experts score on a phone, the notice stands,
somebody objects, the office selects, and the author is told."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page

from qunce.common.clock import today
from qunce.selection import actions
from qunce.selection.models import Review, Round, Stage, State
from qunce.voices.models import Voice
from qunce.voices.queries import receipt_number
from tests.browser.conftest import PageAt, Read
from tests.browser.entering import At, entering
from tests.factories import make_campaign
from tests.factories.selection import Panel, make_round, plain

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def at(page_at: PageAt, live_server: Any) -> At:
    return entering(page_at, live_server)


def test_from_the_screening_to_the_authors_receipt(
    at: At, page_at: PageAt, read: Read, live_server: Any
) -> None:
    make_campaign()
    panel = make_round(Stage.SCREENING)
    dropped = _screened(panel, at, read)
    actions.open_scoring(round_id=panel.round.pk, hat=panel.office)
    _scored(panel, at, read)
    office = at(panel.office, 1280)
    office.goto(f"/desk/rounds/{panel.round.pk}/")
    _press(office, "close")
    read(office, "round-shortlist")
    _press(office, "publish")
    _objected(panel, page_at, read)
    office.goto(f"/desk/rounds/{panel.round.pk}/")
    office.fill("textarea[name=answer]", "经核实，所提内容并未实施，异议不成立。")
    office.check("input[name=grant][value=no]")
    office.click("article form button")
    Round.objects.update(notice_ends_on=today() - timedelta(days=1))
    office.goto(f"/desk/rounds/{panel.round.pk}/")
    _press(office, "select")
    read(office, "round-selected")
    _told(panel, dropped, page_at, read)


def _screened(panel: Panel, at: At, read: Read) -> int:
    """Three units with their lists; the first turns its first one down. Its voice."""
    first = panel.candidates[0]
    for unit, hat in panel.screeners.items():
        page = at(hat, 1280)
        page.goto("/desk/rounds/")
        page.click("main .rows a")
        if unit == first.screener_id:
            page.check(f"input[type=checkbox][value='{first.pk}']")
            page.click("details.offer summary")
            page.select_option("#id_reason", "no_proposal")
            page.fill("#id_words", "问题说清了，请写明想怎么办。")
            read(page, "screening")
            page.click("button[name=drop]")
        page.check("[data-tick=candidate]")
        page.click("button[name=pass]")
        page.wait_for_selector(".empty")
    return first.subject_id


def _scored(panel: Panel, at: At, read: Read) -> None:
    """The first reader on a phone, sheet after sheet; the others as quickly as they can."""
    reader = panel.round.reviewers.order_by("pk")[0]
    rows = Review.objects.filter(reviewer__round=panel.round).select_related(
        "candidate", "reviewer"
    )
    given = {row.candidate_id: plain(row) for row in rows if row.reviewer_id == reader.pk}
    hat = next(hat for hat in panel.readers if hat.person_id == reader.person_id)
    page = at(hat, 390)
    page.goto(f"/desk/rounds/{panel.round.pk}/read/")
    read(page, "stack")
    page.click(".pagehead .btn-primary")
    for turn in range(len(given)):
        candidate = int(page.url.split("/")[-3])
        for n, mark in enumerate(given[candidate]):
            page.fill(f"#id_mark{n}", str(mark))
        if turn == 0:
            read(page, "sheet")
        page.click("form.marks .btn-primary")
    page.wait_for_url("**/read/")
    for row in rows.exclude(reviewer=reader):
        actions.score(
            round_id=panel.round.pk,
            candidate_id=row.candidate_id,
            marks=plain(row),
            hat=panel.reader(row),
        )


def _objected(panel: Panel, page_at: PageAt, read: Read) -> None:
    page = page_at(390, path="/notices/")
    page.click("main .rows a")
    read(page, "notice")
    page.click("main ol.rows li:first-child .btn")
    page.fill("#id_words", "这件事去年已经做过。")
    read(page, "objection")
    page.click("form .btn-primary")
    page.wait_for_url(f"**/notices/{panel.round.pk}/")


def _told(panel: Panel, dropped: int, page_at: PageAt, read: Read) -> None:
    best = panel.round.candidates.filter(state=State.SELECTED).order_by("place")[0]
    page = page_at(390, path=_receipt(best.subject_id))
    assert "选定" in page.inner_text("main")
    read(page, "receipt-selected")
    page.goto(_receipt(dropped))
    assert "请写明想怎么办" in page.inner_text("main")


def _receipt(voice_id: int) -> str:
    return f"/r/{receipt_number(Voice.objects.get(pk=voice_id))}/"


def _press(page: Page, act: str) -> None:
    page.click(f"form[action$='/do/{act}/'] button")
    page.wait_for_selector(".message.green")
