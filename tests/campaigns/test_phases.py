"""A phase closes when its summary is approved and nothing that gates it is open."""

from datetime import timedelta

import pytest

from qunce.campaigns import actions
from qunce.campaigns.models import Campaign, Phase, Task
from qunce.campaigns.queries.gates import gates_of
from qunce.common.clock import today
from qunce.common.errors import Conflict, NotAllowed, Refused
from qunce.matters import actions as matters
from qunce.matters.actions import Given
from qunce.people.models import Role
from qunce.people.rules import Hat
from tests.factories import make_hat
from tests.factories.plans import give_all, make_action, make_member, make_office, make_plan

pytestmark = pytest.mark.django_db
LEADERS = "领导小组第二次会议"


def close(phase: Phase, office: Hat, approved: str = LEADERS, days_ago: int = 0) -> Phase:
    return actions.close_phase(
        phase_id=phase.pk,
        approved=approved,
        approved_on=today() - timedelta(days=days_ago),
        hat=office,
    )


def sum_up(phase: Phase, office: Hat) -> None:
    actions.sum_up(phase_id=phase.pk, summary="本阶段各单位按方案完成。", hat=office)


def at_second(office: Hat, campaign: Campaign) -> Phase:
    """The first phase, in which nothing was asked, is closed."""
    first, second, _third = campaign.phases.all()
    sum_up(first, office)
    close(first, office)
    return second


def settle(task: Task, office: Hat, n: int = 0) -> None:
    unit = make_member(task.participation, f"unit-{task.pk}-{n}")
    actions.report(task_id=task.pk, words="已完成。", hat=unit)
    actions.accept(task_id=task.pk, hat=office)


def test_it_closes_when_all_its_tasks_are_done_and_the_summary_is_approved() -> None:
    office = make_office()
    campaign = make_plan(office, units=2, asked=1)
    tasks, second = give_all(campaign, office), at_second(office, campaign)
    for task in tasks:
        settle(task, office)
    sum_up(second, office)
    closed = close(second, office)
    assert closed.closed_at is not None
    assert (closed.approved, closed.approved_on) == (LEADERS, today())


def test_open_gates_are_named_in_the_refusal() -> None:
    office = make_office()
    campaign = make_plan(office, units=2, asked=1)
    give_all(campaign, office)
    second = campaign.phases.get(order=2)
    with pytest.raises(Refused) as caught:
        close(second, office)
    assert caught.value.code == "gate-open"
    assert str(caught.value.message) == (
        "该阶段还不能关闭：前面的“宣传发动”阶段尚未关闭；总结尚未撰写；"
        "“规定动作0”还有2个单位未办结。"
    )
    assert Phase.objects.filter(closed_at__isnull=False).count() == 0


def test_a_task_that_waits_to_be_looked_at_is_open_and_a_dropped_one_is_not() -> None:
    office = make_office()
    campaign = make_plan(office, units=2, asked=1)
    one, two = give_all(campaign, office)
    actions.report(task_id=one.pk, words="已完成。", hat=make_member(one.participation, "bob"))
    second = at_second(office, campaign)
    sum_up(second, office)
    with pytest.raises(Refused):
        close(second, office)
    actions.accept(task_id=one.pk, hat=office)
    given = Given(reason="该单位机构改革，任务取消。")
    matters.act_on_matter(matter_id=two.matter_id, act="drop", hat=office, given=given)
    assert close(second, office).closed_at


def test_an_action_that_was_never_given_keeps_the_gate_open_unless_it_gates_nothing() -> None:
    office = make_office()
    campaign = make_plan(office, units=2, asked=0)
    make_action(campaign, office, gates=False)
    gating = make_action(campaign, office, "专题研讨")
    second = campaign.phases.get(order=2)
    assert [g.action_id for g in gates_of(second) if g.action_id] == [gating.pk]
    sum_up(second, office)
    with pytest.raises(Refused):
        close(second, office)


@pytest.mark.parametrize("days_ago", [-1, 40])
def test_an_approval_before_its_cause_or_of_tomorrow_is_refused(days_ago: int) -> None:
    office = make_office()
    first = make_plan(office).phases.get(order=1)
    sum_up(first, office)
    with pytest.raises(Refused) as caught:
        close(first, office, days_ago=days_ago)
    assert caught.value.code == "approved-when"


def test_somebody_must_have_approved_it() -> None:
    office = make_office()
    first = make_plan(office).phases.get(order=1)
    sum_up(first, office)
    with pytest.raises(Refused):
        close(first, office, approved=" ")


def test_a_closed_phase_is_closed_once_and_stays_as_it_is() -> None:
    office = make_office()
    campaign = make_plan(office)
    at_second(office, campaign)
    first = campaign.phases.get(order=1)
    for again in (
        lambda: close(first, office),
        lambda: sum_up(first, office),
    ):
        with pytest.raises(Conflict):
            again()
    with pytest.raises(Refused):
        actions.revise_phase(
            phase_id=first.pk,
            title="x",
            about="",
            starts_on=first.starts_on,
            ends_on=first.ends_on,
            hat=office,
        )
    with pytest.raises(Refused):
        make_action(campaign, office, phase=1)


def test_nobody_but_the_office_closes_or_sums_up() -> None:
    office = make_office()
    first = make_plan(office).phases.get(order=1)
    for role in set(Role) - {Role.OFFICE}:
        hat = make_hat(f"some-{role}", role)
        with pytest.raises(NotAllowed):
            sum_up(first, hat)
        with pytest.raises(NotAllowed):
            close(first, hat)


def test_phases_follow_one_another_and_the_campaign_stretches_with_them() -> None:
    office = make_office()
    campaign = make_plan(office, asked=1)
    third = campaign.phases.get(order=3)
    day = third.ends_on + timedelta(days=9)
    fields = {"phase_id": third.pk, "title": "总结", "about": "", "hat": office}
    actions.revise_phase(starts_on=third.starts_on, ends_on=day, **fields)  # type: ignore[arg-type]
    campaign.refresh_from_db()
    assert campaign.ends_on == day
    for starts_on, ends_on in ((today(), day), (day, third.starts_on)):
        with pytest.raises(Refused) as caught:
            actions.revise_phase(starts_on=starts_on, ends_on=ends_on, **fields)  # type: ignore[arg-type]
        assert caught.value.code == "phases-overlap"


def test_a_phase_does_not_begin_after_what_is_due_in_it() -> None:
    office = make_office()
    campaign = make_plan(office, asked=1)
    second = campaign.phases.get(order=2)
    with pytest.raises(Refused):
        actions.revise_phase(
            phase_id=second.pk,
            title="组织实施",
            about="",
            starts_on=today() + timedelta(days=6),
            ends_on=second.ends_on,
            hat=office,
        )


def test_key_dates_lie_inside_and_are_set_once() -> None:
    office = make_office()
    campaign = make_plan(office)
    for _again in range(2):
        day = actions.set_day(campaign_id=campaign.pk, on=today(), title="动员会", hat=office)
    assert campaign.key_dates.get() == day
    with pytest.raises(Refused) as caught:
        actions.set_day(
            campaign_id=campaign.pk, on=today() + timedelta(days=99), title="总结会", hat=office
        )
    assert caught.value.code == "day-outside"
    actions.strike_day(day_id=day.pk, hat=office)
    with pytest.raises(Conflict):
        actions.strike_day(day_id=day.pk, hat=office)
