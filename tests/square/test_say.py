from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from qunce.campaigns.models import Campaign
from qunce.places.models import Area, Level
from qunce.voices.actions.contacts import read_contact
from qunce.voices.models import Call, Contact, Showing, Voice
from qunce.voices.queries import receipt_number
from tests.factories import make_campaign
from tests.square.making import hand_in, say, typed


def test_what_was_typed_becomes_a_voice_and_leads_to_its_receipt(
    campaign: Campaign, client: Client
) -> None:
    area = Area.objects.create(
        jurisdiction=campaign.jurisdiction, code="990101", name="霁州区", level=Level.COUNTY
    )
    answer = hand_in(
        client, campaign, area=area.pk, place="东门", contact="13900001234", consent="on"
    )
    voice = Voice.objects.get()
    assert answer.url == f"/r/{receipt_number(voice)}/?new=1"
    assert (voice.text, voice.area, voice.place) == ("建议多装几盏路灯", area, "东门")
    assert (voice.channel, voice.consent, voice.showing) == ("web", True, Showing.SHOWN)
    contact = Contact.objects.get()
    assert read_contact(contact) == "13900001234"
    assert b"13900001234" not in bytes(contact.sealed)


def test_without_the_tick_the_words_stay_private(campaign: Campaign, client: Client) -> None:
    hand_in(client, campaign)
    assert Voice.objects.get().showing == Showing.PRIVATE


def test_a_mark_is_set_only_for_who_speaks(campaign: Campaign, client: Client) -> None:
    client.get(f"/c/{campaign.slug}/say/")
    assert "mark" not in client.cookies
    hand_in(client, campaign)
    mark = client.cookies["mark"]
    assert (mark["httponly"], mark["samesite"]) == (True, "Lax")
    assert mark.value not in str(Voice.objects.values_list("token").get())


@pytest.mark.parametrize("text", ["", "  \n ", "\x00\x07\x1b"])
def test_without_words_nothing_is_stored_and_what_was_typed_stays(
    campaign: Campaign, client: Client, text: str
) -> None:
    answer = hand_in(client, campaign, text=text, place="东门", contact="a@b.cn", consent="on")
    assert answer.status_code == 400
    assert not Voice.objects.exists()
    form = answer.context["form"]
    assert list(form.errors) == ["text"]
    assert (form["place"].value(), form["contact"].value()) == ("东门", "a@b.cn")
    assert form["consent"].value() is True


def test_the_longest_text_is_kept_whole(campaign: Campaign, client: Client) -> None:
    text = "好" * 99_999 + "👍"
    assert hand_in(client, campaign, text=text).status_code == 302
    assert Voice.objects.get().text == text


def test_a_text_one_character_too_long_is_refused_with_its_length_and_kept_in_the_form(
    campaign: Campaign, client: Client
) -> None:
    text = "好" * 100_001
    answer = hand_in(client, campaign, text=text)
    assert answer.status_code == 400
    assert not Voice.objects.exists()
    assert answer.context["form"]["text"].value() == text
    assert "100001" in str(answer.context["form"].errors["text"])


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("👍🏽👨‍👩‍👧 好", "👍🏽👨‍👩‍👧 好"),
        ("שלום \u202eابجد", "שלום \u202eابجد"),
        ("一\x00二\x07三\x1b[31m", "一二三[31m"),
        ("<script>x</script>&amp;", "<script>x</script>&amp;"),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ("一\r\n二", "一\n二"),
    ],
)
def test_every_kind_of_character_is_kept(
    campaign: Campaign, client: Client, sent: str, kept: str
) -> None:
    assert hand_in(client, campaign, text=sent, consent="on").status_code == 302
    voice = Voice.objects.get()
    assert voice.text == kept
    assert client.get(f"/r/{receipt_number(voice)}/").status_code == 200


@pytest.mark.parametrize(
    "field", [{"area": "99"}, {"area": "x"}, {"place": "长" * 101}, {"once": "not-a-uuid"}]
)
def test_a_field_that_does_not_fit_is_said_and_nothing_is_stored(
    campaign: Campaign, client: Client, field: dict[str, str]
) -> None:
    answer = hand_in(client, campaign, **field)
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == list(field)
    assert "建议多装几盏路灯" in answer.content.decode()
    assert not Voice.objects.exists()


