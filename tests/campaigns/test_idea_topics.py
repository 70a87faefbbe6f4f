"""The idea topics in the plan: the call's own, changed in one place, with their numbers."""

from typing import Any

import pytest
from django.test import Client

from qunce.campaigns.models import Campaign
from qunce.people.models import Person, Role
from qunce.people.rules import Hat
from qunce.voices import actions
from qunce.voices.actions import Author
from qunce.voices.models import Voice
from qunce.voices.queries import open_topics
from tests.desk.people import queries_of
from tests.factories import make_call, make_hat, make_unit
from tests.factories.plans import make_office, make_plan

pytestmark = pytest.mark.django_db


def client_of(hat: Hat) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=hat.person_id))
    return client


@pytest.fixture
def office() -> Hat:
    return make_office()


@pytest.fixture
def campaign(office: Hat) -> Campaign:
    made = make_plan(office)
    actions.set_out_topics(made.calls.get(), ["出行与停车", "教育"])
    open_topics.forget()  # type: ignore[attr-defined]
    return made


def url(campaign: Campaign) -> str:
    return f"/desk/campaign/{campaign.pk}/idea-topics/"


def post(client: Client, campaign: Campaign, status: int = 302, **sent: Any) -> str:
    answer = client.post(url(campaign), sent)
    assert answer.status_code == status, answer.status_code
    return answer.text


def test_the_plan_shows_what_the_call_asks_about_and_how_many_ideas_came(
    campaign: Campaign, office: Hat
) -> None:
    call = campaign.calls.get()
    for text in ("路口太堵", "红灯太长"):
        about = call.topics.get(title="出行与停车")
        actions.hand_in(call=call, text=text, author=Author(), topic=about)
    plan = client_of(office).get(f"/desk/campaign/{campaign.pk}/plan/")
    assert "征集主题" in plan.text
    assert url(campaign) in plan.text
    found = [(one.topic.title, one.ideas) for one in plan.context["idea_topics"]]
    assert found == [("出行与停车", 2), ("教育", 0)]


def test_topics_are_changed_on_their_page_and_the_call_has_no_copy(
    campaign: Campaign, office: Hat
) -> None:
    client, call = client_of(office), campaign.calls.get()
    post(client, campaign, act="add", call=call.pk, title="看病与医保")
    about = call.topics.get(title="教育")
    post(client, campaign, act="rename", topic=about.pk, title="教育与托管")
    assert "曾用名 “教育”" in client.get(url(campaign)).text
    post(client, campaign, act="close", topic=about.pk)
    assert "已停止征集" in client.get(url(campaign)).text
    post(client, campaign, act="open", topic=about.pk)
    post(client, campaign, act="strike", topic=call.topics.get(title="出行与停车").pk)
    assert [one.title for one in call.topics.all()] == ["教育与托管", "看病与医保"]


def test_what_is_refused_says_why_and_keeps_what_was_typed(campaign: Campaign, office: Hat) -> None:
    client, call = client_of(office), campaign.calls.get()
    about = call.topics.get(title="教育")
    actions.hand_in(call=call, text="校门口太堵", author=Author(), topic=about)
    page = client.get(url(campaign)).text
    assert page.count('value="strike"') == 1
    assert "已有点子选用的主题不能删除" in page
    assert "已有1条点子" in post(client, campaign, 400, act="strike", topic=about.pk)
    long = "长" * 41
    assert f'value="{long}"' in post(client, campaign, 400, act="add", call=call.pk, title=long)
    kept = post(client, campaign, 400, act="rename", topic=about.pk, title="出行与停车")
    assert "已有同名的主题" in kept
    assert kept.count('value="出行与停车"') == 2
    post(client, campaign, 400, act="close", topic=987_654)


def test_another_campaigns_topics_and_calls_are_not_there(campaign: Campaign, office: Hat) -> None:
    client = client_of(office)
    other = make_call("other", campaign.jurisdiction)
    (about,) = actions.set_out_topics(other, ["别处的"])
    post(client, campaign, 404, act="add", call=other.pk, title="新的")
    for act in ("rename", "close", "strike", "nonsense"):
        post(client, campaign, 404, act=act, topic=about.pk, title="新的")
    mine = campaign.calls.get().topics.all()[0]
    post(client, campaign, 404, act="nonsense", topic=mine.pk)


@pytest.mark.parametrize("role", [Role.UNIT, Role.DEPUTY, Role.SUPERVISOR, Role.AUDITOR])
def test_others_neither_see_nor_change_them(campaign: Campaign, role: Role) -> None:
    client = client_of(make_hat("other", role, make_unit(code="X1")))
    assert client.get(url(campaign)).status_code == 403
    post(client, campaign, 403, act="add", call=campaign.calls.get().pk, title="新的")


def test_more_topics_ask_the_database_no_more_often(campaign: Campaign, office: Hat) -> None:
    client, call = client_of(office), campaign.calls.get()
    plan = f"/desk/campaign/{campaign.pk}/plan/"
    few = queries_of(client, url(campaign)), queries_of(client, plan)
    for n in range(5):
        actions.add_topic(call_id=call.pk, title=f"主题{n}", hat=office)
    assert (queries_of(client, url(campaign)), queries_of(client, plan)) == few


def test_whoever_speaks_may_name_a_topic_and_the_desk_too(campaign: Campaign, office: Hat) -> None:
    call, square = campaign.calls.get(), Client()
    about = call.topics.get(title="教育")
    assert "本次征集主题" in square.get(f"/c/{campaign.slug}/").text
    say = f"/c/{campaign.slug}/say/"
    form = square.get(say)
    assert "出行与停车" in form.text
    once = form.context["form"].initial["once"]
    assert square.post(say, {"text": "校门口太堵", "topic": 987, "once": once}).status_code == 400
    said = square.post(say, {"text": "校门口太堵", "topic": about.pk, "once": once})
    assert said.status_code == 302
    assert Voice.objects.get().topic == about
    desk = client_of(office)
    assert "教育" in desk.get(f"/desk/voices/{Voice.objects.get().pk}/").text
    actions.close_topic(topic_id=about.pk, hat=office)
    open_topics.forget()  # type: ignore[attr-defined]
    assert ">教育<" not in square.get(say).text


def test_a_call_without_topics_asks_nobody_to_choose(office: Hat) -> None:
    campaign = make_plan(office)
    open_topics.forget()  # type: ignore[attr-defined]
    assert 'name="topic"' not in Client().get(f"/c/{campaign.slug}/say/").text
    assert "本次征集主题" not in Client().get(f"/c/{campaign.slug}/").text
    assert "没有设主题" in client_of(office).get(f"/desk/campaign/{campaign.pk}/plan/").text
