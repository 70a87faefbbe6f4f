"""Co-units in a real browser: named as tasks are given, said on a telephone, read by the lead."""

from datetime import timedelta
from typing import Any

import pytest

from qunce.campaigns.models import Campaign, Task
from qunce.common.clock import today
from qunce.people.models import Role
from qunce.people.rules import Hat
from tests.browser.conftest import Read, Shape, in_every_shape
from tests.factories import make_hat
from tests.factories.plans import give_all, make_action, make_office, make_plan

pytestmark = pytest.mark.django_db(transaction=True)
HOME = "/desk/campaign/"


def planned(office: Hat, units: int, co: int) -> Campaign:
    """Two actions; the first units help with the second of them."""
    campaign = make_plan(office, units=units, asked=1)
    first = campaign.participations.order_by("pk").values_list("pk", flat=True)[:co]
    make_action(campaign, office, "专题研讨", co_units=tuple(first))
    return campaign


def hat_at(campaign: Campaign, n: int) -> Hat:
    unit = campaign.participations.order_by("pk")[n].unit
    return make_hat(f"unit-{n}", Role.UNIT, unit)


def test_from_naming_a_co_unit_to_a_task_that_is_done(at: Any, read: Read) -> None:
    hat = make_office()
    campaign = planned(hat, units=4, co=1)
    office = at(hat, 1280)
    office.goto(f"{HOME}{campaign.pk}/give/")
    office.check("input[data-tick=action]")
    office.click("main form .btn-primary")
    office.click("summary:has-text('专题研讨')")
    office.click("label:has-text('示例市第1局') >> visible=true")
    read(office, "helping-give")
    office.dblclick("button[value=give]")
    office.wait_for_selector(".facts-table")
    assert "协办：市0局、市1局" in office.inner_text("thead")

    helper = at(hat_at(campaign, 0), 390)
    helper.goto(HOME)
    helper.fill("textarea[name=words]", "提供场地，派出两人参加研讨。")
    read(helper, "helping-mine")
    helper.click("text=一次填报全部")
    helper.wait_for_selector("text=已填报到每项任务")

    task = Task.objects.get(
        action__title="专题研讨", participation=campaign.participations.order_by("pk")[3]
    )
    other = at(hat_at(campaign, 1), 390)
    other.goto(f"{HOME}tasks/{task.pk}/")
    read(other, "helping-task")
    other.click("#help summary:has-text('申请退出协办')")
    other.fill("#help textarea >> visible=true", "与本单位职责无关")
    other.click("#help details[open] button.btn-primary")
    other.wait_for_selector("text=申请退出")

    lead = at(hat_at(campaign, 3), 390)
    lead.goto(f"{HOME}tasks/{task.pk}/")
    assert "提供场地" in lead.inner_text("main")
    read(lead, "helping-lead")
    lead.fill("#id_words", "已开展研讨，形成意见清单。")
    lead.click("button[value=report]")
    lead.wait_for_selector("text=已报送")

    office.goto(f"{HOME}tasks/{task.pk}/")
    office.wait_for_selector("text=协办单位申请退出")
    read(office, "helping-judge")
    office.click("button[value=accept]")
    office.wait_for_selector("text=已确认完成")
    steps = task.matter.assignments.order_by("pk").values_list("step", flat=True)
    assert list(steps) == ["given", "ended"]


@in_every_shape
def test_who_helps_in_every_shape(at: Any, read: Read, shape: Shape) -> None:
    hat = make_office()
    campaign = planned(hat, units=8, co=4)
    width, scheme, size, language = shape
    look: dict[str, Any] = {"theme": scheme, "size": size, "lang": language}
    office = at(hat, width, **look)
    for name, address in (
        ("plan", f"{campaign.pk}/plan/"),
        ("action", f"actions/{campaign.actions.order_by('-pk')[0].pk}/"),
    ):
        office.goto(HOME + address)
        read(office, f"helping-{name}")
    tasks = give_all(campaign, hat)
    late = type(tasks[-1].matter).objects.filter(pk=tasks[-1].matter_id)
    late.update(due_on=today() - timedelta(days=3))
    office.goto(HOME)
    read(office, "helping-command")
    helper = at(hat_at(campaign, 0), width, **look)
    for name, address in (("mine", ""), ("task", f"tasks/{tasks[-1].pk}/")):
        helper.goto(HOME + address)
        read(helper, f"helping-{name}")
