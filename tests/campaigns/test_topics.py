"""Research topics: asked for, drafted, declared by the head, worked on, put to use."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from qunce.campaigns import actions
from qunce.campaigns.actions import NewMilestone, NewTopic
from qunce.campaigns.laws.topics import LAWS
from qunce.campaigns.models import Topic, TopicCall
from qunce.campaigns.queries import topics
from qunce.common.clock import today
from qunce.common.errors import NotAllowed, Refused
from qunce.matters.actions import Given, act_on_matter
from qunce.people.models import Person, Role
from qunce.people.rules import Hat
from tests.factories import make_hat, make_unit
from tests.factories.matters import make_suggestion
from tests.factories.supervision import Supervision, make_supervision

pytestmark = pytest.mark.django_db
LATER = today() + timedelta(days=30)
NEW = NewTopic(
    title="老旧小区充电设施建设机制研究",
    problem="飞线充电普遍，建设主体不清。",
    approach="走访二十个小区，比较三种建设办法。",
    results=("调研报告",),
    team="房正言，局长，领题\n雷响，科长，执笔",
    milestones=(NewMilestone("完成走访", LATER), NewMilestone("形成初稿", LATER)),
)


@pytest.fixture
def made() -> Supervision:
    return make_supervision()


def ask(made: Supervision, title: str = "重点课题") -> TopicCall:
    return actions.call_for_topics(
        campaign_id=made.campaign.pk,
        title=title,
        about="",
        directions=["民生"],
        closes_on=LATER,
        hat=made.office,
    )


def draft(made: Supervision) -> Topic:
    return actions.draft_topic(call_id=ask(made).pk, new=NEW, hat=made.cast.handler)


def act(topic: Topic, act: str, hat: Hat, **given: Any) -> None:
    act_on_matter(matter_id=topic.matter_id, act=act, hat=hat, given=Given(**given))


def approved(made: Supervision) -> Topic:
    topic = draft(made)
    act(topic, "declare", made.cast.head)
    act(topic, "approve", made.office, due_on=LATER)
    return topic


def adopted(made: Supervision, outcome: str = "as_matter") -> Topic:
    topic = approved(made)
    act(topic, "hand_in", made.cast.head, text="调研报告全文")
    act(topic, "adopt", made.office, text="由住建局牵头试点。", outcome=outcome)
    topic.matter.refresh_from_db()
    return topic


def as_(hat: Hat) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=hat.person_id))
    return client


def test_only_the_head_of_the_unit_declares(made: Supervision) -> None:
    topic = draft(made)
    for hat in (made.cast.handler, made.office, made.cast.other_head):
        with pytest.raises(NotAllowed):
            act(topic, "declare", hat)
    act(topic, "declare", made.cast.head)
    topic.matter.refresh_from_db()
    assert topic.matter.step == "review"


@pytest.mark.parametrize("role", [r for r in Role if r not in {Role.UNIT, Role.UNIT_HEAD}])
def test_who_is_no_unit_drafts_nothing(made: Supervision, role: Role) -> None:
    hat = make_hat("zoe", role, made.unit.unit)
    with pytest.raises(NotAllowed):
        actions.draft_topic(call_id=ask(made).pk, new=NEW, hat=hat)


def test_a_unit_outside_the_campaign_drafts_nothing(made: Supervision) -> None:
    with pytest.raises(NotAllowed):
        actions.draft_topic(call_id=ask(made).pk, new=NEW, hat=made.cast.stranger)


@pytest.mark.parametrize("role", [r for r in Role if r != Role.OFFICE])
def test_only_the_office_asks_for_topics(made: Supervision, role: Role) -> None:
    hat = make_hat("zoe", role, make_unit(code="X01", name="某单位"))
    with pytest.raises(NotAllowed):
        actions.call_for_topics(
            campaign_id=made.campaign.pk, title="x", about="", directions=[],
            closes_on=LATER, hat=hat,
        )  # fmt: skip


def test_what_comes_too_late_or_makes_no_sense_is_refused(made: Supervision) -> None:
    call = ask(made)
    with pytest.raises(Refused):
        ask(made)
    with pytest.raises(Refused):
        actions.draft_topic(call_id=0, new=NEW, hat=made.cast.handler)
    TopicCall.objects.filter(pk=call.pk).update(closes_on=today() - timedelta(days=1))
    with pytest.raises(Refused) as said:
        actions.draft_topic(call_id=call.pk, new=NEW, hat=made.cast.handler)
    assert said.value.code == "too-late"
    assert not Topic.objects.exists()


def test_a_milestone_is_reached_once_and_stands_on_the_timeline(made: Supervision) -> None:
    topic = draft(made)
    first = topic.milestones.order_by("pk")[0]
    with pytest.raises(Refused):
        actions.reach_milestone(milestone_id=first.pk, words="完成", hat=made.cast.handler)
    act(topic, "declare", made.cast.head)
    act(topic, "approve", made.office, due_on=LATER)
    actions.reach_milestone(milestone_id=first.pk, words="走访二十个小区", hat=made.cast.handler)
    assert topic.matter.moves.get(act="milestone").words == "完成走访：走访二十个小区"
    with pytest.raises(Refused):
        actions.reach_milestone(milestone_id=first.pk, words="再次", hat=made.cast.handler)
    second = topic.milestones.order_by("pk")[1]
    with pytest.raises(NotAllowed):
        actions.reach_milestone(milestone_id=second.pk, words="x", hat=made.cast.other_handler)


def test_a_result_becomes_a_matter_once(made: Supervision) -> None:
    topic = adopted(made)
    with pytest.raises(NotAllowed):
        actions.begin_from_topic(topic_id=topic.pk, hat=made.cast.head)
    became = actions.begin_from_topic(topic_id=topic.pk, hat=made.office)
    assert (became.procedure, became.situation) == ("golden-idea", "由住建局牵头试点。")
    with pytest.raises(Refused) as said:
        actions.begin_from_topic(topic_id=topic.pk, hat=made.office)
    assert said.value.code == "became-already"


def test_what_was_adopted_otherwise_becomes_no_matter(made: Supervision) -> None:
    topic = adopted(made, "as_practice")
    with pytest.raises(Refused):
        actions.begin_from_topic(topic_id=topic.pk, hat=made.office)


def test_a_draft_is_seen_by_its_unit_alone(made: Supervision) -> None:
    topic = draft(made)
    address = reverse("topics:topic", args=[topic.pk])
    assert as_(made.cast.handler).get(address).status_code == 200
    assert as_(made.office).get(address).status_code == 403
    assert as_(made.cast.other_handler).get(address).status_code == 403
    assert list(topics.topics_of(made.campaign.pk)) == []
    act(topic, "declare", made.cast.head)
    assert as_(made.office).get(address).status_code == 200
    assert as_(made.cast.other_handler).get(address).status_code == 403


def test_a_topic_goes_its_way_on_the_pages(made: Supervision) -> None:
    office, unit = as_(made.office), as_(made.cast.handler)
    home = reverse("topics:home")
    sent = {"title": "重点课题", "closes_on": LATER.isoformat(), "directions": "民生\n产业"}
    office.post(home, sent)
    assert office.post(home, sent).status_code == 400
    call = TopicCall.objects.get()
    assert call.directions == ["民生", "产业"]
    typed = {"title": "充电", "problem": "飞线", "results": "报告", "team": "房正言",
             "milestone_1": "走访", "due_1": LATER.isoformat()}  # fmt: skip
    declare = reverse("topics:declare", args=[call.pk])
    assert "重点课题" in unit.get(home).text
    assert unit.post(declare, typed | {"due_1": ""}).status_code == 400
    unit.post(declare, typed)
    topic = Topic.objects.get()
    act(topic, "declare", made.cast.head)
    act(topic, "approve", made.office, due_on=LATER)
    milestone = topic.milestones.get()
    reach = reverse("topics:reach", args=[topic.pk, milestone.pk])
    assert unit.post(reach, {"words": ""}).status_code == 400
    unit.post(reach, {"words": "走访完毕"})
    act(topic, "hand_in", made.cast.head, text="报告")
    act(topic, "adopt", made.office, text="试点", outcome="as_matter")
    begun = office.post(reverse("topics:begin", args=[topic.pk]))
    topic.refresh_from_db()
    assert begun["Location"] == reverse("matters:matter", args=[topic.became_id])
    assert "充电" in office.get(home + "?step=as_matter").text


def test_the_list_asks_the_same_for_one_and_three(
    made: Supervision, django_assert_num_queries: Any
) -> None:
    call = ask(made)
    for n in range(3):
        actions.draft_topic(
            call_id=call.pk,
            new=NewTopic(f"课题{n}", "问题", "", ("报告",), "某人"),
            hat=made.cast.handler,
        )
        found = topics.topics_of(made.campaign.pk, unit=made.unit.unit_id)
        topics.lines(found)  # the calendar is asked once a minute
        with django_assert_num_queries(2):
            topics.lines(found)
            topics.by_step(found)


def test_a_result_adopted_as_a_suggestion_is_linked_to_it_once(made: Supervision) -> None:
    topic, office = adopted(made, "as_suggestion"), as_(made.office)
    suggestion = make_suggestion(made.cast, "handling")
    here = reverse("topics:topic", args=[topic.pk])
    link = reverse("topics:link", args=[topic.pk])
    assert link in office.get(here).text
    for wrong in ("", "没有的编号", "x" * 200, "\x00"):
        assert office.post(link, {"number": wrong}).status_code == 400
    topic.refresh_from_db()
    assert topic.became is None
    with pytest.raises(NotAllowed):
        actions.link_suggestion(topic_id=topic.pk, number=suggestion.number, hat=made.cast.head)
    assert office.post(link, {"number": f" {suggestion.number} "}).status_code == 302
    topic.refresh_from_db()
    assert topic.became_id == suggestion.pk
    assert suggestion.title in office.get(here).text
    with pytest.raises(Refused):
        actions.link_suggestion(topic_id=topic.pk, number=suggestion.number, hat=made.office)
    stray = next(law for law in LAWS if law.code == "campaigns.topics")
    assert not list(stray.check(lambda _n: None))


def test_only_a_result_adopted_as_a_suggestion_is_linked(made: Supervision) -> None:
    topic, suggestion = adopted(made), make_suggestion(made.cast, "handling")
    with pytest.raises(Refused):
        actions.link_suggestion(topic_id=topic.pk, number=suggestion.number, hat=made.office)
