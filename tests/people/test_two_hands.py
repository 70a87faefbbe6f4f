"""Two hands on the congress, its seats and its posts at the same moment, every act of the room."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from qunce.people import actions
from qunce.people.actions import NewDelegation, NewGroup, NewUnit
from qunce.people.models import (
    Congress,
    EndReason,
    GroupKind,
    Person,
    Post,
    Role,
    Session,
    Status,
    Tier,
    Unit,
    UnitKind,
)
from tests.at_once import WON, at_once, one_wins, said, written
from tests.factories import make_hat, make_jurisdiction, make_unit
from tests.factories.congress import (
    deputies_office,
    make_congress,
    make_deputy,
    make_session,
    make_term,
)

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2025, 1, 1)


def at(*parts: int) -> datetime:
    return timezone.make_aware(datetime(*parts))  # type: ignore[arg-type]


def test_a_congress_is_founded_by_one_and_found_by_the_other() -> None:
    office = make_unit(code="R01", kind=UnitKind.CONGRESS)

    def found() -> Congress:
        return actions.found_congress(office=office, name="示例市人大", tier=Tier.CITY)

    assert said(found, found) == [WON, WON]
    assert (Congress.objects.count(), written("congress.founded")) == (1, 1)


def test_a_term_is_begun_once() -> None:
    congress, hat = make_congress(), deputies_office()

    def begin() -> Any:
        return actions.begin_term(
            congress_id=congress.pk, number=9, begins_on=DAY, ends_on=date(2029, 1, 1), hat=hat
        )

    one_wins(begin, begin)
    assert written("term.begun") == 1


def test_a_session_is_convened_once() -> None:
    term = make_term()
    one_wins(lambda: make_session(term), lambda: make_session(term))
    assert written("session.convened") == 1


def _move(session: Session, day: int, seen: str, hat: Any) -> Callable[[], Any]:
    return lambda: actions.move_session(
        session_id=session.pk,
        opens_on=date(2027, 3, day),
        closes_on=date(2027, 3, day + 3),
        bills_until=at(2027, 3, day, 18),
        seen=seen,
        hat=hat,
    )


def _ahead() -> Session:
    return make_session(
        opens_on=date(2027, 2, 1), closes_on=date(2027, 2, 3), bills_until=at(2027, 2, 2, 18)
    )


def test_of_two_who_move_a_session_elsewhere_the_second_is_told_what_changed() -> None:
    session, hat = _ahead(), deputies_office()
    one_wins(_move(session, 5, session.days, hat), _move(session, 15, session.days, hat))
    session.refresh_from_db()
    assert session.opens_on.day in {5, 15}
    assert written("session.moved") == 1


def test_a_second_click_moves_no_session_again() -> None:
    session, hat = _ahead(), deputies_office()
    one_wins(_move(session, 5, "", hat), _move(session, 5, "", hat))
    assert written("session.moved") == 1


def test_a_delegation_and_a_group_are_formed_once() -> None:
    term, hat = make_term(), deputies_office()

    def delegation() -> Any:
        new = [NewDelegation("东河代表团")]
        return actions.form_delegations(term_id=term.pk, delegations=new, hat=hat)

    def group() -> Any:
        new = [NewGroup("教育代表小组", GroupKind.FIELD)]
        return actions.form_groups(term_id=term.pk, groups=new, hat=hat)

    assert said(delegation, delegation) == [WON, WON]
    assert said(group, group) == [WON, WON]
    assert (written("delegation.formed"), written("group.formed")) == (1, 1)


def test_a_seat_is_suspended_restored_and_ended_once() -> None:
    dora, hat = make_deputy(), deputies_office()

    def suspend() -> Any:
        return actions.suspend(deputy_id=dora.pk, on=DAY, hat=hat)

    def restore() -> Any:
        return actions.restore(deputy_id=dora.pk, on=date(2025, 6, 1), hat=hat)

    def end() -> Any:
        reason = EndReason.values[0]
        return actions.end_seat(deputy_id=dora.pk, reason=reason, on=date(2026, 1, 1), hat=hat)

    for act, verb in (
        (suspend, "deputy.suspended"), (restore, "deputy.restored"), (end, "deputy.ended"),
    ):  # fmt: skip
        one_wins(act, act)
        assert written(verb) == 1


def test_a_seat_that_is_restored_while_it_ends_is_ended_whoever_comes_first() -> None:
    """Restoring gives another post; the second hand must find the seat with the new one."""
    hat = deputies_office()
    for n in range(5):
        dora = make_deputy(f"dora-{n}")
        actions.suspend(deputy_id=dora.pk, on=DAY, hat=hat)
        heard = said(
            lambda dora=dora: actions.restore(deputy_id=dora.pk, on=date(2025, 6, 1), hat=hat),
            lambda dora=dora: actions.end_seat(
                deputy_id=dora.pk, reason=EndReason.values[0], on=date(2026, 1, 1), hat=hat
            ),
        )
        assert heard[1] == WON
        dora.refresh_from_db()
        assert dora.status == Status.TERMINATED
        assert not dora.person.posts.filter(until_on__gte=date(2026, 1, 1)).exists()


def test_an_account_a_post_and_units_are_set_up_once() -> None:
    unit, place = make_unit(), make_jurisdiction()

    def appoint() -> Any:
        return actions.appoint(
            username="erin", name="erin", password="open sesame 2026", unit=unit,
            role=Role.UNIT, since_on=DAY,
        )  # fmt: skip

    assert said(appoint, appoint) == [WON, WON]
    assert Post.objects.filter(person__username="erin").count() == 1
    assert written("person.appointed") == 1
    erin = Post.objects.get(person__username="erin").person

    def give() -> Any:
        return actions.give_post(person=erin, unit=unit, role=Role.SUPERVISOR, since_on=DAY)

    assert said(give, give) == [WON, WON]
    assert Post.objects.filter(person=erin, role=Role.SUPERVISOR).count() == 1

    def end() -> Any:
        return actions.end_post(
            person=erin, unit=unit, role=Role.SUPERVISOR, last_on=date(2025, 2, 1)
        )

    assert said(end, end) == [WON, WON]
    assert written("person.dismissed") == 1

    def open_account() -> Any:
        return actions.open_account(username="gina", name="gina")

    assert said(open_account, open_account) == [WON, WON]

    def set_up() -> Any:
        new = [NewUnit("U77", "市水利局", UnitKind.DEPARTMENT)]
        return actions.set_up_units(jurisdiction=place, units=new)

    before = written("units.set_up")
    assert said(set_up, set_up) == [WON, WON]
    assert Unit.objects.filter(code="U77").count() == 1
    assert written("units.set_up") == before + 1


def test_nobody_waits_with_a_voice_while_units_are_set_up() -> None:
    place = make_jurisdiction()

    def refer() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '3s'")
            make_unit(code="U78", jurisdiction=place)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with transaction.atomic():
        new = [NewUnit("U77", "市水利局", UnitKind.DEPARTMENT)]
        actions.set_up_units(jurisdiction=place, units=new)
        at_once(refer, [()])


def test_an_account_is_invited_once_and_its_password_is_told_to_one() -> None:
    hat = make_hat("office")

    def invite() -> Any:
        return actions.invite(username="li.ming", name="李明", hat=hat)

    assert one_wins(invite, invite)
    assert written("person.invited") == 1

    def colleague() -> Any:
        return actions.invite_colleague(username="wang.li", name="王丽", hat=hat)

    assert one_wins(colleague, colleague)
    person = Person.objects.get(username="wang.li")
    assert person.posts.count() == 1

    def choose(password: str) -> Any:
        return lambda: actions.choose_password(person=person, password=password)

    assert said(choose("open sesame 2026"), choose("sesame open 2026")) == [WON, WON]
    person.refresh_from_db()
    assert not person.must_change
    assert any(map(person.check_password, ("open sesame 2026", "sesame open 2026")))


# Every act of the room is tried above; a new one fails here until it is.
TRIED = {
    "appoint", "begin_term", "choose_password", "convene", "end_post", "end_seat",
    "form_delegations", "form_groups", "found_congress", "give_post", "invite",
    "invite_colleague", "move_session", "open_account", "restore", "seat", "set_up_units",
    "suspend",
}  # fmt: skip


def test_an_account_is_closed_once_and_a_closed_one_gets_no_password() -> None:
    unit = make_unit()
    hat = make_hat(role=Role.OFFICE, unit=unit)
    other = make_hat("bob", role=Role.OFFICE, unit=unit)

    def close() -> Any:
        return actions.close_account(person_id=other.person_id, hat=hat)

    def renew() -> Any:
        return actions.renew_password(person_id=other.person_id, hat=hat)

    assert WON in said(close, renew)
    assert not Person.objects.get(pk=other.person_id).is_active
    assert WON not in said(close, renew)


TRIED |= {"close_account", "renew_password"}


def test_every_act_of_the_room_has_two_hands() -> None:
    assert {name for name in actions.__all__ if not name.startswith("New")} == TRIED
