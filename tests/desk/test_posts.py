"""Somebody with several posts acts as one of them at a time, and says which."""

from datetime import date

import pytest
from django.test import Client

from qunce.people.models import Person, Post, Role
from tests.desk.people import signed_in
from tests.factories import make_clerk, make_unit

pytestmark = pytest.mark.django_db


def give(person: Person, role: Role, code: str, **fields: object) -> Post:
    unit = make_unit(code=code, name=f"示例市{code}")
    fields = {"since_on": date(2021, 1, 1), **fields}
    return Post.objects.create(person=person, unit=unit, role=role, **fields)


@pytest.fixture
def alice() -> Person:
    """In the campaign's office first, later also in supervision."""
    person = make_clerk("alice")
    give(person, Role.SUPERVISOR, "S01")
    return person


def worn(client: Client) -> str:
    return str(client.get("/desk/").context["hat"].role)


def test_the_oldest_post_counts_until_another_is_chosen(alice: Person) -> None:
    client, supervisor = signed_in(alice), alice.posts.get(role=Role.SUPERVISOR)
    assert worn(client) == Role.OFFICE
    answer = client.post("/desk/post/", {"post": supervisor.pk})
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")
    assert worn(client) == Role.SUPERVISOR
    assert client.get("/desk/queue/").status_code == 403


def test_the_choice_ends_with_the_session(alice: Person) -> None:
    client = signed_in(alice)
    client.post("/desk/post/", {"post": alice.posts.get(role=Role.SUPERVISOR).pk})
    client.post("/leave/")
    client.force_login(alice)
    assert worn(client) == Role.OFFICE


def test_a_post_that_ended_is_neither_worn_nor_offered(alice: Person) -> None:
    client = signed_in(alice)
    client.post("/desk/post/", {"post": alice.posts.get(role=Role.SUPERVISOR).pk})
    alice.posts.filter(role=Role.SUPERVISOR).update(until_on=date(2022, 1, 1))
    assert worn(client) == Role.OFFICE
    assert len(client.get("/desk/").context["account"]["choices"]) == 1


@pytest.mark.parametrize("sent", ["", "x", "0", "9" * 30])
def test_what_is_no_post_of_mine_is_refused(alice: Person, sent: str) -> None:
    assert signed_in(alice).post("/desk/post/", {"post": sent}).status_code == 403


def test_the_post_of_somebody_else_is_refused(alice: Person) -> None:
    bob = make_clerk("bob", Role.UNIT, make_unit(code="B01"))
    assert signed_in(alice).post("/desk/post/", {"post": bob.posts.get().pk}).status_code == 403


def test_who_has_one_post_is_offered_no_other() -> None:
    page = signed_in(make_clerk("bob", Role.UNIT, make_unit(code="B01"))).get("/desk/")
    assert b"/desk/post/" not in page.content
