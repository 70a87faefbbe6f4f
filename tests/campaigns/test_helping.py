"""Co-units: named in the plan or when a task is given; they say what they did, the lead reports."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from qunce.audit.walk import laws, walk
from qunce.campaigns import actions
from qunce.campaigns.actions import NewAction
from qunce.campaigns.models import Action, Campaign, Demand, Participation, Task
from qunce.campaigns.queries.helping import helped_by
from qunce.common.clock import today
from qunce.common.errors import NotAllowed, Refused
from qunce.matters import actions as matters
from qunce.matters.actions import Given
from qunce.matters.models import Assignment, Opinion
from qunce.matters.queries.inbox import inbox
from qunce.people.models import Person, Role, UnitKind
from qunce.people.rules import Hat
from qunce.record.models import Entry
from tests.at_once import WON, said
from tests.campaigns.test_pages import client_of, page
from tests.factories import make_hat, make_unit
from tests.factories.plans import give_all, make_action, make_member, make_office, make_plan

pytestmark = pytest.mark.django_db
HOME = "/desk/campaign/"


@pytest.fixture
def office() -> Hat:
    return make_office()


def plan(office: Hat, units: int = 3, co: int = 1, asked: int = 1) -> Campaign:
    """The first `co` units help with every action."""
    campaign = make_plan(office, units=units, asked=0)
    for n in range(asked):
        make_action(campaign, office, f"规定动作{n}", co_units=co_units(campaign, co))
    return campaign


def co_units(campaign: Campaign, n: int) -> tuple[int, ...]:
    return tuple(one.pk for one in units_of(campaign)[:n])


def units_of(campaign: Campaign) -> list[Participation]:
    return list(campaign.participations.order_by("pk").select_related("unit"))


def revise(action: Action, office: Hat, wanted: tuple[int, ...], reason: str = "") -> None:
    new = NewAction(action.title, action.due_on, action.phase.order, co_units=wanted)
    actions.revise_action(action_id=action.pk, new=new, reason=reason, hat=office)


def breaches() -> list[str]:
    kept = [law for law in laws() if law.code.split(".")[0] in {"campaigns", "matters"}]
    return [f"{law.code}: {b}" for law in kept for b in walk(law).breaches]


def helping(task: Task) -> list[str]:
    names = task.matter.assignments.exclude(step__in=["ended", "returned"])
    return sorted(names.values_list("unit__short", flat=True))


def test_each_task_has_a_part_for_each_co_unit_but_its_own_lead(office: Hat) -> None:
    campaign = plan(office, units=3, co=2, asked=2)
    tasks = give_all(campaign, office)
    assert [(t.participation.unit.short, helping(t)) for t in tasks[::2]] == [
        ("市0局", ["市1局"]),
        ("市1局", ["市0局"]),
        ("市2局", ["市0局", "市1局"]),
    ]
    assert Assignment.objects.count() == 8
    assert Demand.objects.get().units.count() == 3
    assert breaches() == []
    actions.give(
        campaign_id=campaign.pk, action_ids=[a.pk for a in campaign.actions.all()], hat=office
    )
    assert Assignment.objects.count() == 8


def test_giving_asks_no_more_often_for_more_units_or_more_co_units(office: Hat) -> None:
    counted = []
    for n, co in ((2, 1), (6, 3)):
        campaign = make_plan(office, units=0, asked=0, slug=f"c{n}")
        made = [make_unit(code=f"N{n}{i}", name=f"第{n}{i}局") for i in range(n)]
        actions.take_in(campaign_id=campaign.pk, unit_ids=[u.pk for u in made], hat=office)
        action = make_action(campaign, office, co_units=co_units(campaign, co))
        with CaptureQueriesContext(connection) as asked:
            actions.give(campaign_id=campaign.pk, action_ids=[action.pk], hat=office)
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_the_office_names_them_as_it_gives_and_the_plan_keeps_it(office: Hat) -> None:
    campaign = plan(office, units=3, co=0)
    action = campaign.actions.get()
    one, two, three = units_of(campaign)
    fields = {"campaign_id": campaign.pk, "action_ids": [action.pk], "hat": office}
    actions.give(participation_ids=[one.pk], co_units={action.pk: [two.pk]}, **fields)  # type: ignore[arg-type]
    assert list(action.co_units.all()) == [two]
    # Given before: others are named in the plan, with a reason.
    actions.give(co_units={action.pk: [three.pk]}, **fields)  # type: ignore[arg-type]
    assert list(action.co_units.all()) == [two]
    assert [helping(t) for t in Task.objects.order_by("pk")] == [["市1局"], [], ["市1局"]]


def test_who_may_be_named_and_who_may_name(office: Hat) -> None:
    campaign = plan(office, units=2, co=0)
    own = make_action(campaign, office, "自选", own=units_of(campaign)[0])
    other = make_plan(office, units=0, asked=0, slug="other")
    actions.take_in(
        campaign_id=other.pk, unit_ids=[p.unit_id for p in units_of(campaign)], hat=office
    )
    action = campaign.actions.filter(own=None).get()
    for wanted in ((987_654_321,), co_units(other, 1)):
        with pytest.raises(Refused):
            revise(action, office, wanted)
    with pytest.raises(Refused):
        revise(own, office, co_units(campaign, 1))
    revise(own, office, co_units(campaign, 2)[1:])
    member = make_member(units_of(campaign)[0], "bob")
    group = make_hat("g", Role.SUPERVISOR)
    for hat in (member, group):
        with pytest.raises(NotAllowed):
            revise(action, hat, ())
        with pytest.raises(NotAllowed):
            actions.give(
                campaign_id=campaign.pk, action_ids=[action.pk], co_units={action.pk: []}, hat=hat
            )
    new = NewAction("下沉", today() + timedelta(days=3), 2, co_units=co_units(campaign, 2)[1:])
    mine = units_of(campaign)[0]
    declared = actions.declare_own(participation_id=mine.pk, new=new, hat=member)
    assert declared.co_units.count() == 0


def test_too_many_to_help_are_refused(office: Hat) -> None:
    campaign = plan(office, units=21, co=20)
    with pytest.raises(Refused):
        revise(campaign.actions.get(), office, co_units(campaign, 21))
    assert campaign.actions.get().co_units.count() == 20


def test_changed_in_the_plan_the_tasks_that_are_owed_follow_with_the_reason(office: Hat) -> None:
    campaign = plan(office, units=4, co=1)
    tasks, action = give_all(campaign, office), campaign.actions.get()
    first, second = units_of(campaign)[:2]
    actions.report(
        task_id=tasks[3].pk, words="完成。", hat=make_member(tasks[3].participation, "d")
    )
    with pytest.raises(Refused):
        revise(action, office, (second.pk,))
    assert list(action.co_units.all()) == [first]
    revise(action, office, (second.pk,), "分工调整")
    assert [helping(t) for t in tasks] == [["市1局"], [], ["市1局"], ["市0局"]]
    moves = tasks[2].matter.moves.filter(act="co_units")
    assert [move.words for move in moves] == ["分工调整"]
    assert Entry.objects.filter(verb="campaign.co_units_named").count() == 2
    assert breaches() == []


def test_the_day_of_an_action_moves_the_parts_too(office: Hat) -> None:
    campaign = plan(office, units=2, co=1)
    task, action = give_all(campaign, office)[1], campaign.actions.get()
    later = today() + timedelta(days=9)
    new = NewAction(action.title, later, 2, co_units=co_units(campaign, 1))
    actions.revise_action(action_id=action.pk, new=new, reason="会议推迟", hat=office)
    assert task.matter.assignments.get().due_on == later
    assert breaches() == []


def test_a_unit_that_helps_leaves_only_once_it_is_taken_out(office: Hat) -> None:
    campaign = plan(office, units=3, co=1)
    helper, lead, _other = units_of(campaign)
    action = campaign.actions.get()
    actions.give(
        campaign_id=campaign.pk, action_ids=[action.pk], participation_ids=[lead.pk], hat=office
    )
    with pytest.raises(Refused) as caught:
        actions.let_go(participation_id=helper.pk, hat=office)
    assert caught.value.code == "helps"
    revise(action, office, (), "不再协办")
    actions.let_go(participation_id=helper.pk, hat=office)
    assert breaches() == []


def test_a_unit_that_leaves_is_out_of_the_plan_too(office: Hat) -> None:
    campaign = plan(office, units=3, co=2)
    actions.let_go(participation_id=units_of(campaign)[0].pk, hat=office)
    action = campaign.actions.get()
    assert [one.unit.short for one in action.co_units.order_by("pk")] == ["市1局"]
    entry = Entry.objects.get(verb="campaign.unit_left")
    assert entry.body["helped"] == [action.pk]
    assert [helping(t) for t in give_all(campaign, office)] == [[], ["市1局"]]


def test_a_copy_keeps_who_helps_as_far_as_they_take_part(office: Hat) -> None:
    campaign = plan(office, units=3, co=2)
    starts_on = campaign.starts_on + timedelta(days=364)
    made = actions.copy(
        campaign_id=campaign.pk, slug="next", title="再讨论", starts_on=starts_on, hat=office
    )
    copied = made.actions.get()
    names = [one.unit.short for one in copied.co_units.order_by("pk")]
    assert names == ["市0局", "市1局"]
    assert {one.campaign_id for one in copied.co_units.all()} == {made.pk}
    assert breaches() == []


def test_said_once_for_all_tasks_that_wait(office: Hat) -> None:
    campaign = plan(office, units=4, co=1)
    tasks, action = give_all(campaign, office), campaign.actions.get()
    bob = make_member(units_of(campaign)[0], "bob")
    assert len(inbox(bob).rows) == 4  # its own task and three to help with
    for hat in (office, make_hat("s", Role.SUPERVISOR)):
        with pytest.raises(NotAllowed):
            actions.say_for_all(action_id=action.pk, words="已派人。", hat=hat)
    with pytest.raises(Refused):
        actions.say_for_all(action_id=action.pk, words=" ", hat=bob)
    with pytest.raises(Refused):
        actions.say_for_all(
            action_id=action.pk, words="已派人。", hat=make_member(units_of(campaign)[1], "carol")
        )
    assert actions.say_for_all(action_id=action.pk, words="已派人。", hat=bob) == 3
    assert Opinion.objects.count() == 3
    with pytest.raises(Refused):
        actions.say_for_all(action_id=action.pk, words="已派人。", hat=bob)
    assert [(h.waiting, h.given) for h in helped_by(campaign, bob.unit_id)] == [(0, 3)]
    assert [t.matter.phase for t in tasks] == ["open"] * 4
    assert breaches() == []


@pytest.mark.django_db(transaction=True)
def test_two_hands_say_it_for_all_and_one_wins(office: Hat) -> None:
    campaign = plan(office, units=4, co=1)
    give_all(campaign, office)
    action, unit = campaign.actions.get(), units_of(campaign)[0]
    hands = [make_member(unit, name) for name in ("bob", "carol")]
    deeds = [
        lambda hat=hat: actions.say_for_all(action_id=action.pk, words="已派人。", hat=hat)
        for hat in hands
    ]
    assert sorted(words == WON for words in said(*deeds)) == [False, True]
    assert Opinion.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_hands_name_other_co_units_and_the_last_one_stands(office: Hat) -> None:
    campaign = plan(office, units=4, co=1)
    give_all(campaign, office)
    action = campaign.actions.get()
    two, three = (units_of(campaign)[n].pk for n in (1, 2))
    heard = said(
        lambda: revise(action, office, (two,), "调整"),
        lambda: revise(action, office, (three,), "调整"),
    )
    assert heard == [WON, WON]
    assert action.co_units.count() == 1
    assert breaches() == []


def test_the_pages_of_the_office_name_show_and_change_them(office: Hat) -> None:
    campaign = make_plan(office, units=3, asked=0)
    clerk, due = client_of(office), (today() + timedelta(days=4)).isoformat()
    one, two, three = units_of(campaign)
    fields = {"title": "集中学习", "about": "", "phase": 2, "due_on": due, "gates": "on"}
    html = page(clerk, f"{HOME}{campaign.pk}/actions/new/")
    assert html.count('name="co_unit"') == 3
    page(clerk, f"{HOME}{campaign.pk}/actions/new/", 302, co_unit=[one.pk], **fields)
    action = campaign.actions.get()
    html = page(clerk, f"{HOME}actions/{action.pk}/")
    assert f'value="{one.pk}" checked' in html
    odd = page(clerk, f"{HOME}actions/{action.pk}/", 400, co_unit=[987_654_321, two.pk], **fields)
    assert f'value="{two.pk}" checked' in odd
    assert "协办：市0局" in page(clerk, f"{HOME}{campaign.pk}/plan/")

    url = f"{HOME}{campaign.pk}/give/"
    html = page(clerk, url, action=action.pk, whom="")
    assert "份协办" in html
    assert f'name="co_unit_{action.pk}" value="{one.pk}" checked' in html
    named = {"action": action.pk, "whom": "", "named": action.pk, "act": "give"}
    page(clerk, url, 302, **named, **{f"co_unit_{action.pk}": [two.pk, three.pk]})
    assert sorted(helping(t) for t in Task.objects.all()) == [
        ["市1局"],
        ["市1局", "市2局"],
        ["市2局"],
    ]
    html = page(clerk, HOME)
    assert "协办：市1局、市2局" in html
    assert '<td class="h" data-label="协办">0/2</td>' in html
    assert "此前已下达，请到方案中调整" in page(clerk, url, action=action.pk, whom="")
    page(clerk, f"{HOME}actions/{action.pk}/", 400, co_unit=[two.pk], reason="", **fields)
    page(clerk, f"{HOME}actions/{action.pk}/", 302, co_unit=[two.pk], reason="分工调整", **fields)
    assert sorted(helping(t) for t in Task.objects.all()) == [[], ["市1局"], ["市1局"]]


def test_a_co_unit_finds_its_part_and_says_what_it_did(office: Hat) -> None:
    campaign = plan(office, units=3, co=1)
    _own, task, _third = give_all(campaign, office)
    helper, lead, stranger = units_of(campaign)
    bob = client_of(make_member(helper, "bob"))
    url, part = f"{HOME}tasks/{task.pk}/", task.matter.assignments.get()
    html = page(bob, HOME)
    assert "本单位协办" in html
    assert url in html
    html = page(bob, url)
    assert "本单位协办此项任务" in html
    assert 'value="report"' not in html
    page(bob, reverse("matters:part_act", args=[part.pk, "give"]), 302, text="提供场地，派出两人。")

    carol = client_of(make_member(lead, "carol"))
    html = page(carol, url)
    assert "提供场地，派出两人。" in html
    assert 'value="report"' in html
    page(carol, url, 302, act="report", words="完成。")
    clerk = client_of(office)
    assert "提供场地，派出两人。" in page(clerk, url)
    page(clerk, url, 302, act="accept")
    assert "已填报协办情况" in page(bob, url)
    page(client_of(make_member(stranger, "dan")), url, 404)


def test_the_lead_is_told_who_has_not_said_anything_and_that_it_need_not_wait(office: Hat) -> None:
    campaign = plan(office, units=2, co=1)
    task = give_all(campaign, office)[1]
    carol = client_of(make_member(task.participation, "carol"))
    url = f"{HOME}tasks/{task.pk}/"
    html = page(carol, url)
    assert "尚未填报的不必等待" in html
    page(carol, url, 302, act="report", words="完成。")
    page(client_of(office), url, 302, act="accept")
    assert "已终止" in page(carol, url)
    assert breaches() == []


def test_the_office_releases_a_co_unit_on_the_page_of_the_task(office: Hat) -> None:
    campaign = plan(office, units=2, co=1)
    task = give_all(campaign, office)[1]
    part = task.matter.assignments.get()
    bob = client_of(make_member(units_of(campaign)[0], "bob"))
    page(
        bob, reverse("matters:part_act", args=[part.pk, "ask_out"]), 302, reason="与本单位职责无关"
    )
    clerk, url = client_of(office), f"{HOME}tasks/{task.pk}/"
    assert "协办单位申请退出" in page(clerk, url)
    page(clerk, reverse("matters:part_act", args=[part.pk, "release"]), 302, go="1")
    assert helping(task) == []
    page(bob, url, 404)


def test_it_is_said_for_all_on_the_page_of_the_unit(office: Hat) -> None:
    campaign = plan(office, units=4, co=1)
    give_all(campaign, office)
    action = campaign.actions.get()
    bob = client_of(make_member(units_of(campaign)[0], "bob"))
    assert "一次填报全部" in page(bob, HOME)
    url = f"{HOME}actions/{action.pk}/say/"
    assert page(bob, url, 302, words="") == HOME
    assert Opinion.objects.count() == 0
    assert page(bob, url, 302, words="已派人。") == HOME
    assert Opinion.objects.count() == 3
    assert "一次填报全部" not in page(bob, HOME)
    page(client_of(office), url, 403, words="已派人。")


def test_the_pages_ask_no_more_often_for_more_to_help_with(office: Hat) -> None:
    counted = []
    for n in (2, 4):
        campaign = make_plan(office, units=0, asked=0, slug=f"c{n}")
        made = [make_unit(code=f"N{n}{i}", name=f"第{n}{i}局") for i in range(n)]
        actions.take_in(campaign_id=campaign.pk, unit_ids=[u.pk for u in made], hat=office)
        make_action(campaign, office, co_units=co_units(campaign, n - 1))
        task = give_all(campaign, office)[-1]
        type(campaign).objects.exclude(pk=campaign.pk).update(issued_at=None)
        bob, clerk = client_of(make_member(units_of(campaign)[0], f"bob{n}")), client_of(office)
        asked = []
        for client, url in ((bob, HOME), (clerk, HOME), (clerk, f"{HOME}tasks/{task.pk}/")):
            page(client, url)
            with CaptureQueriesContext(connection) as queries:
                page(client, url)
            asked.append(len(queries))
        counted.append(asked)
    assert counted[0] == counted[1]


def test_nobody_supervises_a_task_with_which_their_own_unit_helps(
    office: Hat, settings: Any, tmp_path: Any
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    settings.MEDIA_ROOT = tmp_path
    campaign = plan(office, units=3, co=1)
    helper, lead, _third = units_of(campaign)
    group = make_unit(code="G01", name="第一督导组", kind=UnitKind.SUPERVISION)
    Participation.objects.filter(pk=lead.pk).update(group=group)
    task = give_all(campaign, office)[1]
    client = client_of(make_member(lead, "carol"))
    file = SimpleUploadedFile("总结.pdf", b"%PDF-1.7 x")
    url = f"{HOME}tasks/{task.pk}/"
    client.post(url, {"act": "report", "words": "完成。", "file": file})
    stored = f"{HOME}files/{task.files.get().pk}/"
    own, free = make_hat("own", Role.SUPERVISOR, group), make_hat("free", Role.SUPERVISOR, group)
    person = Person.objects.get(pk=own.person_id)
    person.posts.create(unit=helper.unit, role=Role.UNIT, since_on=today())
    for hat, status in ((own, 403), (free, 200)):
        answer = client_of(hat).get(stored)
        assert answer.status_code == status
        if answer.streaming:
            list(answer.streaming_content)
        html = page(client_of(hat), url)
        assert ("督导人员不督导本单位参与的工作" in html) == (hat is own)
        html = page(client_of(hat), f"/desk/matters/{task.matter_id}/")
        assert ("id_urge" in html) == (hat is free)
    with pytest.raises(NotAllowed):
        matters.urge(matter_id=task.matter_id, words="请抓紧。", hat=own)
    part = task.matter.assignments.get()
    matters.act_on_matter(
        matter_id=task.matter_id,
        act="send_back",
        hat=office,
        given=Given(reason="补充", due_on=today() + timedelta(days=2)),
    )
    matters.urge(matter_id=task.matter_id, part_id=part.pk, words="请抓紧。", hat=free)
    assert part.pk in [held.row.pk for held in inbox(make_member(helper, "dan")).rows]
