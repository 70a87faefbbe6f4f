"""What somebody sends by mistake or on purpose: a sentence comes back, and nothing is changed."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from qunce.common.clock import today
from qunce.common.errors import NotAllowed, Problem, Refused, TooLarge
from qunce.matters import actions
from qunce.matters.actions import (
    Given,
    NewAnswer,
    NewContact,
    NewMatter,
    NewPromise,
    NewRating,
    Part,
    promising,
)
from qunce.matters.models import Answer, Assignment, Matter, Move, Promise, Rating
from qunce.people.models import Role
from qunce.record.models import Entry
from tests.factories import make_hat, make_jurisdiction, make_unit, make_voice
from tests.factories.matters import (
    NEW,
    Cast,
    answer_part,
    make_answer,
    make_cast,
    make_suggestion,
    part_of,
)
from tests.factories.steps import House, do, enough, make_house, stand
from tests.factories.voices import make_call

pytestmark = pytest.mark.django_db
HAPPY = NewRating("satisfied", "satisfied", "satisfied")
LONG = "长" * 100_001


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def _part(cast: Cast, matter: Matter, act: str, hat: Any = None, **given: Any) -> Assignment:
    part = part_of(matter, cast.handler)
    hat = hat or cast.handler
    return actions.act_on_assignment(assignment_id=part.pk, act=act, hat=hat, given=Given(**given))


def _refuses(kind: type[Problem], act: Any, words: str = ".") -> None:
    """A sentence, no move, no entry."""
    before = (Move.objects.count(), Entry.objects.count())
    with pytest.raises(kind, match=words) as refused:
        act()
    assert str(refused.value.message).strip()
    assert (Move.objects.count(), Entry.objects.count()) == before


def test_another_places_office_is_a_stranger(cast: Cast) -> None:
    elsewhere = make_unit(make_jurisdiction("980000", name="邻市"), code="R01", name="邻市工委")
    office = make_hat("elsewhere", Role.DEPUTY_OFFICE, elsewhere)
    matter = make_suggestion(cast, "review")
    _refuses(
        NotAllowed, lambda: actions.act_on_matter(matter_id=matter.pk, act="admit", hat=office)
    )
    _refuses(NotAllowed, lambda: actions.pause(matter_id=matter.pk, reason="等待", hat=office))


def test_voices_of_another_place_are_not_taken_up(cast: Cast) -> None:
    there = make_jurisdiction("980000", name="邻市")
    voice = make_voice("邻市的路灯不亮", call=make_call("there", there))
    _refuses(
        Refused,
        lambda: actions.begin(procedure="golden-idea", new=NEW, hat=cast.office, voices=[voice.pk]),
    )
    assert Matter.objects.count() == 0


def test_only_an_office_takes_voices_up(cast: Cast) -> None:
    matter = actions.begin(procedure="golden-idea", new=NEW, hat=cast.office)
    voice = make_voice()
    for hat in (cast.stranger, cast.deputy, cast.handler):
        _refuses(
            NotAllowed, lambda h=hat: actions.carry(matter=matter, voice_ids=[voice.pk], hat=h)
        )
    actions.carry(matter=matter, voice_ids=[voice.pk], hat=cast.office)
    assert matter.carried.count() == 1


@pytest.mark.parametrize("wrong", [{"units": (Part(987654),)}, {"units": ()}])
def test_a_unit_that_is_not_there_cannot_be_assigned(cast: Cast, wrong: Any) -> None:
    matter = make_suggestion(cast, "assigning")
    _refuses(
        Refused,
        lambda: actions.act_on_matter(
            matter_id=matter.pk, act="assign", hat=cast.deputy_office, given=Given(**wrong)
        ),
    )


def test_a_unit_of_another_place_cannot_be_assigned(cast: Cast) -> None:
    there = make_unit(make_jurisdiction("980000", name="邻市"), code="D01", name="邻市住建局")
    matter = make_suggestion(cast, "assigning")
    given = Given(units=(Part(there.pk),))
    _refuses(
        Refused,
        lambda: actions.act_on_matter(
            matter_id=matter.pk, act="assign", hat=cast.deputy_office, given=given
        ),
    )


def test_a_thousand_units_at_once_are_too_many(cast: Cast) -> None:
    matter = make_suggestion(cast, "assigning")
    given = Given(units=tuple(Part(n, "split", "一部分") for n in range(1_000)))
    _refuses(
        TooLarge,
        lambda: actions.act_on_matter(
            matter_id=matter.pk, act="assign", hat=cast.deputy_office, given=given
        ),
        r"1000.*100",
    )


@pytest.mark.parametrize("units", [("sole", "sole"), ("co", "co"), ("co",), ("lead", "split")])
def test_parts_that_do_not_fit_together_are_refused(cast: Cast, units: tuple[str, ...]) -> None:
    matter = make_suggestion(cast, "assigning")
    parts = tuple(
        Part(unit, mode, "一部分")
        for unit, mode in zip((cast.unit, cast.co_unit), units, strict=False)
    )
    _refuses(
        Refused,
        lambda: actions.act_on_matter(
            matter_id=matter.pk, act="assign", hat=cast.deputy_office, given=Given(units=parts)
        ),
    )


def test_a_returned_part_cannot_become_co_units_alone(cast: Cast) -> None:
    """Else nobody would answer, and the matter would count as answered by nobody."""
    matter = make_suggestion(cast, "handling")
    _part(cast, matter, "ask_return", reason="不属我局职责", unit_id=cast.other_unit)
    parts = (Part(cast.co_unit, "co"), Part(cast.other_unit, "co"))
    _refuses(Refused, lambda: _part(cast, matter, "allow_return", cast.deputy_office, units=parts))


def test_a_returned_part_that_becomes_two_shares_is_held_by_the_office(cast: Cast) -> None:
    matter = make_suggestion(cast, "handling")
    _part(cast, matter, "ask_return", reason="不属我局职责", unit_id=cast.other_unit)
    parts = (Part(cast.co_unit, "split", "整治"), Part(cast.other_unit, "split", "建设"))
    _part(cast, matter, "allow_return", cast.deputy_office, units=parts)
    matter.refresh_from_db()
    assert (matter.several, matter.holder_role, matter.holder_unit_id) == (
        True, "deputy_office", None,
    )  # fmt: skip


def test_control_characters_are_left_out_and_the_words_stay(cast: Cast) -> None:
    matter = make_suggestion(cast, "handling")
    _part(cast, matter, "receive")
    text = "已补建\x00充电桩\x07。"
    _part(cast, matter, "draft", answer=make_answer(text=text))
    assert Answer.objects.get().text == "已补建充电桩。"
    new = NewMatter(title="标\x00题", situation="情\x1b况", requests=("一\x00",))
    begun = actions.begin(procedure="deputy-suggestion", new=new, hat=cast.deputy)
    assert (begun.title, begun.situation, begun.requests) == ("标题", "情况", ["一"])


def test_a_hundred_thousand_characters_are_taken_and_one_more_is_refused(cast: Cast) -> None:
    matter = make_suggestion(cast, "handling")
    _part(cast, matter, "receive")
    _refuses(
        TooLarge,
        lambda: _part(cast, matter, "draft", answer=make_answer(text=LONG)),
        "100001",
    )
    _part(cast, matter, "draft", answer=make_answer(text=LONG[1:]))
    assert len(Answer.objects.get().text) == 100_000


@pytest.mark.parametrize(
    "answer",
    [
        {"contact_name": "李" * 41},
        {"contact_phone": "0" * 41},
        {"promises": (NewPromise("诺" * 301, date(2099, 1, 1)),)},
        {"responses": tuple("一" for _ in range(101))},
    ],
    ids=["name", "phone", "promise", "responses"],
)
def test_what_does_not_fit_its_place_is_refused_and_never_cut(cast: Cast, answer: Any) -> None:
    matter = make_suggestion(cast, "handling")
    _part(cast, matter, "receive")
    draft = NewAnswer(**{"text": "答复", "result": "solved", **answer})
    _refuses(TooLarge, lambda: _part(cast, matter, "draft", answer=draft))


def test_a_long_title_and_a_long_reason_to_pause_are_refused_and_never_cut(cast: Cast) -> None:
    _refuses(
        TooLarge,
        lambda: actions.begin(
            procedure="deputy-suggestion", new=NewMatter(title="题" * 121), hat=cast.deputy
        ),
    )
    matter = make_suggestion(cast, "handling")
    _refuses(
        TooLarge,
        lambda: actions.pause(matter_id=matter.pk, reason="等" * 201, hat=cast.deputy_office),
    )


@pytest.mark.parametrize("result", ["", "wonderful"])
def test_a_result_that_is_none_is_refused(cast: Cast, result: str) -> None:
    matter = make_suggestion(cast, "handling")
    _part(cast, matter, "receive")
    _refuses(
        Refused, lambda: _part(cast, matter, "draft", answer=NewAnswer(text="答", result=result))
    )


def test_a_contact_has_a_day_between_the_beginning_and_today(cast: Cast) -> None:
    with time_machine.travel("2026-03-10T03:00:00Z"):
        matter = make_suggestion(cast, "handling")
        _part(cast, matter, "receive")
        for on in (date(2026, 3, 9), date(2026, 3, 11)):
            contact = NewContact("phone", on)
            _refuses(Refused, lambda c=contact: _part(cast, matter, "contact", contact=c))
        _part(cast, matter, "contact", contact=NewContact("phone", date(2026, 3, 10)))


def test_a_promise_in_the_past_is_refused_in_the_draft_and_at_the_signature(cast: Cast) -> None:
    with time_machine.travel("2026-03-10T03:00:00Z"):
        matter = make_suggestion(cast, "handling")
        _part(cast, matter, "receive")
        past = make_answer(promised=True)
        late = NewAnswer(**{**past.__dict__, "promises": (NewPromise("补建", date(2026, 3, 10)),)})
        _refuses(Refused, lambda: _part(cast, matter, "draft", answer=late), "2026-03-10")
        soon = NewAnswer(**{**past.__dict__, "promises": (NewPromise("补建", date(2026, 3, 12)),)})
        _part(cast, matter, "draft", answer=soon)
    with time_machine.travel("2026-03-13T03:00:00Z"):
        _refuses(
            Refused,
            lambda: _part(cast, matter, "sign", cast.head, despite="照签"),
            "2026-03-12",
        )
    assert Promise.objects.count() == 0


def test_a_promise_is_not_moved_into_the_past(cast: Cast) -> None:
    matter = make_suggestion(cast, "handling")
    answer_part(matter, cast.handler, cast.head, make_answer(promised=True))
    promise = Promise.objects.get()
    _refuses(
        Refused,
        lambda: promising.move(
            promise_id=promise.pk, to=today() - timedelta(days=1), words="晚了", hat=cast.head
        ),
    )


@pytest.mark.parametrize("act", ["receive", "draft", "sign", "contact"])
def test_nothing_is_answered_any_more_once_it_is_withdrawn(cast: Cast, act: str) -> None:
    matter = make_suggestion(cast, "handling")
    actions.act_on_matter(
        matter_id=matter.pk, act="withdraw", hat=cast.deputy, given=Given(reason="问题已解决")
    )
    given = {"answer": make_answer(), "contact": NewContact("phone", today())}
    _refuses(Refused, lambda: _part(cast, matter, act, cast.head, **given), "已终止")


def test_ids_that_do_not_exist_are_named(cast: Cast) -> None:
    _refuses(
        Refused, lambda: actions.act_on_matter(matter_id=10**9, act="admit", hat=cast.deputy_office)
    )
    _refuses(
        Refused,
        lambda: actions.act_on_assignment(assignment_id=10**9, act="receive", hat=cast.handler),
    )
    _refuses(Refused, lambda: promising.keep(promise_id=10**9, words="办好了", hat=cast.head))
    _refuses(Refused, lambda: actions.rate_as_voice(voice_id=10**9, rating=HAPPY))


def test_a_citizens_voice_becomes_a_suggestion_of_a_deputy_only() -> None:
    house = make_house()
    row = stand(house, "citizens-voice", "triage")
    for person in (house.cast.stranger.person_id, 10**9):
        given = Given(people=(person,))
        _refuses(Refused, lambda g=given: do(row, "to_suggestion", house.cast.station, g))
    do(row, "to_suggestion", house.cast.station, Given(people=(house.cast.deputy.person_id,)))
    assert row.children.get().author_id == house.cast.deputy.person_id


def test_somebody_who_is_no_deputy_any_more_is_not_asked_to_sign(cast: Cast) -> None:
    from qunce.people.models import Post

    Post.objects.filter(pk=cast.second.post_id).update(until_on=date(2020, 2, 1))
    matter = make_suggestion(cast)
    given = Given(people=(cast.second.person_id,))
    _refuses(
        Refused,
        lambda: actions.act_on_matter(
            matter_id=matter.pk, act="invite", hat=cast.deputy, given=given
        ),
    )


def test_a_voice_is_not_rated_before_the_answer_of_this_round(cast: Cast) -> None:
    voice = make_voice()
    matter = actions.begin(procedure="citizens-voice", new=NEW, hat=cast.station, voices=[voice.pk])
    act = {"matter_id": matter.pk, "hat": cast.station}
    actions.act_on_matter(act="answer_on_the_spot", given=Given(text="已维修。"), **act)
    actions.act_on_matter(act="reopen", given=Given(reason="仍不亮"), **act)
    _refuses(Refused, lambda: actions.rate_as_voice(voice_id=voice.pk, rating=HAPPY))


def test_only_those_who_came_are_rated_and_all_of_them() -> None:
    house: House = make_house()
    row = stand(house, "grid-report", "joint")
    Assignment.objects.filter(matter=row.pk, mode="lead").update(
        step="answered", phase="ended", ended_at=row.begun_at, holder_role=""
    )
    good = enough(house, row, "rate_units")
    for grades in (good.unit_ratings[1:], (*good.unit_ratings, (10**9, "satisfied"))):
        given = Given(text="已处置", unit_ratings=grades)
        _refuses(Refused, lambda g=given: do(row, "rate_units", house.town, g))
    do(row, "rate_units", house.town, good)


def test_an_office_that_goes_on_without_a_rating_gives_none(cast: Cast) -> None:
    """The random walk sent one along: it stood as a second word of the author's."""
    matter = make_suggestion(cast, "feedback")
    unhappy = NewRating("satisfied", "dissatisfied", "satisfied", "还差一处。")
    actions.act_on_matter(
        matter_id=matter.pk, act="rate", hat=cast.deputy, given=Given(rating=unhappy)
    )
    slipped = Given(reason="已充分说明", rating=HAPPY)
    actions.act_on_matter(matter_id=matter.pk, act="leave", hat=cast.deputy_office, given=slipped)
    assert [r.result for r in Rating.objects.filter(matter=matter)] == ["dissatisfied"]
