"""Reminding by hand: who may, whom it reaches, once a day, and nothing else moves."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction

from qunce.common.errors import Conflict, NotAllowed, Problem, Refused, TooLarge
from qunce.matters import actions
from qunce.matters.actions import Part
from qunce.matters.models import Matter, Move
from qunce.matters.queries.inbox import inbox
from qunce.people.models import Role
from qunce.people.rules import Hat
from qunce.record.models import Entry
from tests.at_once import at_once
from tests.factories.matters import Cast, make_cast, make_suggestion, part_of
from tests.factories.people import make_hat, make_unit
from tests.matters.pages import at_desk, page_of, words

pytestmark = pytest.mark.django_db
STEPS = ("draft", "review", "handling", "feedback")
WORDS = "请于本周内与代表见面沟通。"


def _urge(matter: Matter, hat: Hat, **fields: object) -> Move:
    return actions.urge(matter_id=matter.pk, hat=hat, **{"words": WORDS, **fields})  # type: ignore[arg-type]


def _reminded(hat: Hat) -> list[str]:
    return [held.urged.words for held in inbox(hat).rows if held.urged]


def _supervisor() -> Hat:
    return make_hat("supervisor", Role.SUPERVISOR, make_unit(code="S01", name="市委督查室"))


def _outcome(matter: Matter, hat: Hat) -> str:
    try:
        with transaction.atomic():
            _urge(matter, hat)
            transaction.set_rollback(True)
    except NotAllowed:
        return "not allowed"
    except Refused:
        return "refused"
    return "reminded"


def test_who_may_remind_at_which_step(cast: Cast) -> None:
    people = {
        "supervision": _supervisor(),
        "government": cast.government,
        "deputies' office": cast.deputy_office,
        "campaign office": cast.office,
        "unit": cast.handler,
        "head": cast.head,
        "deputy": cast.deputy,
        "station": cast.station,
    }
    offices = {"supervision", "government", "deputies' office", "campaign office"}
    matters = {step: make_suggestion(cast, step) for step in STEPS}
    found = {
        step: {who: _outcome(matter, hat) for who, hat in people.items()}
        for step, matter in matters.items()
    }
    none = dict.fromkeys(people, "not allowed")
    assert found["handling"] == none | dict.fromkeys(offices, "reminded")
    # Its own desk is nobody's to be reminded of; the deputy who is to rate is.
    assert found["review"] == found["handling"] | {"deputies' office": "refused"}
    assert found["feedback"] == found["handling"]
    assert found["draft"] == none | dict.fromkeys(offices, "refused")


def test_the_office_of_another_place_reminds_nobody(cast: Cast) -> None:
    from tests.factories import make_jurisdiction

    there = make_unit(make_jurisdiction("980000", name="邻市"), code="C01", name="邻市督查室")
    with pytest.raises(NotAllowed):
        _urge(make_suggestion(cast, "handling"), make_hat("far", Role.SUPERVISOR, there))


def test_the_holder_reads_it_and_nothing_else_moves(cast: Cast) -> None:
    matter = make_suggestion(cast, "handling")
    before = (matter.step, matter.due_on, matter.holder_unit_id)
    _urge(matter, cast.government)
    matter.refresh_from_db()
    assert (matter.step, matter.due_on, matter.holder_unit_id) == before
    assert _reminded(cast.handler) == [WORDS]
    assert _reminded(cast.other_handler) == _reminded(cast.deputy) == []
    assert WORDS in words(at_desk(cast.handler).get("/desk/inbox/"))
    page = words(at_desk(cast.handler).get(page_of(matter)))
    assert "催办" in page
    assert WORDS in page
    entry = Entry.objects.get(verb="matter.urged")
    assert (entry.actor_id, entry.subject_id) == (cast.government.person_id, matter.pk)
    assert WORDS not in str(entry.body)


def test_it_is_gone_from_the_inbox_once_the_holder_went_on(cast: Cast) -> None:
    matter = make_suggestion(cast, "handling")
    part = part_of(matter, cast.handler)
    _urge(matter, cast.government, part_id=part.pk)
    assert _reminded(cast.handler) == [WORDS]
    actions.act_on_assignment(assignment_id=part.pk, act="receive", hat=cast.handler)
    assert _reminded(cast.handler) == []


def test_a_co_unit_is_reminded_of_its_own_part_only(cast: Cast) -> None:
    parts = (Part(cast.unit, "lead"), Part(cast.co_unit, "co"))
    matter = make_suggestion(cast, "handling", parts)
    with time_machine.travel("2030-03-01T02:00:00Z", tick=False) as clock:
        _urge(matter, cast.government)
        assert (_reminded(cast.handler), _reminded(cast.co_handler)) == ([WORDS], [])
        clock.shift(timedelta(days=1))
        other = "请交会办意见。"
        _urge(matter, cast.government, part_id=part_of(matter, cast.co_handler).pk, words=other)
        assert (_reminded(cast.handler), _reminded(cast.co_handler)) == ([WORDS], [other])


def test_where_each_answers_its_share_the_office_reminds_all_of_them(cast: Cast) -> None:
    parts = (Part(cast.unit, "split", "建桩"), Part(cast.other_unit, "split", "收费"))
    matter = make_suggestion(cast, "handling", parts)
    _urge(matter, cast.deputy_office)
    assert _reminded(cast.handler) == _reminded(cast.other_handler) == [WORDS]


def test_once_a_day_whoever_reminds(cast: Cast) -> None:
    matter = make_suggestion(cast, "handling")
    with time_machine.travel("2030-03-01T15:30:00Z", tick=False) as clock:  # 23:30 here
        _urge(matter, cast.government)
        with pytest.raises(Conflict, match="一次"):
            _urge(matter, cast.deputy_office)
        clock.shift(timedelta(hours=1))
        _urge(matter, cast.deputy_office)
    assert Move.objects.filter(act="urge").count() == 2


@pytest.mark.parametrize("typed", ["", "  \n", "\x00"])
def test_without_words_nobody_is_reminded(cast: Cast, typed: str) -> None:
    with pytest.raises(Refused):
        _urge(make_suggestion(cast, "handling"), cast.government, words=typed)


def test_what_is_wrong_is_refused_with_a_sentence(cast: Cast) -> None:
    one, other = make_suggestion(cast, "handling"), make_suggestion(cast, "handling")
    with pytest.raises(TooLarge):
        _urge(one, cast.government, words="催" * 501)
    with pytest.raises(Refused):
        _urge(one, cast.government, part_id=part_of(other, cast.handler).pk)
    with pytest.raises(Refused):
        actions.urge(matter_id=987_654, words=WORDS, hat=cast.government)
    assert not Move.objects.filter(act="urge").exists()


def test_on_the_page_what_was_typed_stays_when_it_is_refused(cast: Cast) -> None:
    matter, client = make_suggestion(cast, "handling"), at_desk(cast.government)
    url = f"{page_of(matter)}urge/"
    assert client.post(url, {"words": WORDS, "urging": "1"}).status_code == 302
    again = client.post(url, {"words": "再催一次。", "urging": "1"})
    assert again.status_code == 409
    assert "再催一次。" in words(again)
    assert "每天催办一次即可" in words(again)
    assert client.post(url, {"words": "", "urging": "1"}).status_code in {400, 409}


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_reminds() -> None:
    cast = make_cast()
    matter = make_suggestion(cast, "handling")

    def one(hat: Hat) -> str:
        try:
            _urge(matter, hat)
        except Problem as problem:
            return str(problem.message)
        return "won"

    said = at_once(one, [(cast.government,), (cast.deputy_office,)])
    assert sorted(s == "won" for s in said) == [False, True]
    assert Move.objects.filter(act="urge").count() == 1
