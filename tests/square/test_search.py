from typing import Any

import pytest
from django.test import Client

from qunce.campaigns.models import Campaign
from qunce.common import now
from qunce.voices.models import Import, Voice
from tests.square.making import say


def search(client: Client, campaign: Campaign, asked: str, **more: Any) -> Any:
    return client.get(f"/c/{campaign.slug}/search/", {"q": asked, **more})


def _found(answer: Any) -> list[int]:
    return [voice.pk for voice in answer.context["found"].voices]


@pytest.mark.parametrize(
    "asked",
    ["桩", "充电", "充电桩", "充电桩太少", "充电 太少", "B12", "b12", "Ｂ12", "，建议", "👍 充电"],
)
def test_words_of_any_length_are_found(campaign: Campaign, client: Client, asked: str) -> None:
    voice = say(campaign, "小区充电桩太少，建议在B12路口装几个👍")
    say(campaign, "公交太挤")
    assert _found(search(client, campaign, asked)) == [voice.pk]


def test_a_longer_word_must_stand_in_the_text_as_it_is(campaign: Campaign, client: Client) -> None:
    say(campaign, "电桩和充电，不是一回事")
    assert search(client, campaign, "充电桩").context["found"].count == 0


def test_each_of_two_longer_words_must_stand_in_the_text(
    campaign: Campaign, client: Client
) -> None:
    say(campaign, "充电桩太少；公交慢，交车也慢")
    assert search(client, campaign, "充电桩 公交车").context["found"].count == 0


def test_old_forms_of_characters_are_found_by_the_plain_ones(
    campaign: Campaign, client: Client
) -> None:
    voice = say(campaign, "自来⽔费太贵")
    assert _found(search(client, campaign, "自来水费")) == [voice.pk]


@pytest.mark.parametrize("asked", ["'", "\\", ":*", "& | !", "%", "\x00", "<b>", "(", "。。。"])
def test_signs_break_nothing(campaign: Campaign, client: Client, asked: str) -> None:
    say(campaign)
    assert search(client, campaign, asked).status_code == 200


def test_the_search_says_how_far_it_lags(campaign: Campaign, client: Client) -> None:
    Import.objects.create(
        call=campaign.calls.get(),
        file_name="x",
        path="x",
        sha256="0" * 64,
        size=1,
        stored=7,
        indexed=4,
        made_at=now(),
    )
    html = search(client, campaign, "路灯").content.decode()
    assert "3 voices have arrived that cannot be found yet" in html


def test_the_list_goes_on_where_it_stopped(campaign: Campaign, client: Client) -> None:
    for n in range(45):
        say(campaign, f"路灯 {n}")
    seen, more = [], {}
    for _ in range(3):
        context = search(client, campaign, "路灯", **more).context
        seen += [v.pk for v in context["found"].voices]
        more = {"before": context["found"].next}
    assert more == {"before": None}
    assert seen == list(Voice.objects.order_by("-pk").values_list("pk", flat=True))


def test_more_rows_come_as_a_fragment(campaign: Campaign, client: Client) -> None:
    for n in range(21):
        say(campaign, f"路灯 {n}")
    first = search(client, campaign, "路灯").context["found"]
    answer = client.get(
        f"/c/{campaign.slug}/search/",
        {"q": "路灯", "before": first.next},
        headers={"hx-request": "true"},
    )
    html = answer.content.decode()
    assert html.count("<li>") == 1
    assert "<html" not in html


def test_above_a_thousand_the_count_says_so(campaign: Campaign, client: Client) -> None:
    from qunce.voices import queries

    call = campaign.calls.get()
    made = Voice.objects.bulk_create(
        Voice(
            jurisdiction_id=call.jurisdiction_id,
            call=call,
            text="路灯坏了",
            salt=bytes(16),
            said_at=now(),
            received_at=now(),
            consent=True,
            showing="shown",
        )
        for _ in range(queries.finding.EXACT + 1)
    )
    _index(made[:-1])
    assert "1,000 voices hold these words." in search(client, campaign, "路灯").content.decode()
    _index(made[-1:])
    html = search(client, campaign, "路灯").content.decode()
    assert "More than 1,000 voices hold these words." in html


def _index(voices: list[Voice]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO voices_voiceindex (voice_id, call_id, shown, tokens)"
            " SELECT id, call_id, true, '''路'' ''灯'' ''路灯'''::tsvector FROM voices_voice"
            " WHERE id = ANY(%s)",
            [[v.pk for v in voices]],
        )