def test_places_are_grouped_by_county(campaign: Campaign, client: Client) -> None:
    make = Area.objects.create
    county = make(
        jurisdiction=campaign.jurisdiction, code="990101", name="霁州区", level=Level.COUNTY
    )
    town = make(
        jurisdiction=campaign.jurisdiction,
        code="990101001",
        name="柳镇",
        level=Level.TOWN,
        parent=county,
    )
    choices = client.get(f"/c/{campaign.slug}/say/").context["form"].fields["area"].choices
    assert choices[1] == (
        "霁州区",
        [(county.pk, "霁州区, place not certain"), (town.pk, "柳镇")],
    )


def test_a_closed_call_says_so(campaign: Campaign, client: Client) -> None:
    Call.objects.update(closes_at=campaign.calls.get().opens_at)
    answer = hand_in(client, campaign)
    assert answer.status_code == 200
    assert "Nothing can be handed in just now" in answer.content.decode()
    assert not Voice.objects.exists()


def test_without_the_csrf_token_nothing_is_stored(campaign: Campaign) -> None:
    answer = hand_in(Client(enforce_csrf_checks=True), campaign)
    assert answer.status_code == 403
    assert not Voice.objects.exists()


def test_above_the_limit_the_words_come_back_and_what_was_accepted_stays(
    campaign: Campaign, client: Client, settings: Any
) -> None:
    settings.SUBMISSIONS_PER_MINUTE = 3
    answers = [hand_in(client, campaign, text=f"想法{n}") for n in range(5)]
    assert [a.status_code for a in answers] == [302, 302, 302, 429, 429]
    assert "想法4" in answers[4].context["form"]["text"].value()
    assert "your words stay in the form" in answers[4].content.decode()
    texts = Voice.objects.order_by("pk").values_list("text", flat=True)
    assert list(texts) == ["想法0", "想法1", "想法2"]


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_voice() -> None:
    campaign, form, start = make_campaign(), typed(once=uuid4()), Barrier(2)
    answers: list[Any] = []

    def click() -> None:
        start.wait()
        answers.append(Client().post(f"/c/{campaign.slug}/say/", form))
        connection.close()

    _at_once(click, 2)
    voice = Voice.objects.get()
    assert [a.url for a in answers] == [f"/r/{receipt_number(voice)}/?new=1"] * 2


@pytest.mark.django_db(transaction=True)
def test_200_at_once_from_one_address_get_a_polite_limit_and_lose_nothing(settings: Any) -> None:
    settings.SUBMISSIONS_PER_MINUTE = 120
    campaign = make_campaign()
    answers: list[Any] = []

    def flood() -> None:
        client = Client()
        answers.extend(hand_in(client, campaign, text=f"想法 {uuid4()}") for _ in range(25))
        connection.close()

    _at_once(flood, 8)
    accepted = [a for a in answers if a.status_code == 302]
    refused = [a for a in answers if a.status_code == 429]
    assert (len(accepted), len(refused)) == (120, 80)
    stored = {f"/r/{receipt_number(v)}/?new=1" for v in Voice.objects.all()}
    assert {a.url for a in accepted} == stored


def _at_once(work: Any, count: int) -> None:
    threads = [Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_similar_voices_are_offered_while_typing(campaign: Campaign, client: Client) -> None:
    alike = say(campaign, "小区里电动车没有地方充电，晚上飞线很危险")
    say(campaign, "公交车末班太早，晚上回不了家")
    answer = client.post(f"/c/{campaign.slug}/similar/", {"text": "电动车没有地方充电，大家飞线"})
    assert [row["voice"].pk for row in answer.context["rows"]] == [alike.pk]


def test_a_few_characters_are_too_little_to_compare(campaign: Campaign, client: Client) -> None:
    say(campaign, "小区里电动车没有地方充电")
    answer = client.post(f"/c/{campaign.slug}/similar/", {"text": "电动车"})
    assert answer.content.strip() == b""


def test_too_many_questions_for_similar_ones_are_answered_with_nothing(
    campaign: Campaign, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qunce.square.views.say.SIMILAR_PER_MINUTE", 1)
    address = f"/c/{campaign.slug}/similar/"
    answers = [client.post(address, {"text": "电动车没有地方充电"}).status_code for _ in range(2)]
    assert answers == [200, 204]
