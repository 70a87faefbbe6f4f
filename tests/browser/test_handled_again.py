"""A deputy's suggestion through all its turns on a telephone: a lead and a co-unit, more time, an
answer that does not satisfy, handled again, and the deputy's second word."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from qunce.common.clock import today
from qunce.matters.models import Answer, Matter, Rating
from tests.browser.conftest import Read
from tests.browser.hands import Hand
from tests.factories.matters import Cast, make_suggestion

pytestmark = pytest.mark.django_db(transaction=True)
At = Callable[..., Page]


def _answer(text: str) -> dict[str, str]:
    return {
        "answer": text,
        "response_1": "已列入今年计划。",
        "response_2": "收费标准已公布。",
        "result": "solved",
        "contact_name": "李工",
        "contact_phone": "0000-1234567",
    }


GRADES = {"manner": "satisfied", "result": "satisfied", "explanation": "satisfied"}


def test_lead_co_unit_more_time_not_satisfied_and_handled_again(
    cast: Cast, at: At, read: Read
) -> None:
    matter = make_suggestion(cast, "assigning")
    office, lead, co, head, deputy = (
        Hand(at(hat), matter)
        for hat in (cast.deputy_office, cast.handler, cast.co_handler, cast.head, cast.deputy)
    )
    office.does("交办", ways="lead", unit_1=str(cast.unit), unit_2=str(cast.co_unit))
    due_on = Matter.objects.get().due_on
    assert due_on is not None

    lead.does("签收")
    co.does("签收")
    lead.does("登记沟通", way="visit", on=today().isoformat(), note="到小区与代表一起看了现场")
    lead.does("申请延期", reason="涉及三个部门，需要现场勘测。")
    assert office.sees("涉及三个部门，需要现场勘测。")
    read(office.page, "more-time-asked")
    office.does("同意延期")
    matter.refresh_from_db()
    assert matter.due_on is not None
    assert matter.due_on > due_on + timedelta(days=60)
    assert deputy.sees("个月")

    # The lead cannot sign before the co-unit's opinion is there.
    lead.does("拟写答复", **_answer("经与市公安局会商，现答复如下：今年补建充电桩。"))
    head.page.goto(head.url)
    head.page.locator("form button:text-is('签发')").click()
    head.page.wait_for_selector("text=市公安局")
    assert Answer.objects.filter(signed_at=None).count() == 1
    read(head.page, "opinion-missing")
    co.does("提交会办意见", text="同意在三处地面车位旁补建，消防通道不得占用。")
    head.does("签发")

    deputy.does("评价", **{**GRADES, "result": "dissatisfied"}, words="三号楼没有列入。")
    assert office.sees("三号楼没有列入。")
    office.does("重新办理")
    assert deputy.sees("重新办理")
    read(deputy.page, "handled-again")

    for unit in (lead, co):
        unit.does("签收")
    co.does("提交会办意见", text="同意三号楼的选址。")
    lead.does("登记沟通", way="phone", on=today().isoformat(), note="说明三号楼的安排")
    lead.does("拟写答复", **_answer("经与市公安局再次会商，三号楼增设充电桩六个，已经开工。"))
    head.does("签发")
    assert deputy.sees("三号楼增设充电桩六个")
    deputy.does("再次评价", **GRADES)
    matter.refresh_from_db()
    assert (matter.step, matter.round) == ("closed", 2)
    assert Rating.objects.filter(matter=matter).count() == 2
    read(deputy.page, "satisfied-at-last")
