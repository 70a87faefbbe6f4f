"""A bulletin in a real browser: drafted, edited, signed, issued, read by everybody."""

from typing import Any

import pytest

from qunce.briefs.models import Brief
from tests.browser.conftest import PageAt, Read, Shape, in_every_shape
from tests.browser.entering import At, entering
from tests.factories import make_campaign, make_hat
from tests.factories.briefs import WORDS, say_before

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def at(page_at: PageAt, live_server: Any) -> At:
    return entering(page_at, live_server)


@in_every_shape
def test_from_a_period_to_what_everybody_reads(at: At, read: Read, shape: Shape) -> None:
    width, theme, size, lang = shape
    (voice,) = say_before(make_campaign(), WORDS)
    page = at(make_hat(), width, theme=theme, size=size, lang=lang)
    page.goto("/desk/briefs/")
    read(page, "briefs")
    page.locator("[name=secrecy]").select_option("public")
    page.locator("form[action$='/draft/'] button").click()
    page.wait_for_selector("[name=title]")
    page.locator("[name=title]").last.fill("群众的话")
    page.locator("[name=text]").last.fill(f"有人说：{{voice:{voice.pk}}}")
    page.locator("form[action$='/edit/'] button").click()
    page.wait_for_selector(f"article a[href='/v/{voice.pk}/']")
    read(page, "brief-draft")
    page.locator("form[action$='/hand-in/'] button").click()
    assert not page.locator("form[action$='/sign/']").count()
    read(page, "brief-own")
    here = page.url
    page = at(make_hat("head"), width, theme=theme, size=size, lang=lang)
    page.goto(here)
    sign = page.locator("form[action$='/sign/']")
    sign.locator("[name=signed_by]").fill("李主任")
    read(page, "brief-review")
    sign.locator("button").click()
    page.locator("form[action$='/issue/'] button").click()
    page.locator("a[href^='/briefs/']").first.click()
    page.wait_for_url("**/briefs/*/")
    read(page, "bulletin")
    assert WORDS in page.locator("main").inner_text()
    assert Brief.objects.get().number == 1
