"""The public page of the deputies."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from qunce.people import actions
from qunce.people.actions import NewDelegation, NewGroup
from tests.factories.congress import deputies_office, make_deputy, make_term

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 6)


@pytest.fixture(autouse=True)
def _in_the_term() -> Any:
    with time_machine.travel(TODAY, tick=False):
        yield


def page(client: Client) -> str:
    answer = client.get("/deputies/", follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_names_stand_by_delegation_with_their_groups(client: Client) -> None:
    term, frank = make_term(), deputies_office()
    places = actions.form_delegations(
        term_id=term.pk, delegations=[NewDelegation("东河代表团")], hat=frank
    )
    groups = actions.form_groups(
        term_id=term.pk, groups=[NewGroup("教育代表小组", "field")], hat=frank
    )
    make_deputy(
        "纪素筠",
        term,
        delegation=places["东河代表团"],
        groups=[groups["教育代表小组"]],
        certificate="090001",
    )
    html = page(client)
    order = [html.index(word) for word in ("东河代表团", "纪素筠", "教育代表小组")]
    assert order == sorted(order)
    assert "090001" not in html


def test_who_is_suspended_or_gone_is_not_listed(client: Client) -> None:
    frank, kept, left, away = deputies_office(), *map(make_deputy, ("留任者", "离任者", "暂停者"))
    actions.end_seat(deputy_id=left.pk, reason="moved", on=date(2025, 3, 1), hat=frank)
    actions.suspend(deputy_id=away.pk, on=date(2025, 3, 1), hat=frank)
    html = page(client)
    assert [name in html for name in ("留任者", "离任者", "暂停者")] == [True, False, False]
    assert kept.pk


def test_without_a_congress_or_outside_its_term_the_page_says_so(client: Client) -> None:
    assert client.get("/deputies/").status_code == 404
    assert "/deputies/" not in client.get("/about/").content.decode()
    congress = make_term().congress
    assert f"/deputies/{congress.pk}/" in client.get("/about/").content.decode()
    assert "Nobody is seated yet" in page(client)
    with time_machine.travel(date(2030, 1, 1)):
        assert client.get(f"/deputies/{congress.pk}/").status_code == 404


def test_as_many_queries_for_thirty_deputies_as_for_one(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    congress = make_deputy("一", make_term()).term.congress
    for n in range(30):
        make_deputy(f"d{n}")
    with django_assert_max_num_queries(4):
        client.get(f"/deputies/{congress.pk}/")
