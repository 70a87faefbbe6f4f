"""The congress in a real browser: a session convened, a wrong day said, a seat ended."""

from typing import Any

import pytest

from qunce.people.models import Session, Status
from tests.browser.conftest import PageAt, Read, Shape, in_every_shape
from tests.browser.entering import At, entering
from tests.factories import make_campaign
from tests.factories.congress import deputies_office, make_deputy, make_session, make_term

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def at(page_at: PageAt, live_server: Any) -> At:
    return entering(page_at, live_server)


@in_every_shape
def test_a_session_is_convened_and_a_seat_ends(at: At, read: Read, shape: Shape) -> None:
    width, theme, size, lang = shape
    make_campaign()
    term = make_term()
    make_session(term)
    deputy, office = make_deputy(), deputies_office()
    page = at(office, width, theme=theme, size=size, lang=lang)
    page.goto("/desk/congress/")
    read(page, "congress")
    form = page.locator("details:has(form[action$='/convene/'])")
    form.locator("summary").click()
    typed = {"number": "2", "opens_on": "2024-01-12", "closes_on": "2024-01-20"}
    for name, text in {**typed, "bills_until": "2024-01-13T18:00"}.items():
        form.locator(f"[name={name}]").fill(text)
    form.locator("button").click()
    page.wait_for_selector(".errors")
    read(page, "congress-refused")
    form.locator("[name=opens_on]").fill("2024-02-12")
    form.locator("[name=closes_on]").fill("2024-02-14")
    form.locator("[name=bills_until]").fill("2024-02-13T18:00")
    form.locator("button").click()
    page.wait_for_url("**/desk/congress/?term=*")
    assert Session.objects.count() == 2
    page.goto(f"/desk/congress/deputies/{deputy.pk}/")
    form = page.locator("details:has(form[action$='/end/'])")
    form.locator("summary").click()
    read(page, "deputy")
    form.locator("select").select_option("moved")
    form.locator("[name=on]").fill("2024-05-06")
    form.locator("button").click()
    page.wait_for_selector(".toast, .message")
    deputy.refresh_from_db()
    assert deputy.status == Status.TERMINATED
