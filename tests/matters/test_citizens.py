"""What people said at a station: up the ladder, to another place, and an answer for each voice."""

import pytest

from qunce.common.errors import Conflict, NotAllowed, Refused
from qunce.matters import actions
from qunce.matters.actions import Given, NewMatter, NewRating, Part
from qunce.matters.models import Carried, Matter
from qunce.notices.models import Notice
from qunce.notices.queries import told
from qunce.people.rules import Hat
from qunce.voices.models import Fate, Voice
from tests.factories import make_call, make_voice
from tests.factories.matters import Cast, make_cast, make_town
from tests.factories.people import make_jurisdiction

pytestmark = pytest.mark.django_db
UNHAPPY = NewRating("satisfied", "dissatisfied", "satisfied", "路灯仍然不亮。")


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def _matter(cast: Cast, n: int = 1) -> tuple[Matter, list[Voice]]:
    call = make_call()
    voices = [make_voice(f"文澜街道第{i}盏路灯不亮，晚上走路不安全。", call=call) for i in range(n)]
    matter = actions.begin(
        procedure="citizens-voice",
        new=NewMatter(title="文澜街道路灯不亮"),
        hat=cast.station,
        voices=[voice.pk for voice in voices],
    )
    return matter, voices


def _act(matter: Matter, act: str, hat: Hat, **given: object) -> None:
    actions.act_on_matter(
        matter_id=matter.pk,
        act=act,
        hat=hat,
        given=Given(**given),  # type: ignore[arg-type]
    )
    matter.refresh_from_db()


def _answered_on_the_spot(cast: Cast, n: int = 1) -> tuple[Matter, list[Voice]]:
    matter, voices = _matter(cast, n)
    _act(matter, "answer_on_the_spot", cast.station, text="已通知路灯管护单位，今晚修复。")
    actions.spread(move_id=matter.moves.latest("pk").pk)
    return matter, voices


def test_every_carried_voice_is_answered_and_told_once(cast: Cast) -> None:
    matter, voices = _answered_on_the_spot(cast, 3)
    move = matter.moves.latest("pk")
    actions.spread(move_id=move.pk)
    assert set(Voice.objects.values_list("fate", flat=True)) == {Fate.ANSWERED}
    told = Notice.objects.filter(code="matter.answered")
    assert sorted(told.values_list("to_id", flat=True)) == sorted(v.pk for v in voices)


def test_a_voice_that_was_withdrawn_meanwhile_stays_withdrawn(cast: Cast) -> None:
    matter, voices = _matter(cast, 2)
    Voice.objects.filter(pk=voices[0].pk).update(fate=Fate.WITHDRAWN)
    _act(matter, "answer_on_the_spot", cast.station, text="今晚修复。")
    actions.spread(move_id=matter.moves.latest("pk").pk)
    assert [Voice.objects.get(pk=v.pk).fate for v in voices] == [Fate.WITHDRAWN, Fate.ANSWERED]


def test_voices_are_taken_up_all_or_none(cast: Cast) -> None:
    _first, voices = _matter(cast, 2)
    with pytest.raises(Refused, match="2"):
        actions.begin(
            procedure="citizens-voice",
            new=NewMatter(title="同一批路灯"),
            hat=cast.station,
            voices=[voice.pk for voice in voices],
        )
    assert Matter.objects.count() == 1


def test_a_voice_that_is_taken_out_waits_by_itself_and_hears_of_it(cast: Cast) -> None:
    matter, voices = _matter(cast, 2)
    actions.split(matter_id=matter.pk, voice_id=voices[0].pk, hat=cast.station)
    voices[0].refresh_from_db()
    assert voices[0].fate == Fate.WAITING
    assert Carried.objects.exclude(until=None).get().voice_id == voices[0].pk
    assert Notice.objects.get(code="matter.let_go").to_id == voices[0].pk
    with pytest.raises(NotAllowed):
        actions.split(matter_id=matter.pk, voice_id=voices[1].pk, hat=cast.handler)


def test_the_ladder_goes_up_and_each_rung_has_its_own_clock(cast: Cast) -> None:
    matter, _voices = _matter(cast)
    town = make_town()
    _act(matter, "to_town", cast.station, units=(Part(town.pk),))
    assert (matter.step, matter.holder_unit_id) == ("town", town.pk)
    assert "15个工作日" in matter.due_zh
    with pytest.raises(NotAllowed):
        _act(matter, "result", cast.handler, text="修好了")


def test_the_only_author_who_is_not_satisfied_brings_it_back(cast: Cast) -> None:
    matter, (voice,) = _answered_on_the_spot(cast)
    with pytest.raises(Refused):
        actions.rate_as_voice(
            voice_id=voice.pk, rating=NewRating("satisfied", "dissatisfied", "satisfied")
        )
    actions.rate_as_voice(voice_id=voice.pk, rating=UNHAPPY)
    matter.refresh_from_db()
    assert matter.step == "objection"
    _act(matter, "reopen", cast.station, reason="现场核实确实未修")
    voice.refresh_from_db()
    assert (matter.step, matter.round, voice.fate) == ("triage", 2, Fate.CARRIED)


def test_one_of_many_rates_for_themselves_and_nothing_moves(cast: Cast) -> None:
    matter, voices = _answered_on_the_spot(cast, 2)
    actions.rate_as_voice(voice_id=voices[0].pk, rating=UNHAPPY)
    matter.refresh_from_db()
    assert matter.step == "answered"
    with pytest.raises(Conflict):
        actions.rate_as_voice(voice_id=voices[0].pk, rating=UNHAPPY)


def test_another_place_takes_it_over_with_its_voices_and_the_authors_hear_once(cast: Cast) -> None:
    matter, voices = _matter(cast, 2)
    there = make_jurisdiction("990100", name="邻市")
    _act(matter, "hand_over", cast.station, target=there.pk, reason="属邻市管辖")
    other = Matter.objects.get(jurisdiction=there)
    assert (matter.step, other.step, other.parent_id) == ("handed_over", "triage", matter.pk)
    assert set(other.carried.filter(until=None).values_list("voice", flat=True)) == {
        voice.pk for voice in voices
    }
    assert Notice.objects.filter(code="matter.handed_over").count() == 2


def test_what_is_redirected_sets_its_voices_aside_and_says_so(cast: Cast) -> None:
    matter, (voice,) = _matter(cast)
    _act(matter, "redirect", cast.station, reason_code="CASE", reason="请走诉讼程序")
    voice.refresh_from_db()
    assert (voice.fate, voice.fate_reason) == (Fate.SET_ASIDE, "not_taken_up")
    assert told(voice.pk)[-1].words.endswith("所并入的事项不予办理。 请走诉讼程序")


def test_why_a_confidential_matter_is_redirected_stays_in_the_house(cast: Cast) -> None:
    matter, (voice,) = _matter(cast)
    Matter.objects.filter(pk=matter.pk).update(confidential=True)
    _act(matter, "redirect", cast.station, reason_code="CASE", reason="请走诉讼程序")
    assert told(voice.pk)[-1].words.endswith("所并入的事项不予办理。")
