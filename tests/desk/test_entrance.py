from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from qunce.common import now
from qunce.people.models import Person
from tests.desk.people import alice, signed_in
from tests.factories import make_clerk

pytestmark = pytest.mark.django_db
RIGHT = "open sesame 2026"


def enter(client: Client, account: str = "alice", password: str = RIGHT, **more: str) -> int:
    return client.post("/enter/", {"account": account, "password": password, **more}).status_code


def test_the_right_password_leads_to_the_desk() -> None:
    make_clerk("alice")
    answer = Client().post("/enter/", {"account": "alice", "password": RIGHT})
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")


@pytest.mark.parametrize(
    ("asked", "led"),
    [("/desk/queue/", "/desk/queue/"), ("https://evil.example/", "/desk/"), ("//evil", "/desk/")],
)
def test_after_signing_in_one_stays_on_this_site(asked: str, led: str) -> None:
    make_clerk("alice")
    answer = Client().post("/enter/", {"account": "alice", "password": RIGHT, "next": asked})
    assert answer["Location"] == led


def test_the_last_time_is_shown() -> None:
    make_clerk("alice", last_login=now() - timedelta(days=3))
    answer = Client().post("/enter/", {"account": "alice", "password": RIGHT}, follow=True)
    notes = [str(m) for m in answer.context["messages"]]
    assert len(notes) == 1
    assert f"{now() - timedelta(days=3):%Y-%m-}" in notes[0]


def test_unknown_account_and_wrong_password_are_told_alike() -> None:
    make_clerk("alice")
    said = [
        Client().post("/enter/", {"account": name, "password": "wrong"}).context["form"].errors
        for name in ("alice", "nobody")
    ]
    assert said[0] == said[1]


def test_after_five_failures_even_the_right_password_waits_30_minutes() -> None:
    make_clerk("alice")
    client = Client()
    assert [enter(client, password="wrong") for _try in range(5)] == [400, 400, 400, 400, 429]
    assert enter(client) == 429
    with time_machine.travel(now() + timedelta(minutes=29)):
        assert enter(client) == 429
    with time_machine.travel(now() + timedelta(minutes=31)):
        assert enter(client) == 302


def test_another_address_is_not_locked_out() -> None:
    make_clerk("alice")
    for _try in range(6):
        enter(Client(REMOTE_ADDR="192.0.2.1"), password="wrong")
    assert enter(Client(REMOTE_ADDR="192.0.2.2")) == 302


def test_success_forgets_the_failures_before_it() -> None:
    make_clerk("alice")
    client = Client()
    for _try in range(4):
        enter(client, password="wrong")
    assert enter(client) == 302
    assert enter(Client(), password="wrong") == 400


def test_leaving_needs_a_button_and_ends_the_session() -> None:
    client = alice()
    assert client.get("/leave/").status_code == 405
    client.post("/leave/")
    assert client.get("/desk/").status_code == 302


def test_half_an_hour_of_silence_and_a_closed_account_end_the_session() -> None:
    person = make_clerk("alice")
    client, other = signed_in(person), signed_in(person)
    assert client.get("/desk/").status_code == other.get("/desk/").status_code == 200
    with time_machine.travel(now() + timedelta(minutes=31)):
        assert client.get("/desk/")["Location"].startswith("/enter/")
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert other.get("/desk/")["Location"].startswith("/enter/")


def test_an_account_without_a_post_is_told_so() -> None:
    person = make_clerk("alice")
    person.posts.update(until_on="2021-01-01")
    client = Client()
    client.force_login(person)
    assert client.get("/desk/").status_code == 403


def test_a_fragment_never_brings_the_entrance_into_a_page() -> None:
    answer = Client().get("/desk/imports/1/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Refresh"]) == (204, "true")
