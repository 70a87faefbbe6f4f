"""People of the cast at their desks."""

from typing import Any

from django.test import Client

from qunce.matters.models import Assignment, Matter
from qunce.people.models import Person
from qunce.people.rules import Hat


def at_desk(hat: Hat) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=hat.person_id))
    return client


def page_of(matter: Matter) -> str:
    return f"/desk/matters/{matter.pk}/"


def do(client: Client, row: Matter | Assignment, act: str, **typed: Any) -> Any:
    where = f"parts/{row.pk}" if isinstance(row, Assignment) else str(row.pk)
    return client.post(f"/desk/matters/{where}/do/{act}/", typed)


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())
