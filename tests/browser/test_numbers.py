"""The numbers of suggestions in a real browser, and the matters behind one of them."""

from typing import Any

import pytest

from qunce.matters.queries.numbers import forget
from tests.browser.conftest import PageAt, Read, Shape, in_every_shape
from tests.browser.entering import At, entering
from tests.factories import make_campaign
from tests.factories.matters import Cast, make_cast, make_suggestion

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> Cast:
    make_campaign()
    return make_cast()


@pytest.fixture
def at(page_at: PageAt, live_server: Any) -> At:
    return entering(page_at, live_server)


@in_every_shape
def test_a_number_leads_to_the_matters_behind_it(
    cast: Cast, at: At, read: Read, shape: Shape
) -> None:
    width, theme, size, lang = shape
    forget()
    make_suggestion(cast, "feedback")
    make_suggestion(cast, "handling")
    office = at(cast.government, width, theme=theme, size=size, lang=lang)
    office.goto("/desk/numbers/")
    read(office, "numbers")
    office.click("a[href*='figure=answered']")
    office.wait_for_selector(".rows.dense a.title")
    assert office.locator(".rows.dense a.title").count() == 1
    read(office, "numbers-rows")
