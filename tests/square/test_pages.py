import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from qunce.campaigns.models import Campaign
from qunce.voices import queries as voices
from qunce.voices.actions import set_aside, withdraw
from qunce.voices.queries import receipt_number
from tests.factories import make_hat
from tests.square.conftest import REMEMBERED
from tests.square.making import make_theme, say

FIXED = ("/r/", "/about/", "/privacy/")


def addresses(campaign: Campaign) -> Iterator[str]:
    """Every page of the square, with something on it."""
    voices = [say(campaign, f"停车太难了，这是第{n}个想法") for n in range(6)]
    theme = make_theme(campaign, "停车", voices)
    home = f"/c/{campaign.slug}/"
    for page in ("", "count/", "say/", "themes/", "search/", "search/?q=停车", "search/?q=火星"):
        yield home + page
    receipt = receipt_number(voices[0])
    yield from ("/", f"/t/{theme.pk}/", f"/v/{voices[0].pk}/", *FIXED)
    yield from (f"/r/{receipt}/", f"/r/{receipt}/?new=1", f"/r/{receipt}/withdraw/")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_opens_without_inline_style_or_script(
    campaign: Campaign, client: Client, language: str
) -> None:
    client.cookies["django_language"] = language
    for address in addresses(campaign):
        answer = client.get(address)
        assert answer.status_code == 200, address
        html = answer.content.decode()
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?! src=)", html), address


def test_chinese_pages_say_no_english_sentence(campaign: Campaign, client: Client) -> None:
    client.cookies["django_language"] = "zh-hans"
    for address in addresses(campaign):
        html = client.get(address).content.decode()
        text = re.sub(r"<[^>]+>", " ", re.sub(r"<(script|svg)\b.*?</\1>", "", html, flags=re.S))
        assert re.findall(r"[a-z]{3,} [a-z]{2,} [a-z]+", text) == [], address


def test_without_a_campaign_the_door_is_calm(db: None, client: Client) -> None:
    assert client.get("/").status_code == 200
    assert client.get("/themes/").status_code == 404
    assert client.get("/search/").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/c/nowhere/", "/c/nowhere/say/", "/c/nowhere/search/?q=x", "/t/99/", "/v/99/", "/r/1-XXXX/"]
    + [f"/{kind}/{'9' * 30}/" for kind in "tv"],
)
def test_what_is_not_there_is_not_found(campaign: Campaign, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("before", ["x", "-1", "9" * 40, "１"])
def test_a_broken_place_in_a_list_starts_it_anew(
    campaign: Campaign, client: Client, before: str
) -> None:
    voice = say(campaign)
    theme = make_theme(campaign, "路灯", [voice, *(say(campaign) for _ in range(5))])
    for page in (f"/t/{theme.pk}/", f"/c/{campaign.slug}/search/"):
        answer = client.get(page, {"q": "路灯", "before": before})
        assert answer.context["is_first"], page


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_three_rows_cost_as_many_queries_as_one(campaign: Campaign, client: Client) -> None:
    def rows(count: int) -> list[str]:
        made = [make_theme(campaign, "停车", [say(campaign, "停车太难") for _ in range(6)])]
        for _ in range(count - 1):
            made.append(make_theme(campaign, "停车", [say(campaign, "停车太难") for _ in range(6)]))
        home = f"/c/{campaign.slug}/"
        voice = made[0].representatives[0]
        return [
            home,
            home + "themes/",
            home + "search/?q=停车",
            f"/t/{made[0].pk}/",
            f"/v/{voice}/",
        ]

    one = [_fresh(client, address) for address in rows(1)]
    three = [_fresh(client, address) for address in rows(3)]
    assert one == three
    assert max(three) <= 10


def _fresh(client: Client, address: str) -> int:
    for asked in REMEMBERED:
        asked.forget()  # type: ignore[attr-defined]
    return _queries(client, address)


def test_the_live_count_is_exact_and_asks_again(campaign: Campaign, client: Client) -> None:
    from qunce.voices import actions
    from qunce.voices.actions import Author

    voice = say(campaign)
    say(campaign, consent=False)
    actions.support(voice=voice, author=Author(mark="m"))
    answer = client.get(f"/c/{campaign.slug}/count/")
    counts = answer.context["counts"]
    assert (counts.received, counts.ideas, counts.supports, counts.shown) == (3, 2, 1, 1)
    assert b'hx-trigger="every 10s"' in answer.content


def test_search_engines_are_kept_from_receipts(client: Client) -> None:
    assert b"Disallow: /r/\n" in client.get("/robots.txt").content


def test_health_tells_the_database_and_the_worker(db: None, client: Client) -> None:
    assert client.get("/healthz").json() == {
        "database": "ok",
        "worker": "silent",
        "worker_beat_seconds": None,
    }


def test_a_worker_that_beats_is_told(db: None, client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
    assert client.get("/healthz").json()["worker"] == "ok"


@pytest.mark.parametrize("path", ["/", "/r/", "/about/"])
def test_a_visit_leaves_no_mark(campaign: Campaign, client: Client, path: str) -> None:
    answer: Any = client.get(path)
    assert set(answer.cookies) <= {"csrftoken"}


def test_the_front_page_tells_what_became_of_all_once_something_did(
    campaign: Campaign, client: Client
) -> None:
    said = [say(campaign, f"路灯{n}坏了") for n in range(4)]
    assert client.get("/").context["became"] == []
    voices.counts.forget()  # type: ignore[attr-defined]
    set_aside(voice_id=said[0].pk, reason="advertising", hat=make_hat())
    withdraw(voice_id=said[1].pk)
    answer = client.get("/")
    counts = {part.label: part.count for part in answer.context["became"]}
    assert counts == {
        "not followed further, the author reads why": 1,
        "taken back by the author": 1,
        "waits to be taken up": 2,
    }
    assert "What became of them" in answer.content.decode()
