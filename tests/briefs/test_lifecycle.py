"""Who may do what with a bulletin, at which state; numbers without gaps; two hands at once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from qunce.briefs import actions
from qunce.briefs.models import Brief, State
from qunce.common.clock import moved_to, now, today
from qunce.common.errors import Conflict, NotAllowed, Problem, Refused
from qunce.people.models import Role
from qunce.people.rules import Hat
from qunce.record.models import Entry
from tests.at_once import at_once
from tests.factories import make_campaign, make_hat, make_jurisdiction, make_unit
from tests.factories.briefs import edited, make_brief, make_issued, make_signed, new_brief, signer

pytestmark = pytest.mark.django_db

ACTS: dict[str, Callable[[Brief, Hat], Any]] = {
    "edit": lambda b, hat: actions.edit(brief_id=b.pk, edited=edited(b), hat=hat),
    "add_figure": lambda b, hat: actions.add_figure(brief_id=b.pk, code="shown", hat=hat),
    "hand_in": lambda b, hat: actions.hand_in(brief_id=b.pk, hat=hat),
    "send_back": lambda b, hat: actions.send_back(brief_id=b.pk, why="数字再核", hat=hat),
    "sign": lambda b, hat: actions.sign(brief_id=b.pk, signed_by="李主任", hat=_signs(hat)),
    "issue": lambda b, hat: actions.issue(brief_id=b.pk, hat=hat),
}


def _signs(hat: Hat) -> Hat:
    """Of the office it is somebody else than who drafted; whoever else asks, asks in person."""
    return signer() if hat.name == "alice" else hat


# By hand: what may be done where.
OFFERED = {
    State.DRAFT: {"edit", "add_figure", "hand_in"},
    State.REVIEW: {"send_back", "sign"},
    State.SIGNED: {"issue"},
    State.ISSUED: set(),
}


def at(state: State, hat: Hat) -> Brief:
    if state == State.DRAFT:
        return make_brief(hat)
    if state == State.REVIEW:
        return actions.hand_in(brief_id=make_brief(hat).pk, hat=hat)
    return make_signed(hat) if state == State.SIGNED else make_issued(hat)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", list(State))
def test_what_may_be_done_where(state: State, act: str) -> None:
    alice = make_hat()
    brief, entries = at(state, alice), Entry.objects.count()
    if act in OFFERED[state]:
        ACTS[act](brief, alice)
        assert Entry.objects.count() == entries + 1
    else:
        with pytest.raises(Conflict):
            ACTS[act](brief, alice)
        assert Entry.objects.count() == entries


@pytest.mark.parametrize("act", ACTS)
def test_nobody_but_the_office_of_the_place(act: str) -> None:
    brief = make_brief(make_hat())
    elsewhere = make_unit(make_jurisdiction("980000", name="邻市"), code="Z01")
    others = [
        *(make_hat(f"h{r}", r, make_unit(code="U1")) for r in Role if r != Role.OFFICE),
        make_hat("charlie", Role.OFFICE, elsewhere),
    ]
    for hat in others:
        with pytest.raises(NotAllowed):
            ACTS[act](brief, hat)
    with pytest.raises(NotAllowed):
        actions.draft(campaign_id=brief.campaign_id, new=new_brief(), hat=others[-1])


def test_numbers_follow_one_another_by_name_and_year_and_extras_apart() -> None:
    alice, campaign = make_hat(), make_campaign()
    made = [
        make_signed(alice, campaign),
        make_signed(alice, campaign),
        make_signed(alice, campaign, is_extra=True),
        make_signed(alice, campaign, name="督导专报"),
        make_signed(alice, campaign),
    ]
    assert [(b.number, b.total_number) for b in made] == [(1, 1), (2, 2), (1, None), (1, 1), (3, 3)]


def test_a_year_later_the_number_begins_anew_and_the_total_goes_on() -> None:
    alice, campaign = make_hat(), make_campaign()
    make_signed(alice, campaign)
    with moved_to(now() + timedelta(days=366)):
        later = make_signed(alice, campaign)
    assert (later.number, later.total_number) == (1, 2)


def test_a_number_that_was_given_meanwhile_is_refused_and_nothing_signed() -> None:
    alice, campaign = make_hat(), make_campaign()
    brief = make_brief(alice, campaign)
    actions.hand_in(brief_id=brief.pk, hat=alice)
    make_signed(alice, campaign)
    with pytest.raises(Conflict, match="2"):
        actions.sign(brief_id=brief.pk, signed_by="李主任", hat=signer(), expected=1)
    brief.refresh_from_db()
    assert (brief.state, brief.number) == (State.REVIEW, None)
    assert actions.sign(brief_id=brief.pk, signed_by="李主任", hat=signer(), expected=2).number == 2


def test_a_number_is_never_used_twice_whoever_writes_it() -> None:
    alice, campaign = make_hat(), make_campaign()
    make_signed(alice, campaign)
    second = make_signed(alice, campaign)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE briefs_brief SET number = 1 WHERE id = %s", [second.pk])


@pytest.mark.django_db(transaction=True)
def test_two_hands_sign_at_once_and_get_two_numbers() -> None:
    alice, campaign = make_hat(), make_campaign()
    waiting = [make_brief(alice, campaign) for _n in range(2)]
    for brief in waiting:
        actions.hand_in(brief_id=brief.pk, hat=alice)
    head = signer()
    signed = at_once(
        lambda pk: actions.sign(brief_id=pk, signed_by="李主任", hat=head).number,
        [(b.pk,) for b in waiting],
    )
    assert sorted(signed) == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_sign_the_same_one_wins() -> None:
    alice = make_hat()
    brief = at(State.REVIEW, alice)
    head = signer()
    signed = at_once(lambda pk: _tried(pk, head), [(brief.pk,)] * 2)
    assert sorted(signed) == ["1", "conflict"]


def _tried(pk: int, hat: Hat) -> str:
    try:
        return str(actions.sign(brief_id=pk, signed_by="李主任", hat=hat).number)
    except Problem as problem:
        return problem.code


def test_two_who_edit_do_not_overwrite_each_other() -> None:
    alice = make_hat()
    brief = make_brief(alice)
    page = edited(brief, articles=[("一", "甲")])
    actions.edit(brief_id=brief.pk, edited=page, hat=alice)
    with pytest.raises(Conflict):
        actions.edit(brief_id=brief.pk, edited=page, hat=alice)


def test_what_is_empty_is_not_handed_in() -> None:
    alice = make_hat()
    brief = make_brief(alice)
    actions.edit(brief_id=brief.pk, edited=edited(brief, articles=[("编者按", " ")]), hat=alice)
    with pytest.raises(Refused, match="编者按"):
        actions.hand_in(brief_id=brief.pk, hat=alice)


def test_a_period_that_runs_is_not_signed() -> None:
    alice = make_hat()
    brief = make_brief(alice, to_on=today())
    actions.hand_in(brief_id=brief.pk, hat=alice)
    with pytest.raises(Refused):
        actions.sign(brief_id=brief.pk, signed_by="李主任", hat=signer())


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"to_on": today() - timedelta(days=30)},
        {"from_on": today() + timedelta(days=1), "to_on": today() + timedelta(days=2)},
    ],
)
def test_a_wrong_beginning_is_refused_with_a_sentence(wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        make_brief(make_hat(), **wrong)
    assert not Brief.objects.exists()


@pytest.mark.parametrize("on", [today() + timedelta(days=1), today() - timedelta(days=3)])
def test_the_day_of_issue_lies_after_the_period_and_not_ahead(on: Any) -> None:
    alice = make_hat()
    with pytest.raises(Refused):
        actions.issue(brief_id=make_signed(alice).pk, hat=alice, on=on)


def test_who_drafted_it_does_not_sign_it() -> None:
    alice = make_hat()
    brief, entries = at(State.REVIEW, alice), Entry.objects.count()
    with pytest.raises(Refused):
        actions.sign(brief_id=brief.pk, signed_by="李主任", hat=alice)
    assert Entry.objects.count() == entries
    assert actions.sign(brief_id=brief.pk, signed_by="李主任", hat=signer()).number == 1
