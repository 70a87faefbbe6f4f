"""Nothing is late in silence: reminded the working day before, escalated once it is overdue."""

from datetime import date

import pytest
import time_machine

from qunce.matters import actions
from qunce.matters.actions import promising
from qunce.matters.models import Matter, Move, Promise, Publication
from qunce.record.models import Entry
from tests.at_once import at_once
from tests.factories.matters import Cast, answer_part, make_answer, make_suggestion, part_of

pytestmark = pytest.mark.django_db
MADE = "2026-03-02T03:00:00Z"


def _said(matter: Matter) -> list[tuple[str, str]]:
    """What the house put on the timeline, in order, and of which part."""
    moves = Move.objects.filter(matter=matter, act__in=["reminded", "overdue"]).order_by("pk")
    return [(move.act, move.assignment.unit.name if move.assignment else "") for move in moves]


def _watch(cast: Cast, on: str) -> None:
    with time_machine.travel(f"{on}T01:00:00Z"):
        actions.watch(jurisdiction_id=cast.deputy.jurisdiction_id)


def _handled(cast: Cast) -> Matter:
    """With a unit that has taken its part; due on 2 June 2026, a Tuesday."""
    with time_machine.travel(MADE):
        matter = make_suggestion(cast, "handling")
        part = part_of(matter, cast.handler)
        actions.act_on_assignment(assignment_id=part.pk, act="receive", hat=cast.handler)
    return matter


def test_matter_and_part_are_reminded_the_working_day_before_and_escalated_after(
    cast: Cast,
) -> None:
    matter = _handled(cast)
    assert matter.due_on == date(2026, 6, 2)
    _watch(cast, "2026-05-29")
    assert _said(matter) == []
    _watch(cast, "2026-06-01")
    _watch(cast, "2026-06-01")
    _watch(cast, "2026-06-02")
    both = [("reminded", ""), ("reminded", "市住房和城乡建设局")]
    assert _said(matter) == both
    _watch(cast, "2026-06-03")
    _watch(cast, "2026-06-04")
    assert _said(matter) == [*both, ("overdue", ""), ("overdue", "市住房和城乡建设局")]
    verbs = Entry.objects.filter(subject_kind="assignment").values_list("verb", flat=True)
    assert list(verbs)[-2:] == ["assignment.reminded", "assignment.overdue"]


def test_a_longer_term_is_reminded_of_anew(cast: Cast) -> None:
    matter = _handled(cast)
    _watch(cast, "2026-06-01")
    with time_machine.travel("2026-06-01T03:00:00Z"):
        actions.pause(matter_id=matter.pk, reason="等待鉴定", hat=cast.deputy_office)
    with time_machine.travel("2026-06-05T03:00:00Z"):
        actions.resume(matter_id=matter.pk, hat=cast.deputy_office)
    matter.refresh_from_db()
    assert (matter.reminded_on, matter.escalated_on) == (None, None)
    _watch(cast, "2026-06-10")
    assert [act for act, _ in _said(matter)] == ["reminded", "reminded", "overdue", "overdue"]


def _promised(cast: Cast) -> tuple[Matter, Promise]:
    """An answered suggestion with a promise for 29 August 2026, a Saturday."""
    with time_machine.travel(MADE):
        matter = make_suggestion(cast, "handling")
        answer_part(matter, cast.handler, cast.head, make_answer(promised=True))
    return matter, matter.promises.get()


def test_a_promise_is_reminded_of_and_escalated_by_its_own_day(cast: Cast) -> None:
    matter, promise = _promised(cast)
    assert promise.due_on == date(2026, 8, 29)
    _watch(cast, "2026-08-28")
    _watch(cast, "2026-08-31")
    lines = Move.objects.filter(matter=matter, words=promise.what).order_by("pk")
    assert [move.act for move in lines] == ["reminded", "overdue"]
    verbs = Entry.objects.filter(verb__startswith="matter.promise_").values_list("verb", flat=True)
    assert list(verbs) == ["matter.promise_reminded", "matter.promise_overdue"]


def test_a_promise_that_was_moved_is_reminded_of_again(cast: Cast) -> None:
    matter, promise = _promised(cast)
    _watch(cast, "2026-08-31")
    with time_machine.travel("2026-08-31T03:00:00Z"):
        promising.move(
            promise_id=promise.pk, to=date(2026, 9, 30), words="雨季误工", hat=cast.handler
        )
    _watch(cast, "2026-09-29")
    lines = Move.objects.filter(matter=matter, words=promise.what).order_by("pk")
    assert [move.act for move in lines] == ["overdue", "reminded"]


def test_a_review_of_openness_is_reminded_of_too(cast: Cast) -> None:
    with time_machine.travel(MADE):
        matter = make_suggestion(cast, "answered")
    review = Publication.objects.get(matter=matter)
    assert review.due_on is not None
    _watch(cast, review.due_on.isoformat())
    review.refresh_from_db()
    assert (review.reminded_on, review.escalated_on) == (review.due_on, None)
    assert Entry.objects.filter(verb="publication.reminded", subject_id=review.pk).count() == 1


def test_a_part_that_was_answered_is_not_reminded_of(cast: Cast) -> None:
    with time_machine.travel(MADE):
        matter = make_suggestion(cast, "answered")
    _watch(cast, "2026-06-02")
    assert [part for _, part in _said(matter) if part] == []


@pytest.mark.django_db(transaction=True)
def test_two_watches_at_once_say_it_once(cast: Cast) -> None:
    matter = _handled(cast)
    with time_machine.travel("2026-06-01T01:00:00Z"):
        place = cast.deputy.jurisdiction_id
        at_once(lambda: actions.watch(jurisdiction_id=place), [(), ()])
    assert _said(matter) == [("reminded", ""), ("reminded", "市住房和城乡建设局")]
