"""The congress at the desk: seen by the offices, kept by the deputies' office alone."""

from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from qunce.common.errors import NotAllowed, Refused
from qunce.people import actions
from qunce.people.models import Deputy, Person, Role, Session, Status, Term
from qunce.record.models import Entry
from tests.factories import make_hat, make_jurisdiction, make_unit
from tests.factories.congress import deputies_office, make_deputy, make_session, make_term

pytestmark = pytest.mark.django_db
HOME = "/desk/congress/"
DAY = "2024-05-06T02:00:00Z"
DAYS = {"opens_on": "2025-01-07", "closes_on": "2025-01-10", "bills_until": "2025-01-08T18:00"}


@pytest.fixture(autouse=True)
def _day() -> Any:
    with time_machine.travel(DAY, tick=False):
        yield


def _client(person_id: int) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=person_id))
    return client


@pytest.fixture
def frank() -> Client:
    return _client(deputies_office().person_id)


def _words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def _do(client: Client, term: Term, act: str, **typed: Any) -> Any:
    return client.post(f"{HOME}terms/{term.pk}/do/{act}/", typed)


def test_the_page_says_how_the_congress_stands(frank: Client) -> None:
    session = make_session()
    make_deputy()
    page = _words(frank.get(HOME))
    for expected in ("示例市人民代表大会", "第9届", "2024-01-10", "2024-01-12 18:00", "dora"):
        assert expected in page
    assert f"sessions/{session.pk}/" not in page  # it is over; its days stay


def test_without_a_congress_it_is_said(frank: Client) -> None:
    assert frank.get(HOME).status_code == 404


def test_others_see_it_and_change_nothing(frank: Client) -> None:
    term, deputy = make_term(), make_deputy()
    unit = make_unit(code="S01", name="市委督查室")
    client = _client(make_hat("supervisor", Role.SUPERVISOR, unit).person_id)
    page = client.get(HOME)
    assert page.status_code == 200
    assert "<form" not in page.content.decode().split("<main")[1]
    assert client.get(f"{HOME}deputies/{deputy.pk}/").status_code == 200
    assert _do(client, term, "convene", number=1, **DAYS).status_code == 403
    ended = client.post(f"{HOME}deputies/{deputy.pk}/do/end/", {"reason": "moved"})
    assert ended.status_code == 403
    assert not Session.objects.exists()


def test_a_session_is_convened_and_recorded(frank: Client) -> None:
    term = make_term()
    assert _do(frank, term, "convene", number=2, **DAYS).status_code == 302
    session = Session.objects.get()
    assert (session.number, session.opens_on) == (2, date(2025, 1, 7))
    assert timezone.localtime(session.bills_until).hour == 18
    assert Entry.objects.filter(verb="session.convened", subject_id=session.pk).exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"opens_on": "2025-01-20"}, "早于开幕"),
        ({"opens_on": "2023-01-07"}, "任期之内"),
        ({"bills_until": "2025-01-20T18:00"}, "截止"),
        ({"bills_until": "2025-01-01T18:00"}, "截止"),
        ({"opens_on": "2024-01-14", "bills_until": "2024-01-15T18:00", "closes_on": "2024-01-16"},
         "另一次会议"),
        ({"number": 1}, "第 1 次会议"),
        ({"opens_on": "soon"}, "日期"),
        ({"bills_until": ""}, "请填写"),
        ({"number": "-3"}, "1"),
        ({"number": "9" * 30}, "99"),
    ],
)  # fmt: skip
def test_wrong_dates_are_refused_with_a_sentence_and_stay_typed(
    frank: Client, wrong: dict[str, Any], said: str
) -> None:
    make_session()
    sent = _do(frank, Term.objects.get(), "convene", **{"number": 2, **DAYS, **wrong})
    assert sent.status_code == 400
    errors = _words(sent).split('class="errors"')[1].split("</div>")[0]
    assert said in errors
    assert DAYS["closes_on"] in _words(sent) or "closes_on" in wrong
    assert Session.objects.count() == 1


