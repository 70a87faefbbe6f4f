"""Somebody of the cast at a page in a real browser."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from playwright.sync_api import Page

from qunce.people.models import Person
from qunce.people.rules import Hat
from tests.browser.conftest import PageAt

At = Callable[..., Page]


def entering(page_at: PageAt, live_server: Any) -> At:
    """`at(hat, 390)`: a page of somebody who has entered."""

    def enter(hat: Hat, width: int = 390, **options: Any) -> Page:
        client, page = Client(), page_at(width, **options)
        client.force_login(Person.objects.get(pk=hat.person_id))
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return page

    return enter
