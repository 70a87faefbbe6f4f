"""Supervision in a real browser: a group visits and finds, the unit mends, the group closes it."""

from datetime import timedelta
from typing import Any

import pytest

from qunce.campaigns.models import Visit
from qunce.common.clock import today
from qunce.matters.models import Matter
from tests.browser.conftest import PageAt, Read
from tests.browser.entering import At, entering
from tests.factories.supervision import FINDING, Supervision, make_supervision, make_visit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made() -> Supervision:
    return make_supervision()


@pytest.fixture
def at(page_at: PageAt, live_server: Any) -> At:
    return entering(page_at, live_server)


def worn(page: Any, made: Supervision) -> None:
    """The supervisor has a post at home too, and acts for the group."""
    page.goto("/desk/")
    page.request.post(
        "/desk/post/",
        form={"post": str(made.supervisor.post_id)},
        headers={
            "X-CSRFToken": next(
                c["value"] for c in page.context.cookies() if c["name"] == "csrftoken"
            ),
            "Referer": page.url,
        },
    )


def test_a_group_finds_a_unit_mends_and_the_group_closes_it(
    made: Supervision, at: At, read: Read
) -> None:
    group = at(made.supervisor, 390)
    worn(group, made)
    group.goto("/desk/supervision/")
    read(group, "supervision-group")
    group.click("a:has-text('填写督导记录')")
    group.check("input[value='papers']")
    group.fill("#id_observations", "查阅了台账，登记完整，责任人没有写明。")
    group.click("summary:has-text('问题 1')")
    group.fill("#id_finding1-title", "台账没有责任人")
    group.fill("#id_finding1-text", "抽查二十条，七条没有承办人。")
    group.fill("#id_finding1-wishes", "补齐责任人")
    read(group, "supervision-sheet")
    group.click("main form .btn-primary")
    group.wait_for_selector("text=督导记录已提交")
    read(group, "supervision-visit")
    matter = Visit.objects.get().findings.get().matter

    unit = at(made.cast.handler, 390)
    unit.goto("/desk/inbox/")
    unit.click("a:has-text('台账没有责任人')")
    _do(unit, matter, "acknowledge", text="立即整改", due_on=True)
    _do(unit, matter, "report", text="已补齐责任人")

    group.goto(f"/desk/matters/{matter.pk}/")
    _do(group, matter, "close", text="现场复查，已补齐")
    matter.refresh_from_db()
    assert matter.step == "closed"

    office = at(made.office, 1280)
    office.goto("/desk/supervision/")
    assert "100.0%" in office.inner_text("main")
    read(office, "supervision-map")


def test_a_unit_objects_and_the_group_takes_it_back(made: Supervision, at: At, read: Read) -> None:
    matter = make_visit(made, FINDING).findings.get().matter
    unit = at(made.cast.handler, 390)
    unit.goto("/desk/supervision/")
    read(unit, "supervision-unit")
    unit.click(f"a:has-text('{FINDING.title}')")
    _do(unit, matter, "object", reason="责任人写在另一本台账里。")
    group = at(made.supervisor, 390)
    worn(group, made)
    group.goto(f"/desk/matters/{matter.pk}/")
    _do(group, matter, "take_back", reason="属实")
    matter.refresh_from_db()
    assert matter.step == "taken_back"


def _do(
    page: Any,
    matter: Matter,
    act: str,
    text: str = "",
    reason: str = "",
    due_on: bool = False,
) -> None:
    """Opens the act on the matter's page, fills in what it asks for, and sends it."""
    offer = page.locator(f"details#matter-{matter.pk}-{act}")
    if offer.get_attribute("open") is None:
        offer.locator("summary").click()
    if text:
        offer.locator("textarea[name='text']").fill(text)
    if reason:
        offer.locator("textarea[name='reason']").fill(reason)
    if due_on:
        on = today() + timedelta(days=5)
        offer.locator("input[name='due_on']").fill(on.isoformat())
    offer.locator("form .btn-primary").click()
    page.wait_for_selector("text=已完成：", timeout=8000)
