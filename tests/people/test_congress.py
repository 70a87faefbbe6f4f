"""A congress with its terms, sessions, delegations and groups."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from qunce.common.errors import NotAllowed, Refused
from qunce.people import actions, queries
from qunce.people.actions import NewDelegation, NewGroup
from qunce.people.models import GroupKind, Role, Session, Tier
from qunce.people.queries import Obstacle
from qunce.people.rules import enough_for_a_bill
from qunce.record.models import Entry
from tests.factories import make_hat, make_jurisdiction, make_unit
from tests.factories.congress import (
    deputies_office,
    make_congress,
    make_deputy,
    make_session,
    make_term,
)

pytestmark = pytest.mark.django_db


def at(*parts: int) -> datetime:
    return timezone.make_aware(datetime(*parts))  # type: ignore[arg-type]


def test_a_congress_is_founded_once() -> None:
    assert make_congress() == make_congress()
    assert Entry.objects.filter(verb="congress.founded").count() == 1


def test_each_step_is_recorded_with_who_took_it() -> None:
    term = make_term()
    make_session(term)
    hat = deputies_office()
    actions.form_delegations(term_id=term.pk, delegations=[NewDelegation("东河代表团")], hat=hat)
    actions.form_groups(
        term_id=term.pk, groups=[NewGroup("教育代表小组", GroupKind.FIELD)], hat=hat
    )
    verbs = ["term.begun", "session.convened", "delegation.formed", "group.formed"]
    written = Entry.objects.filter(verb__in=verbs).order_by("pk")
    assert [e.verb for e in written] == verbs
    assert {(e.actor_kind, e.actor_id) for e in written} == {("person", hat.person_id)}


def test_forming_again_adds_only_what_is_new() -> None:
    term, hat = make_term(), deputies_office()
    one, two = NewDelegation("东河代表团"), NewDelegation("西河代表团")
    first = actions.form_delegations(term_id=term.pk, delegations=[one], hat=hat)
    again = actions.form_delegations(term_id=term.pk, delegations=[one, two], hat=hat)
    assert set(again) == {"东河代表团", "西河代表团"}
    assert again["东河代表团"] == first["东河代表团"]


@pytest.mark.parametrize("role", [r for r in Role if r != Role.DEPUTY_OFFICE])
def test_other_posts_do_not_convene(role: Role) -> None:
    term = make_term()
    days = {"opens_on": date(2024, 1, 10), "closes_on": date(2024, 1, 12)}
    with pytest.raises(NotAllowed):
        actions.convene(
            term_id=term.pk,
            number=1,
            bills_until=at(2024, 1, 11),
            hat=make_hat("zoe", role, make_unit(code="Z01")),
            **days,
        )
    assert not Session.objects.exists()


def test_the_deputies_office_of_another_place_is_refused() -> None:
    elsewhere = make_unit(make_jurisdiction("980000", name="邻市"), code="R02")
    hat = make_hat("charlie", Role.DEPUTY_OFFICE, elsewhere)
    with pytest.raises(NotAllowed):
        actions.begin_term(
            congress_id=make_congress().pk,
            number=9,
            begins_on=date(2024, 1, 1),
            ends_on=date(2028, 12, 31),
            hat=hat,
        )


WRONG: list[dict[str, Any]] = [
    {"opens_on": date(2023, 12, 30)},
    {"closes_on": date(2029, 1, 1)},
    {"opens_on": date(2024, 1, 15)},
    {"bills_until": at(2024, 1, 15, 9)},
    {"bills_until": at(2024, 1, 9, 9)},
]


@pytest.mark.parametrize("fields", WRONG)
def test_a_session_lies_in_its_term_and_takes_bills_while_it_is_open(fields: Any) -> None:
    with pytest.raises(Refused):
        make_session(**fields)


def test_sessions_of_a_term_neither_overlap_nor_share_a_number() -> None:
    make_session()
    with pytest.raises(Refused):
        make_session(number=2, opens_on=date(2024, 1, 14), closes_on=date(2024, 1, 20))
    later = {"opens_on": date(2025, 1, 8), "closes_on": date(2025, 1, 12)}
    with pytest.raises(Refused):
        make_session(number=1, bills_until=at(2025, 1, 10), **later)
    make_session(number=2, bills_until=at(2025, 1, 10), **later)


def test_terms_of_a_congress_do_not_overlap() -> None:
    make_term()
    with pytest.raises(Refused):
        make_term(number=10, begins_on=date(2028, 12, 31), ends_on=date(2033, 12, 30))
    make_term(number=10, begins_on=date(2029, 1, 1), ends_on=date(2033, 12, 30))


@pytest.mark.parametrize(
    ("when", "is_open"),
    [
        ((2024, 1, 9, 23, 59), False),
        ((2024, 1, 10, 0, 0), True),
        ((2024, 1, 14, 23, 59), True),
        ((2024, 1, 15, 0, 0), False),
    ],
)
def test_a_session_is_open_by_the_days_of_the_place(when: tuple[int, ...], is_open: bool) -> None:
    session = make_session()
    found = queries.session_open_at(session.term.congress_id, at(*when))
    assert (found == session) == is_open


# 组织法 (2022) Art. 22, by hand.
@pytest.mark.parametrize(
    ("tier", "few", "enough"),
    [(Tier.TOWNSHIP, 4, 5), (Tier.COUNTY, 9, 10), (Tier.CITY, 9, 10), (Tier.PROVINCE, 9, 10)],
)
def test_how_many_deputies_a_bill_needs(tier: Tier, few: int, enough: int) -> None:
    assert not enough_for_a_bill(tier, few)
    assert enough_for_a_bill(tier, enough)


@pytest.fixture
def township() -> Session:
    return make_session(make_term(make_congress(Tier.TOWNSHIP, "示例镇人民代表大会")))


def test_rule_8_a_bill_needs_a_session_before_its_deadline_and_enough_deputies(
    township: Session,
) -> None:
    term, until = township.term, township.bills_until
    ids = [make_deputy(f"d{n}", term).pk for n in range(5)]
    of = term.congress_id
    assert queries.obstacle_to_bill(of, until, ids) is None
    assert queries.may_move_bills(of, until, ids)
    assert queries.obstacle_to_bill(of, until, ids[1:]) == Obstacle.TOO_FEW
    assert queries.obstacle_to_bill(of, until, [ids[0]] * 5) == Obstacle.TOO_FEW
    late = until + timedelta(microseconds=1)
    assert queries.obstacle_to_bill(of, late, ids) == Obstacle.TOO_LATE
    assert queries.obstacle_to_bill(of, at(2024, 3, 1), ids) == Obstacle.NO_SESSION


def test_rule_8_deputies_of_another_congress_do_not_count(township: Session) -> None:
    ids = [make_deputy(f"d{n}", township.term).pk for n in range(4)]
    ids.append(make_deputy("other", make_term()).pk)
    found = queries.obstacle_to_bill(township.term.congress_id, township.bills_until, ids)
    assert found == Obstacle.TOO_FEW


def test_rule_8_a_suspended_deputy_does_not_count(township: Session) -> None:
    ids = [make_deputy(f"d{n}", township.term).pk for n in range(5)]
    actions.suspend(deputy_id=ids[0], on=date(2024, 1, 11), hat=deputies_office())
    assert not queries.may_move_bills(township.term.congress_id, township.bills_until, ids)
