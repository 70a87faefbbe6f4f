"""Alice works in the campaign office, Bob in a unit, Charlie is a stranger from another place."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from qunce.people.models import Role
from tests.desk.conftest import forget_counts
from tests.factories import make_clerk, make_jurisdiction, make_unit


def alice() -> Client:
    return signed_in(make_clerk("alice"))


def bob(**fields: Any) -> Client:
    """A unit's handler; `area` gives the unit an area."""
    unit = make_unit(code="B01", name="示例市公路事务中心", **fields)
    return signed_in(make_clerk("bob", Role.UNIT, unit))


def dora(**fields: Any) -> Client:
    unit = make_unit(code="D01", name="示例市人大代表组", **fields)
    return signed_in(make_clerk("dora", Role.DEPUTY, unit))


def charlie() -> Client:
    """The office of another jurisdiction."""
    unit = make_unit(make_jurisdiction("980000", name="邻市"), code="C01", name="邻市活动办公室")
    return signed_in(make_clerk("charlie", Role.OFFICE, unit))


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def queries_of(client: Client, url: str) -> int:
    """How often one request asks the database, with nothing remembered."""
    forget_counts()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)