def test_the_days_of_a_session_to_come_can_be_set_anew(frank: Client) -> None:
    term = make_term()
    _do(frank, term, "convene", number=2, **DAYS)
    url = f"{HOME}sessions/{Session.objects.get().pk}/"
    later = {"opens_on": "2025-01-14", "closes_on": "2025-01-17", "bills_until": "2025-01-15T12:00"}
    assert frank.post(url, later).status_code == 302
    assert Session.objects.get().opens_on == date(2025, 1, 14)
    entry = Entry.objects.get(verb="session.moved")
    assert entry.body["was"] == "2025-01-07"
    wrong = frank.post(url, {**later, "closes_on": "2025-01-01"})
    assert wrong.status_code == 400
    assert Session.objects.get().closes_on == date(2025, 1, 17)


def test_an_open_session_keeps_its_first_day_and_can_be_closed_today(frank: Client) -> None:
    make_term()
    _do(frank, Term.objects.get(), "convene", number=2, **DAYS)
    url = f"{HOME}sessions/{Session.objects.get().pk}/"
    with time_machine.travel("2025-01-08T02:00:00Z", tick=False):
        frank = _client(deputies_office().person_id)  # who was idle for months is asked again
        page = _words(frank.get(HOME))
        assert "正在举行" in page
        for wrong in ({"opens_on": "2025-01-08"}, {"closes_on": "2025-01-07"}):
            days = {**DAYS, "bills_until": "2025-01-07T12:00", **wrong}
            assert frank.post(url, days).status_code == 400
        closed = {**DAYS, "closes_on": "2025-01-08", "bills_until": "2025-01-08T12:00"}
        assert frank.post(url, closed).status_code == 302
    with time_machine.travel("2025-01-09T02:00:00Z", tick=False):
        frank = _client(deputies_office().person_id)
        assert frank.post(url, closed).status_code == 400
    assert Session.objects.get().closes_on == date(2025, 1, 8)


def test_only_the_deputies_office_of_this_congress_moves_a_session() -> None:
    session = make_session(opens_on=date(2025, 1, 7), closes_on=date(2025, 1, 10),
                           bills_until=timezone.make_aware(datetime(2025, 1, 8, 18)))  # fmt: skip
    there = make_unit(make_jurisdiction("980000", name="邻市"), code="R01", name="邻市代表工委")
    days = {"opens_on": date(2025, 1, 8), "closes_on": date(2025, 1, 10),
            "bills_until": session.bills_until}  # fmt: skip
    for hat in (
        make_hat("far", Role.DEPUTY_OFFICE, there),
        make_hat("secretary", Role.SECRETARIAT, make_unit(code="R02", name="秘书处")),
    ):
        with pytest.raises(NotAllowed):
            actions.move_session(session_id=session.pk, hat=hat, **days)
    with pytest.raises(Refused):
        actions.move_session(session_id=987_654, hat=deputies_office(), **days)


def test_a_term_begins_and_does_not_overlap(frank: Client) -> None:
    make_term()
    typed = {"number": 10, "begins_on": "2029-01-09", "ends_on": "2033-12-31"}
    assert frank.post(f"{HOME}terms/begin/", typed).status_code == 302
    again = frank.post(f"{HOME}terms/begin/", {**typed, "number": 11})
    assert again.status_code == 400
    assert "2029-01-09" in _words(again)
    assert Term.objects.count() == 2
    assert "第10届" in _words(frank.get(HOME, {"term": Term.objects.get(number=10).pk}))


def test_delegations_and_groups_are_formed_once(frank: Client) -> None:
    term = make_term()
    for _ in range(2):
        assert _do(frank, term, "delegation", name="东河代表团").status_code == 302
        assert _do(frank, term, "group", name="城建小组", kind="field").status_code == 302
    assert (term.delegations.count(), term.groups.count()) == (1, 1)
    assert _do(frank, term, "group", name="", kind="field").status_code == 400
    assert _do(frank, term, "group", name="x", kind="party").status_code == 400


