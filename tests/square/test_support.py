from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from qunce.campaigns.models import Campaign
from qunce.voices.models import Kind, Voice
from qunce.voices.queries import receipt_number
from tests.factories import make_campaign
from tests.square.making import say


def test_a_support_is_a_voice_with_its_own_receipt(campaign: Campaign, client: Client) -> None:
    voice = say(campaign)
    answer: Any = client.post(f"/v/{voice.pk}/support/", {"once": uuid4()})
    support = Voice.objects.get(kind=Kind.SUPPORT)
    assert support.supports == voice
    assert answer.url == f"/r/{receipt_number(support)}/?new=1"
    page = client.get(answer.url)
    assert "You mean the same as" in page.content.decode()
    assert voice.text in page.content.decode()


def test_one_browser_supports_once_and_another_again(campaign: Campaign, client: Client) -> None:
    voice = say(campaign)
    urls = [client.post(f"/v/{voice.pk}/support/").url for _ in range(2)]  # type: ignore[attr-defined]
    assert urls[0] == urls[1]
    Client().post(f"/v/{voice.pk}/support/")
    assert client.get(f"/v/{voice.pk}/").context["supports"] == 2


def test_beside_the_form_it_answers_in_place(campaign: Campaign, client: Client) -> None:
    voice = say(campaign)
    answer = client.post(
        f"/v/{voice.pk}/support/", {"once": uuid4()}, headers={"hx-request": "true"}
    )
    support = Voice.objects.get(kind=Kind.SUPPORT)
    assert f"/r/{receipt_number(support)}/" in answer.content.decode()


def test_supports_count_against_the_limit(
    campaign: Campaign, client: Client, settings: Any
) -> None:
    settings.SUBMISSIONS_PER_MINUTE = 1
    voice = say(campaign)
    answers = [Client().post(f"/v/{voice.pk}/support/").status_code for _ in range(2)]
    assert answers == [302, 429]


@pytest.mark.django_db(transaction=True)
def test_the_first_double_click_of_a_new_browser_counts_once() -> None:
    """No mark has been set yet, so both clicks bring none; the drawn number holds them together."""
    voice, once, start = say(make_campaign()), uuid4(), Barrier(2)
    urls: list[str] = []

    def click() -> None:
        start.wait()
        answer: Any = Client().post(f"/v/{voice.pk}/support/", {"once": once})
        urls.append(answer.url)
        connection.close()

    threads = [Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Voice.objects.filter(kind=Kind.SUPPORT).count() == 1
    assert urls[0] == urls[1]
