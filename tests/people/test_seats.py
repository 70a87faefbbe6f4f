"""Seats: who sits, who acts, and what is never kept of a deputy."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from qunce.common.errors import Conflict, NotAllowed, Refused
from qunce.people import actions, queries
from qunce.people.actions import NewDelegation, NewGroup, NewSeat
from qunce.people.models import Deputy, EndReason, GroupKind, Person, Role, Status
from qunce.people.rules import Hat
from qunce.places.models import Area, Level
from qunce.record.models import Entry
from tests.at_once import at_once
from tests.desk.people import signed_in
from tests.factories import make_hat, make_jurisdiction, make_unit
from tests.factories.congress import deputies_office, make_deputy, make_term

pytestmark = pytest.mark.django_db
DAY = date(2024, 5, 6)


@pytest.fixture
def frank() -> Hat:
    return deputies_office()


def role_on(deputy: Deputy, on: date) -> str | None:
    with time_machine.travel(on):
        hat = queries.hat_of(deputy.person)
    return hat.role if hat else None


def test_a_seated_deputy_acts_until_the_term_ends(frank: Hat) -> None:
    dora = make_deputy()
    days = [dora.since_on - timedelta(days=1), dora.since_on, dora.term.ends_on]
    days.append(dora.term.ends_on + timedelta(days=1))
    assert [role_on(dora, day) for day in days] == [None, Role.DEPUTY, Role.DEPUTY, None]


def test_a_seat_knows_its_hat_and_its_area(frank: Hat) -> None:
    place = make_jurisdiction()
    east = Area.objects.create(jurisdiction=place, code="990001", name="东河县", level=Level.COUNTY)
    term = make_term()
    made = actions.form_delegations(
        term_id=term.pk, delegations=[NewDelegation("东河代表团", east)], hat=frank
    )
    dora = make_deputy(delegation=made["东河代表团"])
    with time_machine.travel(DAY):
        hat = queries.hat_of(dora.person)
    assert hat is not None
    assert queries.deputy_of(hat) == dora
    assert queries.area_of(hat) == east
    assert queries.deputy_of(frank) is None


def test_who_sits_is_listed_by_delegation_in_two_queries(
    frank: Hat, django_assert_num_queries: object
) -> None:
    term = make_term()
    made = actions.form_delegations(
        term_id=term.pk,
        delegations=[NewDelegation("东河代表团"), NewDelegation("西河代表团")],
        hat=frank,
    )
    teaching = actions.form_groups(
        term_id=term.pk, groups=[NewGroup("教育代表小组", GroupKind.FIELD)], hat=frank
    )["教育代表小组"]
    east, west = made.values()
    for n in range(3):
        make_deputy(f"e{n}", term, delegation=east, groups=[teaching])
    make_deputy("w", term, delegation=west)
    with django_assert_num_queries(2):  # type: ignore[operator]
        found = [
            (str(s.delegation), [(str(d.person), [*map(str, d.groups.all())]) for d in s.deputies])
            for s in queries.seated(term.pk)
        ]
    three = [(f"e{n}", ["教育代表小组"]) for n in range(3)]
    assert found == [("东河代表团", three), ("西河代表团", [("w", [])])]


def test_nobody_sits_twice_in_a_congress() -> None:
    make_deputy()
    with pytest.raises(Refused):
        make_deputy()
    later = make_term(number=10, begins_on=date(2029, 1, 5), ends_on=date(2033, 12, 30))
    assert make_deputy(term=later, since_on=later.begins_on).pk


def test_the_database_refuses_a_second_seat_too(frank: Hat) -> None:
    dora = make_deputy()
    post = actions.give_post(
        person=dora.person, unit=make_unit(), role=Role.DEPUTY, since_on=dora.since_on
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Deputy.objects.create(person=dora.person, term=dora.term, since_on=dora.since_on, post=post)


@pytest.mark.django_db(transaction=True)
def test_of_two_hands_that_seat_the_same_person_one_wins() -> None:
    frank, term = deputies_office(), make_term()
    person = actions.open_account(username="dora", name="dora")

    def give() -> str:
        try:
            actions.seat(term_id=term.pk, new=NewSeat(person, DAY), hat=frank)
        except Refused as told:
            return told.code
        return "seated"

    assert sorted(at_once(give, [(), ()])) == ["seated", "seated-already"]
    assert Deputy.objects.count() == 1


def test_a_suspended_deputy_does_not_act_until_restored(frank: Hat) -> None:
    dora = make_deputy()
    actions.suspend(deputy_id=dora.pk, on=DAY, hat=frank)
    assert [role_on(dora, d) for d in (DAY - timedelta(days=1), DAY)] == [Role.DEPUTY, None]
    assert not queries.deputies_of(dora.term_id).exists()
    back = DAY + timedelta(days=30)
    actions.restore(deputy_id=dora.pk, on=back, hat=frank)
    assert [role_on(dora, d) for d in (back - timedelta(days=1), back)] == [None, Role.DEPUTY]
    assert queries.deputies_of(dora.term_id).get() == dora


def test_a_seat_that_ended_says_when_and_why_and_is_over(frank: Hat) -> None:
    dora = make_deputy()
    actions.end_seat(deputy_id=dora.pk, reason=EndReason.MOVED, on=DAY, hat=frank)
    dora.refresh_from_db()
    last_day = DAY - timedelta(days=1)
    assert (dora.status, dora.reason) == (Status.TERMINATED, EndReason.MOVED)
    assert dora.until_on == last_day
    assert [role_on(dora, d) for d in (last_day, DAY)] == [Role.DEPUTY, None]
    last = Entry.objects.filter(subject_kind="deputy").latest("pk")
    assert (last.verb, last.body) == ("deputy.ended", {"reason": "moved", "on": "2024-05-06"})


def test_who_left_can_be_elected_again(frank: Hat) -> None:
    dora = make_deputy()
    actions.end_seat(deputy_id=dora.pk, reason=EndReason.RESIGNED, on=DAY, hat=frank)
    with pytest.raises(Refused):
        make_deputy(since_on=DAY - timedelta(days=1))
    assert make_deputy(since_on=DAY).pk != dora.pk


def test_a_seat_ends_for_a_reason_of_the_law_and_inside_its_time(frank: Hat) -> None:
    dora = make_deputy()
    with pytest.raises(Refused):
        actions.end_seat(deputy_id=dora.pk, reason="unpopular", on=DAY, hat=frank)
    with pytest.raises(Refused):
        actions.end_seat(deputy_id=dora.pk, reason=EndReason.MOVED, on=date(2023, 1, 1), hat=frank)
    assert Deputy.objects.get().status == Status.ACTIVE


def test_an_ended_seat_is_not_changed_again(frank: Hat) -> None:
    dora = make_deputy()
    actions.end_seat(deputy_id=dora.pk, reason=EndReason.MOVED, on=DAY, hat=frank)
    for change in (actions.suspend, actions.restore):
        with pytest.raises(Conflict):
            change(deputy_id=dora.pk, on=DAY, hat=frank)


def test_only_the_deputies_office_keeps_seats() -> None:
    dora, alice = make_deputy(), make_hat("alice")
    with pytest.raises(NotAllowed):
        actions.suspend(deputy_id=dora.pk, on=DAY, hat=alice)
    with pytest.raises(NotAllowed):
        actions.end_seat(deputy_id=dora.pk, reason=EndReason.MOVED, on=DAY, hat=alice)
    person = actions.open_account(username="erin", name="erin")
    with pytest.raises(NotAllowed):
        actions.seat(term_id=dora.term_id, new=NewSeat(person, DAY), hat=alice)


def test_groups_and_delegation_are_of_the_same_term(frank: Hat) -> None:
    other = make_term(number=10, begins_on=date(2029, 1, 5), ends_on=date(2033, 12, 30))
    made = actions.form_delegations(
        term_id=other.pk, delegations=[NewDelegation("东河代表团")], hat=frank
    )
    with pytest.raises(Refused):
        make_deputy(delegation=made["东河代表团"])


def test_a_deputy_without_a_password_cannot_enter() -> None:
    person = make_deputy().person
    assert not person.has_usable_password()
    assert not person.check_password("")


def test_with_a_seat_the_desk_opens() -> None:
    person = make_deputy().person
    with time_machine.travel(DAY):
        assert signed_in(person).get("/desk/").status_code == 200


# What the law lets be published of a deputy here, and the seat's own course. Whoever adds a field
# adds to what is kept of a person: no file, no health, no religion, no attitude, no ranking.
KEPT = {
    *("id", "person", "term", "delegation", "groups", "certificate"),
    *("status", "reason", "since_on", "until_on", "post"),
}


def test_of_a_deputy_nothing_is_kept_but_the_seat() -> None:
    own = {f.name for f in Deputy._meta.get_fields() if f.concrete}
    assert own == KEPT
    person = {f.name for f in Person._meta.get_fields() if f.concrete}
    entrance = {"username", "password", "must_change", "is_active", "last_login"}
    assert person == {"id", "name"} | entrance


def test_no_reason_tells_of_health_a_conviction_or_death() -> None:
    assert set(EndReason.values) == {"moved", "resigned", "absent", "recalled", "by_law"}
