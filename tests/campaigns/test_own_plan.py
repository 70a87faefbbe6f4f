"""A unit's own plan in words; the way from a finding back to its visit; what a phone shows."""

from datetime import timedelta

import pytest

from qunce.campaigns import actions
from qunce.common.clock import today
from qunce.common.errors import NotAllowed, Problem
from qunce.people.models import Role
from qunce.record.models import Entry
from tests.campaigns.test_supervision_pages import as_
from tests.desk.people import alice, charlie
from tests.factories import make_hat, make_unit
from tests.factories.plans import give_all, make_office, make_plan
from tests.factories.supervision import FINDING, Supervision, make_supervision, make_visit

pytestmark = pytest.mark.django_db
PLAN = "一季度走访100户，二季度完成清单，由办公室牵头。"


@pytest.fixture
def made() -> Supervision:
    return make_supervision()


def test_a_unit_writes_its_plan_and_the_office_and_its_group_read_it(made: Supervision) -> None:
    unit = as_(made.cast.handler)
    assert unit.post("/desk/campaign/own-plan/", {"plan": PLAN}).status_code == 302
    assert PLAN in unit.get("/desk/campaign/").content.decode()
    here = f"/desk/supervision/units/{made.unit.pk}/"
    for hat in (made.office, made.supervisor):
        assert PLAN in as_(hat).get(here).content.decode()
    assert unit.post("/desk/campaign/own-plan/", {"plan": "字" * 2_001}).status_code == 302
    made.unit.refresh_from_db()
    assert made.unit.plan == PLAN


def test_nobody_writes_the_plan_of_another_unit(made: Supervision) -> None:
    entries = Entry.objects.count()
    others = [make_hat("u", Role.UNIT, make_unit(code="U3")), made.office, made.supervisor]
    for hat in others:
        with pytest.raises(NotAllowed):
            actions.write_plan(participation_id=made.unit.pk, plan=PLAN, hat=hat)
    with pytest.raises(NotAllowed):
        actions.write_plan(participation_id=987_654, plan=PLAN, hat=made.cast.handler)
    with pytest.raises(Problem):
        actions.write_plan(participation_id=made.unit.pk, plan="字" * 2_001, hat=made.cast.handler)
    assert Entry.objects.count() == entries


def test_from_a_finding_one_gets_back_to_its_visit(made: Supervision) -> None:
    visit = make_visit(made, FINDING)
    matter = visit.findings.get().matter_id
    way = f"/desk/supervision/findings/{matter}/visit/"
    for hat in (made.office, made.supervisor, made.cast.handler):
        client = as_(hat)
        assert way in client.get(f"/desk/matters/{matter}/").content.decode()
        assert client.get(way)["Location"] == f"/desk/supervision/visits/{visit.pk}/"
    assert charlie().get(way).status_code == 404
    assert as_(made.office).get("/desk/supervision/findings/987654/visit/").status_code == 404


def test_each_missing_task_is_named_for_a_phone(made: Supervision) -> None:
    office = make_office("planner")
    campaign = make_plan(office, units=1, asked=2, slug="plan")
    type(campaign).objects.exclude(pk=campaign.pk).update(
        starts_on=today() - timedelta(days=400), ends_on=today() - timedelta(days=300)
    )
    give_all(campaign, office)
    page = alice().get("/desk/campaign/").content.decode()
    assert page.count('data-label="规定动作') == 2
