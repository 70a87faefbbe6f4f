"""Last time's plan begins again on another day; own actions; what is sent to units is counted."""

from datetime import timedelta

import pytest

from qunce.campaigns import actions, queries
from qunce.campaigns.actions import NewAction
from qunce.campaigns.models import Campaign, Demand, Task
from qunce.campaigns.outlines import OUTLINES, SIX_ONES
from qunce.campaigns.queries.burden import burden_of, counted
from qunce.common.clock import today
from qunce.common.errors import Conflict, NotAllowed, Refused
from qunce.people.rules import Hat
from qunce.voices import actions as voices
from tests.factories import make_unit
from tests.factories.plans import give_all, make_action, make_member, make_office, make_plan

pytestmark = pytest.mark.django_db


def copy(campaign: Campaign, office: Hat, slug: str = "next", days: int = 364) -> Campaign:
    return actions.copy(
        campaign_id=campaign.pk,
        slug=slug,
        title="解放思想再讨论",
        starts_on=campaign.starts_on + timedelta(days=days),
        hat=office,
    )


def test_a_copy_has_the_plan_of_last_time_on_other_days_and_nothing_that_was_done() -> None:
    office = make_office()
    campaign = make_plan(office, units=3, asked=2)
    make_action(campaign, office, "本单位的", own=campaign.participations.first())
    actions.set_day(campaign_id=campaign.pk, on=today(), title="动员会", hat=office)
    actions.sum_up(phase_id=campaign.phases.all()[0].pk, summary="总结", hat=office)
    give_all(campaign, office)
    made = copy(campaign, office)
    year = timedelta(days=364)
    assert made.issued_at is None
    assert [p.starts_on for p in made.phases.all()] == [
        p.starts_on + year for p in campaign.phases.all()
    ]
    assert [p.summary for p in made.phases.all()] == ["", "", ""]
    assert [(a.title, a.due_on, a.phase.order) for a in made.actions.all()] == [
        (a.title, a.due_on + year, a.phase.order) for a in campaign.actions.filter(own=None)
    ]
    assert {p.unit_id for p in made.participations.all()} == {
        p.unit_id for p in campaign.participations.all()
    }
    assert made.key_dates.get().on == today() + year
    assert Task.objects.filter(action__campaign=made).count() == 0
    assert made.calls.get() != campaign.calls.get()


def test_a_copy_asks_about_the_same_topics_but_those_that_were_closed() -> None:
    office = make_office()
    campaign = make_plan(office)
    call = campaign.calls.get()
    voices.set_out_topics(call, ["教育", "出行与停车", "旧题"])
    ended = call.topics.get(title="旧题")
    voices.close_topic(topic_id=ended.pk, hat=office)
    renamed = call.topics.get(title="教育")
    voices.rename_topic(topic_id=renamed.pk, title="教育与托管", hat=office)
    made = copy(campaign, office).calls.get()
    assert [(one.title, one.former) for one in made.topics.all()] == [
        ("教育与托管", []),
        ("出行与停车", []),
    ]


def test_a_second_click_finds_the_same_draft_and_a_taken_name_is_refused() -> None:
    office = make_office()
    campaign = make_plan(office)
    assert copy(campaign, office) == copy(campaign, office)
    with pytest.raises(Refused) as caught:
        copy(campaign, office, slug=campaign.slug)
    assert caught.value.code == "slug-taken"
    assert Campaign.objects.count() == 2


def test_the_square_does_not_know_a_draft_until_it_is_issued() -> None:
    office = make_office()
    campaign = make_plan(office)
    made = copy(campaign, office, days=0)
    assert queries.by_slug("next") is None
    assert queries.current() == campaign
    actions.issue(campaign_id=made.pk, hat=office)
    assert queries.by_slug("next") == made
    with pytest.raises(Conflict):
        actions.issue(campaign_id=made.pk, hat=office)


