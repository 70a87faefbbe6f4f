"""Bulletins at the desk and for everybody: what is shown, what is not, what stays when refused."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from qunce.briefs import actions
from qunce.briefs.models import Brief, Secrecy
from qunce.campaigns.models import Campaign
from qunce.people.models import Person, Post
from qunce.voices import actions as voices
from tests.desk.people import alice
from tests.factories import make_campaign, make_hat
from tests.factories.briefs import WORDS, edited, make_brief, make_issued, say_before, signer
from tests.factories.plans import make_county

pytestmark = pytest.mark.django_db


def issued(**fields: Any) -> Brief:
    """Of a voice that it quotes, and of an area with few voices."""
    hat, campaign = make_hat("drafter"), make_campaign()
    area = make_county().area
    (voice,) = say_before(campaign, WORDS, area=area)
    brief = make_brief(hat, campaign, **fields)
    assert area is not None
    actions.add_figure(brief_id=brief.pk, code="received", area_id=area.pk, hat=hat)
    text = f"望禾县{{received-{area.pk}}}条，共{{received}}条。\n{{voice:{voice.pk}}}"
    page = edited(brief, articles=[("概况", text)])
    actions.edit(brief_id=brief.pk, edited=page, hat=hat)
    actions.hand_in(brief_id=brief.pk, hat=hat)
    actions.sign(brief_id=brief.pk, signed_by="李主任", hat=signer())
    return actions.issue(brief_id=brief.pk, hat=hat)


def test_everybody_reads_a_public_one_with_own_words_and_no_small_part() -> None:
    brief = issued(secrecy=Secrecy.PUBLIC)
    page = Client().get(f"/briefs/{brief.pk}/").content.decode()
    assert WORDS in page
    assert "少于5" in page
    assert brief.name in Client().get("/briefs/").content.decode()
    for form in ("docx", "pdf"):
        assert Client().get(f"/briefs/{brief.pk}/paper/{form}/").status_code == 200
    voices.withdraw(voice_id=int(brief.articles.get().text.split("voice:")[1].strip("}")))
    assert WORDS not in Client().get(f"/briefs/{brief.pk}/").content.decode()


def test_an_internal_one_and_a_draft_are_not_there_for_everybody() -> None:
    hat = make_hat("drafter")
    internal, draft = make_issued(hat), make_brief(hat, secrecy=Secrecy.PUBLIC)
    for brief in (internal, draft):
        assert Client().get(f"/briefs/{brief.pk}/").status_code == 404
        assert Client().get(f"/briefs/{brief.pk}/paper/pdf/").status_code == 404
    assert internal.name not in Client().get("/briefs/").content.decode()


@pytest.mark.parametrize(("title", "offered"), [("大" * 38, "大" * 38 + "简报"), ("大" * 39, "")])
def test_a_name_too_long_for_a_head_is_left_to_the_office(title: str, offered: str) -> None:
    client = alice()
    Campaign.objects.filter(pk=make_campaign().pk).update(title=title)
    page = client.get("/desk/briefs/").content.decode()
    assert re.findall(r'name="name" value="([^"]*)"', page) == ([offered] if offered else [])


def test_what_was_typed_stays_when_another_hand_was_quicker() -> None:
    client, hat = alice(), make_hat("drafter")
    brief = make_brief(hat)
    sent = {"edition": 1, "secrecy": "public", "title": ["甲"], "text": ["我写了很久"]}
    actions.edit(brief_id=brief.pk, edited=edited(brief), hat=hat)
    answer = client.post(f"/desk/briefs/{brief.pk}/edit/", sent)
    assert answer.status_code == 400
    assert "我写了很久" in answer.content.decode()
    sent["edition"] = 2
    assert client.post(f"/desk/briefs/{brief.pk}/edit/", sent).status_code == 302
    assert brief.articles.get().text == "我写了很久"


@pytest.mark.parametrize(
    ("act", "sent"),
    [
        ("sign", {"signed_by": "", "expected": "1"}),
        ("sign", {"signed_by": "李主任", "expected": "9"}),
        ("send-back", {"why": ""}),
        ("figure", {"code": "nothing"}),
        ("figure", {"code": "received", "area": "999"}),
        ("issue", {"on": "tomorrow"}),
        ("issue", {}),
    ],
)
def test_what_is_typed_wrong_is_said_and_nothing_moves(act: str, sent: dict[str, str]) -> None:
    client, hat = alice(), make_hat("drafter")
    brief = make_brief(hat)
    if act in {"sign", "send-back"}:
        actions.hand_in(brief_id=brief.pk, hat=hat)
    state = Brief.objects.get(pk=brief.pk).state
    assert client.post(f"/desk/briefs/{brief.pk}/do/{act}/", sent).status_code == 400
    assert Brief.objects.get(pk=brief.pk).state == state


def test_a_period_that_cannot_be_is_said_on_the_page() -> None:
    client, _campaign = alice(), make_campaign()
    sent = {"name": "简报", "kind": "bulletin", "secrecy": "public"}
    wrong = sent | {"from_on": "2026-05-02", "to_on": "2026-05-01"}
    assert client.post("/desk/briefs/draft/", wrong).status_code == 400
    assert client.post("/desk/briefs/draft/", sent).status_code == 400
    assert not Brief.objects.exists()


def test_three_bulletins_cost_as_many_queries_as_one() -> None:
    client, hat, campaign = alice(), make_hat("drafter"), make_campaign()
    counts = []
    for more in (1, 2):
        for _n in range(more):
            make_issued(hat, campaign, secrecy=Secrecy.PUBLIC)
        client.get("/desk/briefs/")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/desk/briefs/").status_code == 200
            assert Client().get("/briefs/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_who_drafted_it_is_told_who_signs_or_how_somebody_else_can() -> None:
    client, hat = alice(), make_hat("drafter")
    drafted = make_brief(hat)
    actions.hand_in(brief_id=drafted.pk, hat=hat)
    assert "signed_by" in client.get(f"/desk/briefs/{drafted.pk}/").content.decode()
    own = Brief.objects.get(pk=drafted.pk)
    Brief.objects.filter(pk=own.pk).update(drafted_by=Person.objects.get(username="alice"))
    page = client.get(f"/desk/briefs/{own.pk}/").content.decode()
    assert 'name="signed_by"' not in page
    assert "drafter" in page
    Post.objects.filter(person=hat.person_id).update(until_on="2020-02-01")
    assert "账号" in client.get(f"/desk/briefs/{own.pk}/").content.decode()
    sent = {"signed_by": "李主任", "expected": "1"}
    assert client.post(f"/desk/briefs/{own.pk}/do/sign/", sent).status_code == 400
