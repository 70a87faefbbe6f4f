"""A big discussion in a real browser: planned at a desk, reported on a telephone, closed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from qunce.campaigns.models import Campaign, Phase, Task
from qunce.common.clock import today
from qunce.people.models import Person, Role
from qunce.people.rules import Hat
from tests.browser.conftest import PageAt, Read, Shape, in_every_shape
from tests.factories import make_hat
from tests.factories.plans import give_all, make_batch, make_bureaus, make_office, make_plan

pytestmark = pytest.mark.django_db(transaction=True)
HOME = "/desk/campaign/"


@pytest.fixture
def at(page_at: PageAt, live_server: Any) -> Callable[..., Page]:
    """`at(hat, 390)`: a page of somebody who has entered."""

    def enter(hat: Hat, width: int = 390, **options: Any) -> Page:
        client, page = Client(), page_at(width, **options)
        client.force_login(Person.objects.get(pk=hat.person_id))
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return page

    return enter


def test_from_the_plan_to_a_closed_phase(at: Any, read: Read) -> None:
    hat = make_office()
    campaign = make_plan(hat, units=0, asked=0)
    bureau, _other = make_bureaus(2)
    batch = make_batch(campaign, bureau)
    office = at(hat, 1280)
    _plan(office, campaign)
    read(office, "campaign-plan")
    _give(office, read)
    task = Task.objects.get(participation__unit=bureau, action__title="一批金点子")

    unit = at(make_hat("bob", Role.UNIT, bureau), 390)
    unit.goto(HOME)
    read(unit, "campaign-mine")
    unit.click(".pagehead .btn-primary")
    unit.fill("#id_words", "收到308条，已整理报送。")
    unit.click("button[value=report]")
    unit.wait_for_selector(".errors")
    assert unit.input_value("#id_words") == "收到308条，已整理报送。"
    unit.check(f"input[value=import-{batch.pk}]")
    read(unit, "campaign-report")
    unit.click("button[value=report]")
    unit.wait_for_selector("text=已报送")

    office.goto(HOME)
    read(office, "campaign-command")
    office.click("td.b a")
    office.click("summary:has-text('退回补充')")
    office.fill("#id_reason", "请注明征集对象。")
    office.fill("#id_due_on", (today() + timedelta(days=2)).isoformat())
    office.click("button[value=send_back]")
    office.wait_for_selector("text=已退回该单位")

    unit.goto(HOME)
    unit.click(".pagehead .btn-primary")
    assert "请注明征集对象" in unit.inner_text("main")
    unit.fill("#id_words", "对象为干部职工和服务对象。")
    unit.click("button[value=report]")
    unit.wait_for_selector("text=已报送")
    office.goto(f"{HOME}tasks/{task.pk}/")
    office.click("button[value=accept]")
    office.wait_for_selector("text=已确认完成")
    _close(office, campaign, read)


def _plan(office: Page, campaign: Campaign) -> None:
    office.goto(f"{HOME}{campaign.pk}/units/")
    office.check("input[data-tick=unit]")
    for other in office.locator("input[name=unit]").all():
        if "第0局" not in str(other.locator("xpath=..").inner_text()):
            other.uncheck()
    office.click("text=列入活动")
    office.wait_for_selector("text=这些单位已列入活动")
    office.goto(f"{HOME}{campaign.pk}/actions/new/")
    office.fill("#id_title", "一批金点子")
    office.select_option("#id_phase", "1")
    office.fill("#id_due_on", (today() + timedelta(days=3)).isoformat())
    office.check("#id_needs_evidence")
    office.click("main form .btn-primary")
    office.wait_for_selector("text=已列入方案")


def _give(office: Page, read: Read) -> None:
    office.click("a:has-text('下达任务')")
    office.check("input[data-tick=action]")
    office.click("main form .btn-primary")
    office.wait_for_selector("text=将要下达")
    read(office, "campaign-give")
    office.dblclick("button[value=give]")
    office.wait_for_selector(".facts-table")
    assert Task.objects.count() == 1


def _close(office: Page, campaign: Campaign, read: Read) -> None:
    first = campaign.phases.get(order=1)
    office.goto(f"{HOME}phases/{first.pk}/")
    office.fill("#id_close_approved", "领导小组第二次会议")
    office.click("button[value=close]")
    office.wait_for_selector("text=总结尚未撰写")
    office.fill("#id_sum_up_summary", "动员到位，各单位报送了第一批点子。")
    office.click("button[value=sum_up]")
    office.wait_for_selector("text=总结已保存")
    read(office, "campaign-phase")
    office.fill("#id_close_approved", "领导小组第二次会议")
    office.click("button[value=close]")
    office.wait_for_selector("text=阶段已关闭")
    assert Phase.objects.get(pk=first.pk).closed_at is not None


@in_every_shape
def test_the_command_page_in_every_shape(at: Any, read: Read, shape: Shape) -> None:
    hat = make_office()
    give_all(make_plan(hat, units=6, asked=6), hat)
    width, scheme, size, language = shape
    page = at(hat, width, theme=scheme, size=size, lang=language)
    page.goto(HOME)
    read(page, "campaign-command")