def test_a_deputy_is_seated_with_delegation_and_groups(frank: Client) -> None:
    term = make_term()
    _do(frank, term, "delegation", name="东河代表团")
    _do(frank, term, "group", name="城建小组", kind="field")
    typed = {"name": "李代表", "account": "li", "since_on": "2024-05-06", "certificate": "090001",
             "delegation": term.delegations.get().pk, "groups": [term.groups.get().pk]}  # fmt: skip
    assert _do(frank, term, "seat", **typed).status_code == 302
    seated = Deputy.objects.get()
    assert (seated.person.name, seated.delegation, seated.certificate) == (
        "李代表", term.delegations.get(), "090001",
    )  # fmt: skip
    assert not seated.person.has_usable_password() or seated.person.password == "!"
    again = _do(frank, term, "seat", **typed)
    assert again.status_code == 400
    other = _do(frank, term, "seat", **{**typed, "name": "王代表"})
    assert other.status_code == 400
    assert "李代表" in _words(other)
    early = _do(frank, term, "seat", **{**typed, "account": "wang", "since_on": "2020-01-01"})
    assert early.status_code == 400
    assert not Person.objects.filter(username="wang").exists()
    assert Deputy.objects.count() == 1


def test_a_seat_ends_with_one_of_the_laws_reasons(frank: Client) -> None:
    deputy = make_deputy()
    url = f"{HOME}deputies/{deputy.pk}/do/end/"
    for wrong in ({"reason": "", "on": "2024-05-06"}, {"reason": "lazy", "on": "2024-05-06"},
                  {"reason": "moved", "on": "2030-05-06"}, {"reason": "moved"}):  # fmt: skip
        assert frank.post(url, wrong).status_code == 400
    deputy.refresh_from_db()
    assert deputy.status == Status.ACTIVE
    assert frank.post(url, {"reason": "moved", "on": "2024-05-06"}).status_code == 302
    deputy.refresh_from_db()
    assert (deputy.status, deputy.reason) == (Status.TERMINATED, "moved")
    again = frank.post(url, {"reason": "resigned", "on": "2024-06-01"})
    assert again.status_code == 400
    assert "2024-06-01" in _words(again)
    page = _words(frank.get(f"{HOME}deputies/{deputy.pk}/"))
    assert "do/end/" not in page


def test_a_deputy_is_suspended_and_restored(frank: Client) -> None:
    deputy = make_deputy()
    url = f"{HOME}deputies/{deputy.pk}/do/"
    assert frank.post(f"{url}suspend/", {"on": "2024-05-06"}).status_code == 302
    assert frank.post(f"{url}restore/", {"on": "2024-04-06"}).status_code == 400
    assert frank.post(f"{url}restore/", {"on": "2024-05-20"}).status_code == 302
    assert frank.post(f"{url}dismiss/", {"on": "2024-05-20"}).status_code == 404
    deputy.refresh_from_db()
    assert deputy.status == Status.ACTIVE


def test_the_office_of_another_place_finds_no_congress_and_no_deputy(frank: Client) -> None:
    term, deputy = make_term(), make_deputy()
    there = make_unit(make_jurisdiction("980000", name="邻市"), code="R01", name="邻市代表工委")
    client = _client(make_hat("far", Role.DEPUTY_OFFICE, there).person_id)
    for url in (HOME, f"{HOME}deputies/{deputy.pk}/"):
        assert client.get(url).status_code == 404
    assert _do(client, term, "convene", number=1, **DAYS).status_code == 404
    assert client.post(f"{HOME}deputies/{deputy.pk}/do/end/", {}).status_code == 404


def test_the_page_asks_as_often_for_three_as_for_one(frank: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert frank.get(HOME).status_code == 200
        return len(found)

    make_session()
    make_deputy("dora")
    asked()
    first = asked()
    for name in ("eve", "fay"):
        make_deputy(name)
    assert asked() == first
