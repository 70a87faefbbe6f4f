"""An account is opened with a password told once, and its owner chooses another before all else."""

import re
from typing import Any

import pytest
from django.test import Client

from qunce.campaigns import actions as campaigns
from qunce.common.errors import NotAllowed, Problem, Refused
from qunce.people import actions
from qunce.people.models import Person, Role
from qunce.people.queries import hats_of
from qunce.record.models import Entry
from tests.desk.people import alice, signed_in
from tests.factories import make_clerk, make_hat, make_unit
from tests.factories.supervision import make_supervision

pytestmark = pytest.mark.django_db
NEW = {"name": "李明", "username": "li.ming"}


def told(page: Any) -> str:
    """The password as it stands on the answer."""
    found = re.search(r'<p class="receipt">([a-z0-9-]{19})</p>', page.content.decode())
    assert found
    return found[1]


def test_a_colleague_enters_once_with_the_password_that_was_told_and_chooses_another() -> None:
    office = alice()
    password = told(office.post("/desk/accounts/", NEW))
    assert password not in office.get("/desk/accounts/").content.decode()
    client = Client()
    entered = client.post("/enter/", {"account": "li.ming", "password": password})
    assert entered.status_code == 302
    for address in ("/desk/", "/desk/briefs/", "/desk/voices/"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (302, "/desk/account/")
    assert "第一次登录" in client.get("/desk/account/").content.decode()
    own = "yun-shan-cang-cang-2026"
    typed = {"old_password": password, "new_password1": own, "new_password2": own}
    assert client.post("/desk/account/", {**typed, "new_password2": "x"}).status_code == 400
    assert client.get("/desk/").status_code == 302
    assert client.post("/desk/account/", typed).status_code == 302
    assert client.get("/desk/").status_code == 200
    again = Client().post("/enter/", {"account": "li.ming", "password": password})
    assert again.status_code != 302
    person = Person.objects.get(username="li.ming")
    assert [hat.role for hat in hats_of(person)] == [Role.OFFICE]
    assert "li.ming" in office.get("/desk/accounts/").content.decode()


@pytest.mark.parametrize(
    "wrong",
    [{"username": "ab"}, {"username": "李明"}, {"username": "a b c"}, {"username": "alice"},
     {"name": ""}, {"name": "字" * 61}, {"username": "x" * 41}],
)  # fmt: skip
def test_what_is_typed_wrong_opens_nothing(wrong: dict[str, str]) -> None:
    office, before = alice(), Person.objects.count()
    assert office.post("/desk/accounts/", {**NEW, **wrong}).status_code == 400
    assert Person.objects.count() == before
    with pytest.raises(Problem):
        actions.invite_colleague(hat=make_hat("office"), **{**NEW, **wrong})


@pytest.mark.parametrize("role", [r for r in Role if r != Role.OFFICE])
def test_nobody_but_the_office_opens_accounts(role: Role) -> None:
    hat, entries = make_hat("other", role, make_unit(code="U5")), Entry.objects.count()
    with pytest.raises(NotAllowed):
        actions.invite_colleague(hat=hat, **NEW)
    with pytest.raises(NotAllowed):
        actions.invite(hat=hat, **NEW)
    assert Entry.objects.count() == entries


def test_a_member_of_a_group_gets_an_account_on_the_groups_page() -> None:
    made = make_supervision()
    here = f"/desk/supervision/groups/{made.group.pk}/"
    office = signed_in(make_clerk("clerk", Role.OFFICE, make_unit(code="A02", name="活动办")))
    page = office.post(here, {"act": "invite", **NEW})
    assert page.status_code == 200
    assert told(page)
    person = Person.objects.get(username="li.ming")
    assert [(hat.role, hat.unit_id) for hat in hats_of(person)] == [
        (Role.SUPERVISOR, made.group.unit_id)
    ]
    assert office.post(here, {"act": "invite", **NEW}).status_code == 400
    unit = signed_in(make_clerk("unit", Role.UNIT, make_unit(code="U6")))
    assert unit.post(here, {"act": "invite", **NEW}).status_code == 403


def test_a_group_member_cannot_invite_another() -> None:
    made = make_supervision()
    with pytest.raises(NotAllowed):
        campaigns.invite_member(group_id=made.group.pk, hat=made.supervisor, **NEW)
    with pytest.raises(Refused):
        campaigns.invite_member(group_id=987_654, hat=made.office, **NEW)
    assert not Person.objects.filter(username="li.ming").exists()
