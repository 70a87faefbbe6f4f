"""The review of openness in a real browser, and what everybody reads of it afterwards."""

from typing import Any

import pytest

from qunce.matters.models import Publication
from qunce.matters.queries.public import tallies
from tests.browser.conftest import PageAt, Read, Shape, in_every_shape
from tests.browser.entering import At, entering
from tests.factories import make_campaign
from tests.factories.matters import Cast, answer_part, make_answer, make_cast, make_suggestion

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> Cast:
    make_campaign()
    return make_cast()


@pytest.fixture
def at(page_at: PageAt, live_server: Any) -> At:
    return entering(page_at, live_server)


def _answered(cast: Cast, text: str = "") -> Publication:
    matter = make_suggestion(cast, "handling")
    answer_part(matter, cast.handler, cast.head, make_answer(text=text))
    return Publication.objects.get(matter=matter)


@in_every_shape
def test_an_answer_is_opened_with_omissions(
    cast: Cast, at: At, page_at: PageAt, read: Read, shape: Shape
) -> None:
    width, theme, size, lang = shape
    tallies.forget()  # type: ignore[attr-defined]
    row = _answered(cast, "请致电张工13812345678商量。经研究，现答复如下：已补建充电桩。")
    _answered(cast)
    office = at(cast.deputy_office, width, theme=theme, size=size, lang=lang)
    office.goto("/desk/reviews/")
    read(office, "reviews")
    office.goto(f"/desk/reviews/{row.pk}/")
    form = office.locator("details.offer:has(form[action$='/redact/'])")
    form.locator("summary").click()
    read(office, "review")
    form.locator("select").select_option("PRIVACY")
    form.locator("form button").click()
    office.wait_for_url("**/desk/reviews/")
    assert Publication.objects.get(pk=row.pk).step == "redacted"
    square = page_at(width, theme=theme, size=size, lang=lang, path="/done/")
    said = square.inner_text("main")
    assert "████" in said
    assert "13812345678" not in said
    read(square, "done-redacted")