def test_an_outline_fills_an_empty_plan_once() -> None:
    office = make_office()
    campaign = make_plan(office, asked=0)
    for _again in range(2):
        actions.apply_outline(campaign_id=campaign.pk, outline=SIX_ONES, hat=office)
    asked = list(campaign.actions.all())
    assert [str(a.title) for a in asked] == [str(a.title) for a in SIX_ONES.actions]
    assert len(asked) == 6
    assert [a.phase.order for a in asked] == [1, 2, 2, 2, 2, 3]
    assert list(OUTLINES) == ["six-ones"]


def test_an_action_that_moves_takes_the_tasks_that_are_owed_along() -> None:
    office = make_office()
    campaign = make_plan(office, units=2, asked=1)
    one, two = give_all(campaign, office)
    actions.report(task_id=one.pk, words="完成。", hat=make_member(one.participation, "bob"))
    due = one.action.due_on
    later = today() + timedelta(days=8)
    fields = {"action_id": one.action_id, "new": NewAction("集中学习", later, 2), "hat": office}
    with pytest.raises(Refused):  # each is told why
        actions.revise_action(**fields)  # type: ignore[arg-type]
    actions.revise_action(reason="会议推迟", **fields)  # type: ignore[arg-type]
    for task in (one, two):
        task.matter.refresh_from_db()
    assert two.matter.due_on == later
    assert one.matter.step == "looked_at"
    assert one.matter.set_on == due


def test_only_what_nobody_was_given_can_be_struck() -> None:
    office = make_office()
    campaign = make_plan(office, asked=2)
    kept, gone = campaign.actions.all()
    actions.give(campaign_id=campaign.pk, action_ids=[kept.pk], hat=office)
    actions.strike_action(action_id=gone.pk, hat=office)
    with pytest.raises(Refused):
        actions.strike_action(action_id=kept.pk, hat=office)
    assert campaign.actions.get() == kept


def test_a_unit_declares_its_own_action_which_holds_up_no_phase() -> None:
    office = make_office()
    campaign = make_plan(office, units=2, asked=0)
    mine, theirs = campaign.participations.all()
    bob = make_member(mine, "bob")
    new = NewAction("下沉走访月", today() + timedelta(days=3), 2)
    action = actions.declare_own(participation_id=mine.pk, new=new, hat=bob)
    assert (action.own, action.gates) == (mine, False)
    for hat in (bob, office):
        with pytest.raises(NotAllowed):
            actions.declare_own(participation_id=theirs.pk, new=new, hat=hat)


def test_what_is_sent_is_counted_once_for_each_unit() -> None:
    office = make_office()
    campaign = make_plan(office, units=3, asked=2)
    give_all(campaign, office)
    one, *_others = [p.unit_id for p in campaign.participations.all()]
    for _double_click in range(2):
        actions.send(campaign_id=campaign.pk, kind="form", title="周报表", hat=office)
    actions.send(campaign_id=campaign.pk, kind="notice", title="补充", unit_ids=[one], hat=office)
    assert sorted(counted(p.unit_id for p in campaign.participations.all()).values()) == [2, 2, 3]
    burden = burden_of([p.unit_id for p in campaign.participations.all()])
    assert (burden.units, burden.most, burden.least) == (3, 3, 2)
    Demand.objects.update(on=today() - timedelta(days=400))
    assert set(counted([one]).values()) == {0}


@pytest.mark.parametrize(
    "wrong", [{"title": " "}, {"kind": "tasks"}, {"kind": "x"}, {"unit_ids": []}]
)
def test_an_odd_sending_is_refused(wrong: dict[str, object]) -> None:
    office = make_office()
    campaign = make_plan(office)
    fields = {"campaign_id": campaign.pk, "kind": "form", "title": "周报表", "hat": office, **wrong}
    with pytest.raises(Refused):
        actions.send(**fields)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        actions.send(**{**fields, "unit_ids": [make_unit(code="X01").pk]})  # type: ignore[arg-type]
