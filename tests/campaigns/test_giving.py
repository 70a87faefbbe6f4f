"""From the plan to tasks: all at once, nothing twice, and who may."""

from datetime import timedelta

import pytest

from qunce.campaigns import actions
from qunce.campaigns.models import Campaign, Demand, Part, Participation, Task
from qunce.common.clock import today
from qunce.common.errors import NotAllowed, Refused
from qunce.matters.models import Matter
from qunce.people.models import Role, UnitKind
from qunce.record.models import Entry
from tests.factories import make_hat, make_jurisdiction, make_unit
from tests.factories.plans import (
    give_all,
    make_action,
    make_bureaus,
    make_county,
    make_office,
    make_plan,
)

pytestmark = pytest.mark.django_db


def test_every_unit_gets_every_action_as_a_matter_that_lies_with_it() -> None:
    office = make_office()
    campaign = make_plan(office, units=3, asked=2)
    tasks = give_all(campaign, office)
    assert len(tasks) == 6
    assert {t.matter.place_id for t in tasks} == {p.unit_id for p in campaign.participations.all()}
    for task in tasks:
        assert task.matter.step == "owed"
        assert task.matter.due_on == task.action.due_on
        assert task.matter.holder_unit_id == task.participation.unit_id
        assert Entry.objects.filter(verb="matter.begun", subject_id=task.matter_id).count() == 1
    demand = Demand.objects.get()
    assert demand.title == "规定动作0、规定动作1"
    assert demand.units.count() == 3


def test_what_was_sent_keeps_the_names_of_all_actions_whole() -> None:
    office = make_office()
    campaign = make_plan(office, units=1, asked=0)
    titles = [f"{n}{'围绕中心工作开展调查研究' * 3}" for n in range(6)]
    for title in titles:
        make_action(campaign, office, title)
    give_all(campaign, office)
    assert Demand.objects.get().title == "、".join(titles)


def test_a_second_click_gives_nothing_twice() -> None:
    office = make_office()
    campaign = make_plan(office)
    give_all(campaign, office)
    ids = [a.pk for a in campaign.actions.all()]
    again = actions.give(campaign_id=campaign.pk, action_ids=ids, hat=office)
    assert (again.given, again.known) == (0, 4)
    assert Task.objects.count() == Matter.objects.count() == 4
    assert Demand.objects.count() == 1


def test_a_unit_that_joins_later_gets_what_it_lacks() -> None:
    office = make_office()
    campaign = make_plan(office)
    give_all(campaign, office)
    late = make_unit(code="L01", name="示例市新局")
    actions.take_in(campaign_id=campaign.pk, unit_ids=[late.pk], hat=office)
    ids = [a.pk for a in campaign.actions.all()]
    again = actions.give(campaign_id=campaign.pk, action_ids=ids, hat=office)
    assert (again.given, again.known) == (2, 4)


def test_an_own_action_is_given_to_its_unit_alone() -> None:
    office = make_office()
    campaign = make_plan(office, units=3, asked=0)
    mine = campaign.participations.first()
    own = make_action(campaign, office, "下沉走访月", own=mine)
    given = actions.give(campaign_id=campaign.pk, action_ids=[own.pk], hat=office)
    assert (given.given, given.known) == (1, 0)
    assert Task.objects.get().participation == mine


def test_only_the_campaign_office_of_the_place_plans_and_gives() -> None:
    office = make_office()
    campaign = make_plan(office)
    ids = [a.pk for a in campaign.actions.all()]
    elsewhere = make_unit(make_jurisdiction("980000", name="邻市"), code="X01")
    hats = [make_hat(f"some-{r}", r) for r in Role if r != Role.OFFICE]
    for hat in [*hats, make_hat("away", Role.OFFICE, elsewhere)]:
        with pytest.raises(NotAllowed):
            actions.give(campaign_id=campaign.pk, action_ids=ids, hat=hat)
        with pytest.raises(NotAllowed):
            actions.take_in(campaign_id=campaign.pk, unit_ids=[], hat=hat)
        with pytest.raises(NotAllowed):
            make_action(campaign, hat)
    assert Task.objects.count() == 0


def test_a_unit_counts_in_the_county_or_zone_that_its_area_lies_in() -> None:
    office = make_office()
    campaign = make_plan(office, units=1)
    county, zone = make_county(), make_county("990171", "经开区", "zone")
    actions.take_in(campaign_id=campaign.pk, unit_ids=[county.pk, zone.pk], hat=office)
    parts = {p.unit.name: (p.part, p.area_id) for p in Participation.objects.all()}
    assert parts == {
        "示例市第0局": (Part.CITY, None),
        "望禾县": (Part.COUNTY, county.area_id),
        "经开区": (Part.ZONE, zone.area_id),
    }


def test_a_unit_that_does_not_exist_or_supervises_is_refused_and_nothing_half_done() -> None:
    office = make_office()
    campaign = make_plan(office, units=0, asked=0)
    bureau = make_bureaus(1)[0]
    group = make_unit(code="G01", name="第一督导组", kind=UnitKind.SUPERVISION)
    for stranger in (987_654_321, group.pk):
        with pytest.raises(Refused):
            actions.take_in(campaign_id=campaign.pk, unit_ids=[bureau.pk, stranger], hat=office)
    assert campaign.participations.count() == 0


def test_a_unit_that_takes_part_stays_once() -> None:
    office = make_office()
    campaign = make_plan(office, units=2)
    ids = [p.unit_id for p in campaign.participations.all()]
    assert actions.take_in(campaign_id=campaign.pk, unit_ids=ids, hat=office) == []
    assert campaign.participations.count() == 2


def test_a_unit_leaves_only_while_it_owes_nothing() -> None:
    office = make_office()
    campaign = make_plan(office)
    one, two = campaign.participations.order_by("pk")
    actions.let_go(participation_id=one.pk, hat=office)
    give_all(campaign, office)
    with pytest.raises(Refused):
        actions.let_go(participation_id=two.pk, hat=office)
    assert campaign.participations.get() == two


@pytest.mark.parametrize("days", [-30, 90])
def test_an_action_is_due_within_its_phase_and_the_campaign(days: int) -> None:
    office = make_office()
    campaign = make_plan(office, asked=0)
    with pytest.raises(Refused) as caught:
        make_action(campaign, office, due_on=today() + timedelta(days=days))
    assert caught.value.code == "due-outside"


@pytest.mark.parametrize("fields", [{"title": " "}, {"title": "长" * 41}, {"phase": 9}])
def test_an_odd_action_is_refused(fields: dict[str, object]) -> None:
    office = make_office()
    campaign = make_plan(office, asked=0)
    with pytest.raises(Refused):
        make_action(campaign, office, **fields)  # type: ignore[arg-type]


def test_what_was_due_before_today_is_not_given() -> None:
    office = make_office()
    campaign = make_plan(office, asked=1)
    campaign.actions.update(due_on=today() - timedelta(days=1))
    with pytest.raises(Refused):
        give_all(campaign, office)
    assert Matter.objects.count() == 0


def test_a_draft_gives_no_tasks_and_without_units_neither() -> None:
    office = make_office()
    campaign = make_plan(office, units=0, asked=1)
    with pytest.raises(Refused):
        give_all(campaign, office)
    Campaign.objects.update(issued_at=None)
    with pytest.raises(Refused):
        give_all(campaign, office)


def test_an_action_of_another_campaign_is_refused() -> None:
    office = make_office()
    campaign = make_plan(office)
    with pytest.raises(Refused):
        actions.give(campaign_id=campaign.pk, action_ids=[987_654_321], hat=office)
