"""Nobody's voice and no other suggestion is left behind when a matter ends or is merged."""

import pytest

from qunce.common.errors import Refused
from qunce.matters import actions
from qunce.matters.actions import Given, NewRating, Part
from qunce.matters.models import Answer, Matter
from qunce.notices.models import Notice
from qunce.voices.actions import fates
from tests.factories import make_voice
from tests.factories.matters import (
    NEW,
    Cast,
    answer_part,
    make_answer,
    make_cast,
    make_suggestion,
    part_of,
)
from tests.factories.steps import do, enough, make_house, stand

pytestmark = pytest.mark.django_db
UNHAPPY = NewRating("satisfied", "dissatisfied", "satisfied", "三号楼仍然没有充电桩。")


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def _act(matter: Matter, act: str, hat: object, **given: object) -> None:
    actions.act_on_matter(matter_id=matter.pk, act=act, hat=hat, given=Given(**given))  # type: ignore[arg-type]
    matter.refresh_from_db()


def _merged(cast: Cast) -> tuple[Matter, Matter]:
    first, second = make_suggestion(cast, "handling"), make_suggestion(cast, "assigning")
    _act(second, "merge", cast.deputy_office, target=first.pk)
    return first, second


def test_a_discarded_draft_lets_its_voices_go(cast: Cast) -> None:
    voice = make_voice()
    matter = actions.begin(
        procedure="deputy-suggestion", new=NEW, hat=cast.deputy, voices=[voice.pk]
    )
    _act(matter, "discard", cast.deputy)
    voice.refresh_from_db()
    assert (voice.fate, matter.carried.filter(until=None).count()) == ("waiting", 0)


def test_a_voice_that_was_set_aside_with_its_matter_can_be_carried_again(cast: Cast) -> None:
    voice = make_voice()
    matter = actions.begin(procedure="golden-idea", new=NEW, hat=cast.office, voices=[voice.pk])
    _act(matter, "set_aside", cast.office, reason_code="EMPTY", reason="没有具体内容")
    fates.put_back(voice_id=voice.pk, hat=cast.office)
    again = actions.begin(procedure="golden-idea", new=NEW, hat=cast.office, voices=[voice.pk])
    voice.refresh_from_db()
    assert (voice.fate, again.carried.count()) == ("carried", 1)


def test_a_voice_taken_up_after_the_answer_has_the_answer(cast: Cast) -> None:
    matter = actions.begin(procedure="golden-idea", new=NEW, hat=cast.office)
    _act(matter, "assign", cast.office, units=(Part(cast.unit),))
    answer_part(matter, cast.handler, cast.head)
    voice = make_voice()
    actions.carry(matter=matter, voice_ids=[voice.pk], hat=cast.office)
    actions.spread(move_id=matter.moves.get(act="answered").pk)
    voice.refresh_from_db()
    assert voice.fate == "answered"
    assert Notice.objects.filter(to_id=voice.pk, code="matter.answered").count() == 1


def test_a_matter_that_ended_without_an_answer_takes_no_voice_up(cast: Cast) -> None:
    matter = actions.begin(procedure="golden-idea", new=NEW, hat=cast.office)
    _act(matter, "set_aside", cast.office, reason_code="EMPTY", reason="没有具体内容")
    with pytest.raises(Refused):
        actions.carry(matter=matter, voice_ids=[make_voice().pk], hat=cast.office)


def test_a_merged_suggestion_has_an_answer_of_its_own(cast: Cast) -> None:
    first, second = _merged(cast)
    answer_part(first, cast.handler, cast.head)
    second.refresh_from_db()
    mine, theirs = Answer.objects.get(matter=second), Answer.objects.get(matter=first)
    assert second.step == "feedback"
    assert (mine.text, mine.signed_by_id) == (theirs.text, theirs.signed_by_id)
    assert bytes(mine.salt) != bytes(theirs.salt)


def test_a_merged_suggestion_goes_its_own_way_when_the_other_is_withdrawn(cast: Cast) -> None:
    first, second = _merged(cast)
    _act(first, "withdraw", cast.deputy, reason="问题已解决")
    second.refresh_from_db()
    assert (second.step, second.holder_role, second.tie) == ("assigning", "deputy_office", "")


def test_a_merged_suggestion_follows_the_unit_of_the_other(cast: Cast) -> None:
    first, second = _merged(cast)
    _act(first, "reassign", cast.deputy_office, units=(Part(cast.other_unit),), reason="职责调整")
    second.refresh_from_db()
    assert second.holder_unit_id == cast.other_unit


def test_a_merged_suggestion_that_is_handled_again_is_handled_by_itself(cast: Cast) -> None:
    first, second = _merged(cast)
    answer_part(first, cast.handler, cast.head)
    _act(second, "rate", cast.deputy, rating=UNHAPPY)
    _act(second, "rehandle", cast.deputy_office)
    assert [(a.unit_id, a.step) for a in second.assignments.all()] == [(cast.unit, "offered")]
    assert second.step == "rehandling"
    answer_part(second, cast.handler, cast.head, make_answer(text="三号楼已补建充电桩两组。"))
    second.refresh_from_db()
    assert second.step == "feedback_again"


def test_a_late_co_unit_has_no_part_any_more_once_all_is_answered(cast: Cast) -> None:
    parts = (Part(cast.unit, "lead"), Part(cast.co_unit, "co"))
    matter = make_suggestion(cast, "handling", parts)
    matter.assignments.filter(mode="co").update(due_on="2020-01-01")
    answer_part(matter, cast.handler, cast.head, make_answer(text="经市公安局会办（意见未交）。"))
    assert part_of(matter, cast.co_handler).step == "ended"


def test_a_whistle_that_is_taken_up_again_opens_no_part_before_it_is_sorted() -> None:
    house = make_house()
    row = stand(house, "grid-report", "objection")
    do(row, "reopen", house.cast.station, enough(house, row, "reopen"))
    row.refresh_from_db()
    assert row.step == "triage"
    assert not row.assignments.exclude(phase="ended").exists()


def test_a_part_that_a_campaign_gave_is_asked_back_from_the_campaign(cast: Cast) -> None:
    matter = actions.begin(procedure="golden-idea", new=NEW, hat=cast.office)
    _act(matter, "assign", cast.office, units=(Part(cast.unit),))
    part = part_of(matter, cast.handler)
    given = Given(reason="不属我局职责", unit_id=cast.other_unit)
    part = actions.act_on_assignment(
        assignment_id=part.pk, act="ask_return", hat=cast.handler, given=given
    )
    assert part.holder_role == "office"
