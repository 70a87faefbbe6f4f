"""A deputy writes; the office makes a theme a matter in one move."""

from typing import Any

import pytest

from qunce.campaigns.models import Campaign
from qunce.matters.actions import gathering
from qunce.matters.models import Matter
from qunce.matters.views import beginning
from qunce.voices.models import Fate, Voice
from tests.factories import make_campaign, make_voice
from tests.factories.matters import Cast, answer_part, make_answer, make_suggestion
from tests.matters.pages import at_desk, do, words
from tests.square.making import make_theme, say

pytestmark = pytest.mark.django_db
WRITTEN = {
    "title": "关于在老旧小区增设充电桩的建议",
    "situation": "飞线充电普遍。",
    "requests": "1. 今年内补建充电桩\n2、统一收费标准\n\n",
}


@pytest.fixture
def campaign() -> Campaign:
    return make_campaign()


def test_a_deputy_writes_and_asks_others_to_sign(cast: Cast) -> None:
    deputy = at_desk(cast.deputy)
    assert "不得存储、处理、传输国家秘密" in words(deputy.get("/desk/matters/new/"))
    sent = deputy.post("/desk/matters/new/", {**WRITTEN, "people": [cast.second.person_id]})
    matter = Matter.objects.get()
    assert sent["Location"] == f"/desk/matters/{matter.pk}/"
    assert matter.requests == ["今年内补建充电桩", "统一收费标准"]
    assert (matter.step, matter.author_id) == ("cosigning", cast.deputy.person_id)
    assert do(deputy, matter, "submit").status_code == 400
    assert do(at_desk(cast.second), matter, "confirm").status_code == 302
    assert do(deputy, matter, "submit").status_code == 302


def test_what_is_missing_is_asked_for_and_the_rest_is_kept(cast: Cast) -> None:
    sent = at_desk(cast.deputy).post("/desk/matters/new/", {**WRITTEN, "requests": ""})
    assert sent.status_code == 400
    assert "飞线充电普遍。" in words(sent)
    assert not Matter.objects.exists()


def _theme(campaign: Campaign) -> Any:
    voices = [say(campaign, text) for text in ("小区没有充电桩", "充电桩太少了", "想要充电桩")]
    theme = make_theme(campaign, "小区充电桩", voices)
    gone = voices[2]
    Voice.objects.filter(pk=gone.pk).update(fate=Fate.SET_ASIDE, fate_reason="no_request")
    return theme


def test_a_theme_becomes_a_matter_with_the_voices_that_wait(cast: Cast, campaign: Campaign) -> None:
    theme = _theme(campaign)
    office, url = at_desk(cast.office), f"/desk/matters/new/?theme={theme.pk}"
    page = words(office.get(url))
    assert 'value="小区充电桩"' in page
    button = words(office.get(f"/desk/reading/{theme.corpus_id}/themes/{theme.pk}/"))
    assert f"/desk/matters/new/?theme={theme.pk}" in button
    office.post(url, {"title": "小区充电桩", "ways": "sole", "unit_1": cast.unit})
    matter = Matter.objects.get()
    assert (matter.procedure, matter.step) == ("golden-idea", "handling")
    assert (matter.evidence["id"], matter.evidence["size"]) == (theme.pk, 3)
    assert matter.carried.count() == 2
    assert Voice.objects.filter(fate=Fate.CARRIED).count() == 2


def test_units_may_be_left_open(cast: Cast, campaign: Campaign) -> None:
    theme = _theme(campaign)
    url = f"/desk/matters/new/?theme={theme.pk}"
    at_desk(cast.office).post(url, {"title": "小区充电桩", "ways": "sole"})
    assert Matter.objects.get().step == "selected"
    again = at_desk(cast.office).post(url, {"title": "小区充电桩", "ways": "sole"})
    assert again.status_code == 400
    assert Matter.objects.count() == 1


def test_a_station_takes_up_the_ladder_and_other_posts_nothing(
    cast: Cast, campaign: Campaign
) -> None:
    url = f"/desk/matters/new/?theme={_theme(campaign).pk}"
    at_desk(cast.station).post(url, {"title": "小区充电桩"})
    assert Matter.objects.get().procedure == "citizens-voice"
    for hat in (cast.handler, cast.deputy_office):
        assert at_desk(hat).get(url).status_code == 403
    assert at_desk(cast.office).get("/desk/matters/new/?theme=987654").status_code == 404


def test_what_was_asked_before_stands_first_with_its_answer(cast: Cast, campaign: Campaign) -> None:
    before = make_suggestion(cast, "handling")
    answer_part(before, cast.handler, cast.head, make_answer(promised=True))
    make_suggestion(cast)
    make_voice("别的", call=campaign.calls.get())
    theme = make_theme(campaign, "老旧小区电动自行车充电桩", [say(campaign)])
    response = at_desk(cast.office).get(f"/desk/matters/new/?theme={theme.pk}")
    assert [found.matter.pk for found in response.context["similar"]] == [before.pk]
    assert "现答复如下" in words(response)
    assert "补建充电桩2000个" in words(response)
    other = make_theme(campaign, "公交车晚点", [say(campaign)])
    assert at_desk(cast.office).get(f"/desk/matters/new/?theme={other.pk}").context["similar"] == []


def test_the_rest_of_many_voices_follows_in_the_background_once(
    cast: Cast, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where a voice is carried elsewhere meanwhile, and when it is begun again."""
    for room in (gathering, beginning):
        monkeypatch.setattr(room, "AT_ONCE", 1)
    theme = _theme(campaign)
    url = f"/desk/matters/new/?theme={theme.pk}"
    at_desk(cast.office).post(url, {"title": "小区充电桩", "ways": "sole", "unit_1": cast.unit})
    matter = Matter.objects.get()
    assert matter.carried.count() == 1
    assert gathering.gather(matter_id=matter.pk) == 1
    assert gathering.gather(matter_id=matter.pk) == 0
    assert matter.carried.count() == 2
