"""Matters in a real browser: on a telephone and on a desk, light and dark."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from qunce.common.clock import today
from qunce.matters import actions
from qunce.matters.actions import Given, NewContact
from qunce.people.models import Person
from qunce.people.rules import Hat
from tests.browser.conftest import PageAt, Read, Shape, in_every_shape
from tests.factories import make_campaign
from tests.factories.matters import (
    Cast,
    answer_part,
    make_answer,
    make_cast,
    make_suggestion,
    part_of,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> Cast:
    make_campaign()
    return make_cast()


@pytest.fixture
def at(page_at: PageAt, live_server: Any) -> Callable[..., Page]:
    """`at(hat, 390)`: a page of somebody who has entered."""

    def enter(hat: Hat, width: int = 390, **options: Any) -> Page:
        client, page = Client(), page_at(width, **options)
        client.force_login(Person.objects.get(pk=hat.person_id))
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return page

    return enter


def _drafted(cast: Cast) -> int:
    matter = make_suggestion(cast, "handling")
    part = part_of(matter, cast.handler)
    for act, given in (
        ("receive", Given()),
        ("contact", Given(contact=NewContact("phone", today(), "说明了选址的难处"))),
        ("draft", Given(answer=make_answer(promised=True, text="我局将尽快补建充电桩。"))),
    ):
        actions.act_on_assignment(assignment_id=part.pk, act=act, hat=cast.handler, given=given)
    return matter.pk


@in_every_shape
def test_matters_are_read_by_everybody(cast: Cast, at: Any, read: Read, shape: Shape) -> None:
    width, theme, size, lang = shape
    look = {"theme": theme, "size": size, "lang": lang}
    drafted = _drafted(cast)
    make_suggestion(cast, "assigning")
    answered = make_suggestion(cast, "handling", ())
    answer_part(answered, cast.handler, cast.head, make_answer(promised=True))
    head = at(cast.head, width, **look)
    head.goto(f"/desk/matters/{drafted}/")
    read(head, "matter-signing")
    head.goto("/desk/inbox/")
    read(head, "inbox")
    office = at(cast.deputy_office, width, **look)
    office.goto("/desk/matters/")
    read(office, "matters")
    office.goto(f"/desk/matters/{drafted + 1}/")
    office.click("summary:has-text('交办'), summary:has-text('Assign')")
    read(office, "matter-assigning")
    deputy = at(cast.deputy, width, **look)
    deputy.goto(f"/desk/matters/{answered.pk}/")
    read(deputy, "matter-answered")
    deputy.goto("/desk/matters/new/")
    read(deputy, "suggestion")
