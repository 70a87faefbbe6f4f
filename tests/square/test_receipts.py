import json
from typing import Any

import pytest
from django.test import Client

from qunce.campaigns.models import Campaign
from qunce.notices.models import Notice
from qunce.record import receipts as checking
from qunce.record.actions import seal
from qunce.voices import actions
from qunce.voices.models import Fate, Voice
from qunce.voices.queries import receipt_number
from tests.factories import make_hat
from tests.square.making import make_theme, say


def page_of(voice: Voice) -> str:
    return f"/r/{receipt_number(voice)}/"


def test_a_receipt_is_found_by_what_was_typed(campaign: Campaign, client: Client) -> None:
    voice = say(campaign)
    number = receipt_number(voice).lower().replace("-", " ")
    answer: Any = client.post("/r/", {"receipt": number})
    assert answer.url == page_of(voice)


@pytest.mark.parametrize("number", ["", "1", "x" * 60, "1-XXXX-XXXX-XXXX-XXXX", "９" * 40])
def test_a_wrong_number_is_said_and_stays_in_the_form(
    campaign: Campaign, client: Client, number: str
) -> None:
    answer = client.post("/r/", {"receipt": number})
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == ["receipt"]


def test_another_code_opens_nothing(campaign: Campaign, client: Client) -> None:
    one, other = say(campaign), say(campaign)
    code = receipt_number(other).partition("-")[2]
    for page in ("", "proof.json", "withdraw/"):
        assert client.get(f"/r/{one.pk}-{code}/{page}").status_code == 404
    assert client.post(f"/r/{one.pk}-{code}/withdraw/").status_code == 404


def test_who_guesses_too_often_is_asked_to_wait(
    campaign: Campaign, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qunce.square.views.receipts.MISSES", 2)
    answers = [client.get(f"/r/{n}-AAAA/").status_code for n in range(3)]
    assert answers == [404, 404, 429]
    assert client.get(page_of(say(campaign))).status_code == 200


@pytest.mark.parametrize("page", ["", "withdraw/", "proof.json"])
def test_a_receipt_is_kept_by_no_cache_and_no_search_engine(
    campaign: Campaign, client: Client, page: str
) -> None:
    answer = client.get(page_of(say(campaign)) + page)
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"


def test_the_author_sees_the_words_also_when_nobody_else_does(
    campaign: Campaign, client: Client
) -> None:
    voice = say(campaign, "请不要公开这句话", consent=False)
    html = client.get(page_of(voice)).content.decode()
    assert "请不要公开这句话" in html
    assert "Only the office reads them." in html


def test_the_fate_is_told_with_its_reason(campaign: Campaign, client: Client) -> None:
    voice = say(campaign)
    assert client.get(page_of(voice)).context["fate"] == "It has arrived and waits to be read."
    actions.set_aside(voice_id=voice.pk, reason="elsewhere", hat=make_hat())
    context = client.get(page_of(voice)).context
    assert context["fate"].endswith("It belongs to a place or an office outside this call.")
    assert [e.title for e in context["events"]] == ["Received", "Set aside"]


def test_what_comes_next_changes_when_the_voice_was_read(
    campaign: Campaign, client: Client
) -> None:
    voice = say(campaign)
    titles = [e.title for e in client.get(page_of(voice)).context["events"]]
    assert titles == ["Received", "It will be read", "An office deals with it"]
    make_theme(campaign, "路灯", [voice, *(say(campaign) for _ in range(4))])
    context = client.get(page_of(voice)).context
    assert [e.title for e in context["events"]] == ["Received", "An office deals with it"]
    assert context["theme"].title == "路灯"


def test_notices_stand_on_the_receipt(campaign: Campaign, client: Client) -> None:
    from uuid import uuid4

    from qunce.common import now

    voice = say(campaign)
    Notice.objects.create(
        to_kind="voice",
        to_id=voice.pk,
        code="voice.withheld",
        params={"reason": "personal"},
        batch=uuid4(),
        at=now(),
    )
    events = client.get(page_of(voice)).context["events"]
    assert any("They hold personal data" in e.text for e in events)


def test_every_fate_has_its_words(campaign: Campaign, client: Client) -> None:
    voice = say(campaign)
    for fate in Fate:
        reason = "elsewhere" if fate == Fate.SET_ASIDE else ""
        Voice.objects.filter(pk=voice.pk).update(fate=fate, fate_reason=reason)
        assert client.get(page_of(voice)).context["fate"]


def test_withdrawing_asks_first_and_then_hides_the_words(
    campaign: Campaign, client: Client
) -> None:
    voice = say(campaign)
    address = page_of(voice) + "withdraw/"
    client.get(address)
    voice.refresh_from_db()
    assert voice.fate == Fate.WAITING
    assert client.post(address).status_code == 302
    voice.refresh_from_db()
    assert voice.fate == Fate.WITHDRAWN
    assert client.get(f"/v/{voice.pk}/").status_code == 404
    assert client.get(page_of(voice)).context["may_withdraw"] is False


def test_erased_words_are_gone_and_the_receipt_stays(campaign: Campaign, client: Client) -> None:
    voice = say(campaign, "建议多装几盏路灯")
    actions.erase(voice_id=voice.pk, reason="author", hat=make_hat())
    html = client.get(page_of(voice)).content.decode()
    assert "建议多装几盏路灯" not in html
    assert "The words were erased." in html


def test_the_proof_holds_and_does_not_give_the_code_away(
    campaign: Campaign, client: Client
) -> None:
    voice = say(campaign, "建议多装几盏路灯", title="路灯")
    say(campaign)
    seal(campaign.jurisdiction_id)
    answer = client.get(page_of(voice) + "proof.json")
    proof = json.loads(answer.content)
    finding = checking.check(proof)
    assert finding.holds
    assert (finding.number, finding.verb) == (str(voice.pk), "voice.received")
    assert finding.words == "路灯\n建议多装几盏路灯"
    assert receipt_number(voice).partition("-")[2] not in answer.content.decode()
    proof["opened"][0]["text"] = "建议少装几盏路灯"
    assert not checking.check(proof).holds


def test_the_proof_of_a_support_holds(campaign: Campaign, client: Client) -> None:
    support = actions.support(voice=say(campaign), author=actions.Author(mark="m"))
    seal(campaign.jurisdiction_id)
    answer = client.get(page_of(support) + "proof.json")
    assert checking.check(json.loads(answer.content)).holds


def test_before_the_sealing_the_page_asks_for_patience(campaign: Campaign, client: Client) -> None:
    answer = client.get(page_of(say(campaign)) + "proof.json")
    assert answer.status_code == 404
    assert "The proof is not ready yet" in answer.content.decode()


def test_only_a_new_receipt_forgets_the_draft(campaign: Campaign, client: Client) -> None:
    page = page_of(say(campaign))
    assert f'data-draft-done="say-{campaign.slug}"' in client.get(page + "?new=1").content.decode()
    assert "data-draft-done" not in client.get(page).content.decode()
    assert f'data-draft="say-{campaign.slug}"' in (
        client.get(f"/c/{campaign.slug}/say/").content.decode()
    )
