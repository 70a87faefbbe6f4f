"""The square shows a voice's words only in state shown; counts include all."""

import pytest
from django.test import Client

from qunce.campaigns.models import Campaign
from qunce.voices import actions
from qunce.voices.models import Showing, Voice
from tests.factories import make_hat
from tests.square.making import make_theme, say

SECRET = "暗号芝麻开门"


def hidden_voices(campaign: Campaign) -> list[Voice]:
    """One voice in each way of not being shown."""
    withheld = say(campaign, f"停车 {SECRET}四")
    actions.withhold(voice_id=withheld.pk, reason="other", hat=make_hat())
    withdrawn = say(campaign, f"停车 {SECRET}五")
    actions.withdraw(voice_id=withdrawn.pk)
    return [
        say(campaign, f"停车 {SECRET}一", consent=False),
        say(campaign, f"停车 {SECRET}二，电话 13900001234"),
        withheld,
        withdrawn,
    ]


@pytest.fixture
def hidden(campaign: Campaign) -> list[Voice]:
    return hidden_voices(campaign)


def test_words_that_are_not_shown_appear_on_no_page(
    campaign: Campaign, hidden: list[Voice], client: Client
) -> None:
    shown = [say(campaign, f"停车位太少 {n}") for n in range(4)]
    theme = make_theme(campaign, "停车", [*hidden, *shown])
    home = f"/c/{campaign.slug}/"
    pages = ["", "themes/", "search/?q=停车", f"search/?q={SECRET[:2]}", f"search/?q={SECRET}"]
    addresses = [*(home + p for p in pages), f"/t/{theme.pk}/", f"/v/{shown[0].pk}/"]
    for address in addresses:
        text = client.get(address).content.decode().replace(f'value="{SECRET}"', "")
        assert f"{SECRET}一" not in text, address
        assert [n for n in "二四五" if SECRET + n in text] == [], address
    answer = client.post(home + "similar/", {"text": f"停车 {SECRET}一"})
    assert SECRET not in answer.content.decode()


def test_a_voice_that_is_not_shown_has_no_page(hidden: list[Voice], client: Client) -> None:
    assert [client.get(f"/v/{v.pk}/").status_code for v in hidden] == [404] * 4


def test_a_voice_that_is_not_shown_cannot_be_supported(hidden: list[Voice], client: Client) -> None:
    answers = [client.post(f"/v/{v.pk}/support/").status_code for v in hidden]
    assert answers == [404] * 4
    assert not Voice.objects.filter(kind="support").exists()


def test_counts_include_what_is_not_shown(
    campaign: Campaign, hidden: list[Voice], client: Client
) -> None:
    counts = client.get(f"/c/{campaign.slug}/").context["counts"]
    assert (counts.received, counts.shown) == (4, 0)


def test_a_released_voice_is_found_at_once(campaign: Campaign, client: Client) -> None:
    voice = say(campaign, "请修路灯，电话 13900001234")
    address = f"/c/{campaign.slug}/search/?q=修路灯"
    assert client.get(address).context["found"].count == 0
    actions.release(voice_id=voice.pk, hat=make_hat())
    assert client.get(address).context["found"].count == 1
    voice.refresh_from_db()
    assert voice.showing == Showing.SHOWN


def test_the_words_are_text_and_nothing_else(campaign: Campaign, client: Client) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=y> \u202eשלום 👍🏽"
    voice = say(campaign, evil, title="<b>题</b>", place="<i>东门</i>\u202e")
    home = f"/c/{campaign.slug}/"
    for address in (home, f"/v/{voice.pk}/", home + "search/?q=script"):
        html = client.get(address).content.decode()
        assert "<script>alert" not in html, address
        assert "<img src=x" not in html, address
        assert "<b>题" not in html, address
        assert "<bdi>&lt;i&gt;东门&lt;/i&gt;\u202e</bdi>" in html, address
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in client.get(f"/v/{voice.pk}/").content.decode()
