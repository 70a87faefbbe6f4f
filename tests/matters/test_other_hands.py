"""Two hands at the same moment on everything of the room that is no act of a procedure.

The acts of the procedures are in test_two_hands; here are the openness reviews, promises, clocks,
voices, ratings and what is held.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from qunce import procedures
from qunce.common.clock import today
from qunce.matters import actions
from qunce.matters.actions import Given, NewRating, Part, holding, promising
from qunce.matters.models import Carried, Held, Matter, Promise, Publication, Rating
from qunce.notices.models import Notice
from qunce.people.rules import Hat
from qunce.places.models import Jurisdiction
from qunce.voices.models import Voice
from tests.at_once import WON, one_wins, said, written
from tests.factories import make_voice
from tests.factories.matters import (
    NEW,
    Cast,
    answer_part,
    make_answer,
    make_cast,
    make_suggestion,
)

pytestmark = pytest.mark.django_db(transaction=True)
REVIEWS = [act.code for act in procedures.load("publication").first.acts]


def _review(cast: Cast) -> Publication:
    matter = make_suggestion(cast, "handling")
    answer_part(matter, cast.handler, cast.head)
    return Publication.objects.get(matter=matter)


def _decide(row: Publication, act: str, hat: Hat) -> Callable[[], Any]:
    given = Given(text="已纳入计划。", reason="涉及企业报价", reason_code="TRADE")
    return lambda: actions.review(publication_id=row.pk, act=act, hat=hat, given=given)


@pytest.mark.parametrize("act", REVIEWS)
def test_of_two_who_decide_the_same_of_a_review_one_wins(act: str) -> None:
    cast = make_cast()
    row = _review(cast)
    one_wins(_decide(row, act, cast.deputy_office), _decide(row, act, cast.office))
    assert written(f"publication.{act}") == 1


@pytest.mark.parametrize("act", [code for code in REVIEWS if code != "keep"])
def test_of_two_who_decide_otherwise_the_first_stays(act: str) -> None:
    """What was not to be public is not public after all because two clicked at once, or is."""
    cast = make_cast()
    row = _review(cast)
    keeps, opens = _decide(row, "keep", cast.deputy_office), _decide(row, act, cast.office)
    heard = said(keeps, opens)
    assert sorted(words == WON for words in heard) == [False, True]
    row.refresh_from_db()
    kept = heard[0] == WON
    assert (row.step == "not_public") is kept
    assert row.by_id == (cast.deputy_office if kept else cast.office).person_id
    assert written("publication.keep") + written(f"publication.{act}") == 1


def _promise(cast: Cast, text: str = "") -> Promise:
    matter = make_suggestion(cast, "handling")
    answer_part(matter, cast.handler, cast.head, make_answer(promised=True, text=text))
    return Promise.objects.get(matter=matter)


def test_a_promise_is_settled_once() -> None:
    cast = make_cast()
    for text, first, second in (
        ("已列入今年计划。", promising.keep, promising.keep),
        ("明年与道路改造一并安排建设。", promising.give_up, promising.give_up),
        ("需待电网增容后分三批实施，首批在城东。", promising.keep, promising.give_up),
    ):
        promise = _promise(cast, text)
        one_wins(
            lambda act=first, pk=promise.pk: act(promise_id=pk, words="已建成", hat=cast.head),
            lambda act=second, pk=promise.pk: act(promise_id=pk, words="已说明", hat=cast.handler),
        )
        promise.refresh_from_db()
        assert promise.state in {"kept", "impossible"}


def test_a_promise_is_moved_to_a_day_once() -> None:
    cast = make_cast()
    promise, to = _promise(cast), today() + timedelta(days=300)

    def move() -> Any:
        return promising.move(promise_id=promise.pk, to=to, words="工期顺延", hat=cast.head)

    one_wins(move, move)
    assert written("matter.promise_moved") == 1


def test_a_clock_is_stopped_once_and_started_once() -> None:
    cast = make_cast()
    matter = make_suggestion(cast, "handling")

    def pause() -> Any:
        return actions.pause(matter_id=matter.pk, reason="等待鉴定", hat=cast.deputy_office)

    def resume() -> Any:
        return actions.resume(matter_id=matter.pk, hat=cast.deputy_office)

    one_wins(pause, pause)
    one_wins(resume, resume)
    assert (written("matter.paused"), written("matter.resumed")) == (1, 1)


def test_two_who_enter_a_calendar_and_count_anew_agree() -> None:
    cast = make_cast()
    with time_machine.travel("2026-11-10T03:00:00Z", tick=False):
        for _n in range(5):
            make_suggestion(cast, "handling")
        matter = Matter.objects.first()
        assert matter
        place = Jurisdiction.objects.get(pk=matter.jurisdiction_id)
        days = {date(2027, 2, 5 + n): False for n in range(10)}
        other = dict(reversed(list(days.items())))
        enter: list[Callable[[], Any]] = [
            lambda: actions.enter_calendar(jurisdiction=place, days=days),
            lambda: actions.enter_calendar(jurisdiction=place, days=other),
        ]
        assert said(*enter) == [WON, WON]
        count = [lambda: actions.recount(jurisdiction_id=place.pk)] * 2
        assert said(*count) == [WON, WON]


def _idea(cast: Cast, *voices: Voice) -> Matter:
    return actions.begin(
        procedure="golden-idea", new=NEW, hat=cast.office, voices=[v.pk for v in voices]
    )


def test_a_voice_is_taken_up_by_one_matter() -> None:
    cast = make_cast()
    voice = make_voice("充电桩太少")
    one_wins(lambda: _idea(cast, voice), lambda: _idea(cast, voice))
    assert (Matter.objects.count(), Carried.objects.count()) == (1, 1)
    first, second = _idea(cast), _idea(cast)
    later = make_voice("路灯不亮")
    one_wins(
        *(
            lambda m=m: actions.carry(matter=m, voice_ids=[later.pk], hat=cast.office)
            for m in (first, second)
        )
    )
    assert Carried.objects.filter(voice=later, until=None).count() == 1


def test_a_voice_is_split_away_once() -> None:
    cast = make_cast()
    voice = make_voice("充电桩太少")
    matter = _idea(cast, voice, make_voice("路灯不亮"))

    def split() -> Any:
        return actions.split(matter_id=matter.pk, voice_id=voice.pk, hat=cast.office)

    one_wins(split, split)
    assert Notice.objects.filter(to_id=voice.pk, code="matter.let_go").count() == 1


def test_an_answer_is_rated_once_by_each_voice() -> None:
    cast = make_cast()
    voice = make_voice("充电桩太少")
    matter = _idea(cast, voice)
    units = Given(units=(Part(cast.unit),))
    actions.act_on_matter(matter_id=matter.pk, act="assign", hat=cast.office, given=units)
    answer_part(matter, cast.handler, cast.head)
    rating = NewRating("satisfied", "satisfied", "satisfied")

    def rate() -> Any:
        return actions.rate_as_voice(voice_id=voice.pk, rating=rating)

    one_wins(rate, rate)
    assert Rating.objects.count() == 1


def test_two_who_tell_of_what_was_taken_up_tell_once() -> None:
    cast = make_cast()
    voices = [make_voice(f"第{n}条") for n in range(5)]
    matter = _idea(cast, *voices)
    count = [lambda: actions.greet(matter_id=matter.pk)] * 2
    assert said(*count) == [WON, WON]
    assert Notice.objects.filter(code="matter.taken_up").count() == 5


def _held(cast: Cast, matters: list[Matter]) -> Held:
    return holding.hold(
        matter_ids=[m.pk for m in matters],
        act="assign",
        hat=cast.deputy_office,
        given=Given(units=(Part(cast.unit),)),
    )


def test_what_is_held_is_called_back_once_and_done_once() -> None:
    cast = make_cast()
    with time_machine.travel("2026-02-10T03:00:00Z", tick=False) as clock:
        first = _held(cast, [make_suggestion(cast, "assigning") for _ in range(3)])
        back = [lambda: holding.call_back(held_id=first.pk, hat=cast.deputy_office)] * 2
        assert said(*back) == [WON, WON]
        assert Matter.objects.filter(step="assigning").count() == 3
        second = _held(cast, list(Matter.objects.all()))
        clock.shift(timedelta(seconds=61))
        heard = said(
            *[lambda: holding.take_effect(held_id=second.pk)] * 2,
            lambda: holding.call_back(held_id=second.pk, hat=cast.deputy_office),
        )
        assert heard[:2] == [WON, WON]
        assert heard[2] != WON
    second.refresh_from_db()
    assert (len(second.done), second.refused) == (3, [])
    assert written("assignment.opened") == 3
    assert written("bulk.ended") == 1


# What the room offers, and where two hands try it; a new verb fails here until it is tried.
TRIED = {
    "act_as_author": "test_two_hands", "act_on_assignment": "test_two_hands",
    "act_on_matter": "test_two_hands", "spread": "test_two_hands", "urge": "test_urging",
    "watch": "test_watching", "begin": "here", "carry": "here", "enter_calendar": "here",
    "greet": "here", "pause": "here", "rate_as_voice": "here", "recount": "here",
    "resume": "here", "review": "here", "split": "here",
    "begin_many": "begins only what nobody else knows of yet",
}  # fmt: skip


def test_every_act_of_the_room_has_two_hands() -> None:
    verbs = {name for name in actions.__all__ if name[0].islower()}
    assert verbs == set(TRIED)
