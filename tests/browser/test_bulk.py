"""Many matters at once in a real browser: ticked, looked at, confirmed, called back."""

from typing import Any

import pytest

from qunce.matters.models import Held
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
def test_three_are_assigned_at_once_and_called_back(
    cast: Cast, at: At, read: Read, shape: Shape
) -> None:
    width, theme, size, lang = shape
    for _ in range(3):
        make_suggestion(cast, "assigning")
    office = at(cast.deputy_office, width, theme=theme, size=size, lang=lang)
    office.goto("/desk/matters/several/assign/")
    office.check(".all input")
    office.select_option("#id_unit", str(cast.unit))
    read(office, "several")
    office.click("form .btn-primary")
    office.wait_for_selector(".equation")
    read(office, "confirm")
    office.click(".decide .btn-primary")
    office.wait_for_selector("#holding")
    read(office, "holding")
    assert len(Held.objects.get().matters) == 3
    office.goto("/desk/matters/")
    read(office, "matters-holding")
    office.click(".message form button")
    office.wait_for_selector("#holding")
    assert Held.objects.get().called_back_at


def test_it_can_be_called_back_without_scripts(cast: Cast, at: At, read: Read) -> None:
    matter = make_suggestion(cast, "handling")
    office = at(cast.government, 390, java_script_enabled=False)
    office.goto("/desk/matters/several/urge/")
    office.check(f"input[value='{matter.pk}']")
    office.fill("#id_words", "请于本周内与代表见面沟通。")
    office.click("form .btn-primary")
    office.click(".decide .btn-primary")
    assert "秒后生效" in office.inner_text("main")
    office.click("#holding .btn-primary")
    assert "已撤回" in office.inner_text("main")
    assert Held.objects.get().called_back_at


def test_a_reminder_is_read_by_who_holds_the_matter(cast: Cast, at: At, read: Read) -> None:
    matter = make_suggestion(cast, "handling")
    office = at(cast.government, 1280)
    office.goto(f"/desk/matters/{matter.pk}/")
    office.click("summary:has-text('催办')")
    office.fill("#id_urge", "请于本周内与代表见面沟通。")
    read(office, "urge")
    office.click("form:has(#id_urge) button")
    office.wait_for_selector("text=已办理并记录在案")
    handler = at(cast.handler)
    handler.goto("/desk/inbox/")
    assert "请于本周内与代表见面沟通。" in handler.inner_text(".urged")
    read(handler, "inbox-urged")
