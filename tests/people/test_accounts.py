"""An account is opened with a password told once, and its owner chooses another before all else."""

import re
from typing import Any

import pytest
from django.test import Client

from qunce.campaigns import actions as campaigns
from qunce.common.clock import today
from qunce.common.errors import NotAllowed, Problem, Refused
from qunce.people import actions
from qunce.people.models import Person, Role
from qunce.people.queries import hats_of
from qunce.record.models import Entry
from tests.desk.people import alice, signed_in
from tests.factories import make_clerk, make_hat, make_jurisdiction, make_unit
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
    first = client.get("/desk/account/").text
    assert first.count("第一次登录") == 1
    assert first.count("btn-primary") == 1
    assert first.count("csrfmiddlewaretoken") == first.count('method="post"')
    assert first.index("新密码") < first.index("退出登录</button>")
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


def test_a_forgotten_password_is_replaced_by_one_that_is_told_once() -> None:
    office = alice()
    first = told(office.post("/desk/accounts/", NEW))
    person = Person.objects.get(username="li.ming")
    inside = signed_in(actions.choose_password(person=person, password="yun-shan-2026"))
    assert inside.get("/desk/").status_code == 200
    second = told(office.post("/desk/accounts/", {"act": "renew", "person": person.pk}))
    assert second != first
    assert inside.get("/desk/").status_code == 302
    for old in (first, "yun-shan-2026"):
        typed = {"account": "li.ming", "password": old}
        assert Client().post("/enter/", typed).status_code != 302
    client = Client()
    typed = {"account": "li.ming", "password": second}
    assert client.post("/enter/", typed).status_code == 302
    assert client.get("/desk/")["Location"] == "/desk/account/"
    entry = Entry.objects.get(verb="person.password_renewed")
    assert (entry.subject_id, second in str(entry.body)) == (person.pk, False)


def test_a_closed_account_opens_nothing_and_its_sessions_end() -> None:
    office = alice()
    told(office.post("/desk/accounts/", NEW))
    person = Person.objects.get(username="li.ming")
    inside = signed_in(actions.choose_password(person=person, password="yun-shan-2026"))
    close = {"act": "close", "person": person.pk}
    assert office.post("/desk/accounts/", close).status_code == 302
    assert inside.get("/desk/").status_code == 302
    typed = {"account": "li.ming", "password": "yun-shan-2026"}
    assert Client().post("/enter/", typed).status_code != 302
    assert hats_of(person) == []
    assert office.post("/desk/accounts/", close).status_code == 400
    assert Entry.objects.filter(verb="person.account_closed").count() == 1
    assert '">li.ming</span>' not in office.get("/desk/accounts/").content.decode()


@pytest.mark.parametrize("act", ["renew_password", "close_account"])
def test_only_accounts_that_the_office_gives_are_kept_by_it(act: str) -> None:
    made = make_supervision()
    do = getattr(actions, act)
    office, group = made.office, made.supervisor
    unit = make_hat("unit", Role.UNIT, make_unit(code="U7"))
    both = make_hat("both", Role.UNIT_HEAD, make_unit(code="U8"))
    person = Person.objects.get(pk=both.person_id)
    actions.give_post(person=person, unit=made.group.unit, role=Role.SUPERVISOR, since_on=today())
    for whose in (unit, both):
        with pytest.raises(NotAllowed):
            do(person_id=whose.person_id, hat=office)
    member, _password = campaigns.invite_member(group_id=made.group.pk, hat=office, **NEW)
    for hat in (unit, group):
        with pytest.raises(NotAllowed):
            do(person_id=member.pk, hat=hat)
    away = make_unit(make_jurisdiction("980000", name="邻市"), code="X1")
    with pytest.raises(NotAllowed):
        do(person_id=member.pk, hat=make_hat("away", Role.OFFICE, away))
    for nobody in (office.person_id, 987_654):
        with pytest.raises(Refused):
            do(person_id=nobody, hat=office)
    do(person_id=member.pk, hat=office)
