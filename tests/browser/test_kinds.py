"""Bills, grid reports and key supervisions on a telephone, from the first line to the end: at each
turn the page says what to do next, or who has it now."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from qunce.common.clock import today
from qunce.matters import actions
from qunce.matters.actions import Given
from qunce.matters.models import Matter, UnitRating
from qunce.people import queries as people
from qunce.people.actions import open_account
from qunce.people.models import Person, Role, Unit
from qunce.people.rules import Hat
from tests.browser.conftest import PageAt, Read
from tests.browser.hands import PASSWORD, Hand, fill, sign_in
from tests.factories import make_campaign, make_clerk, make_unit
from tests.factories.congress import make_deputy, make_session, make_term
from tests.factories.matters import answer_part, make_answer, make_town
from tests.factories.people import make_hat

pytestmark = pytest.mark.django_db(transaction=True)
Enter = Callable[[str], Page]


@pytest.fixture
def enter(page_at: PageAt) -> Enter:
    """`enter("mover")`: at the inbox, on a telephone, through the entrance."""
    make_campaign()

    def come_in(account: str) -> Page:
        page = page_at(390)
        sign_in(page, account)
        return page

    return come_in


def hat(person: Person) -> Hat:
    found = people.hat_of(person)
    assert found is not None
    return found


def begins(page: Page, link: str, **typed: str) -> Matter:
    """Write it down on the page that the inbox leads to."""
    page.goto("/desk/inbox/")
    page.click(f"main a:has-text('{link}')")
    for name, value in typed.items():
        fill(page.locator("main form").first, name, value)
    page.click("main form .btn-primary")
    page.wait_for_selector("#do")
    return Matter.objects.get(pk=int(page.url.rstrip("/").rpartition("/")[2]))


BILL = {
    "title": "关于制定示例市电动自行车管理条例的议案",
    "situation": "全市电动自行车保有量逐年上升，充电、停放和通行缺少统一规定。",
    "analysis": "依据立法法关于设区的市立法权限的规定，外地已有成熟经验。",
    "requests": "制定电动自行车管理条例\n明确充电设施的建设责任",
}


def _sitting(deputies: int) -> list[Hat]:
    """The congress sits; the first deputy has a password, the second too."""
    on = today()
    term = make_term(begins_on=on - timedelta(days=400), ends_on=on + timedelta(days=1400))
    until = timezone.make_aware(timezone.datetime(on.year, on.month, on.day, 18))
    make_session(
        term, opens_on=on - timedelta(days=1), closes_on=on + timedelta(days=4),
        bills_until=until + timedelta(days=2),
    )  # fmt: skip
    for name in ("mover", "second"):
        open_account(username=name, name=name, password=PASSWORD)
    names = ["mover", "second", *(f"deputy-{n}" for n in range(3, deputies + 1))]
    since = on - timedelta(days=300)
    return [hat(make_deputy(name, term, since).person) for name in names]


def test_a_bill_is_moved_by_ten_and_voted_on(enter: Enter, read: Read) -> None:
    mover, second, *others = _sitting(10)
    make_clerk("secretary", Role.SECRETARIAT, make_unit(code="R01"))
    page = enter("mover")
    bill = begins(page, "提出议案", **BILL)
    mine = Hand(page, bill)
    assert mine.sees("议案需10名代表联名，含您本人已有1名")
    read(page, "bill-draft")
    mine.tries("提交")
    page.wait_for_selector("text=未作任何更改")
    assert "代表" in page.inner_text(".errors")

    invited = Given(people=tuple(h.person_id for h in others))
    mine.does("邀请联名", people=str(second.person_id))
    actions.act_on_matter(matter_id=bill.pk, act="invite", hat=mover, given=invited)
    assert mine.sees("另有9名尚未答复")
    signing = Hand(enter("second"), bill)
    signing.opens(bill.title)
    signing.does("确认联名")
    for signer in others:
        actions.act_on_matter(matter_id=bill.pk, act="confirm", hat=signer)
    assert mine.sees("已有10名代表联名")
    read(page, "bill-signed")
    mine.does("提交")
    assert "撤回" in mine.may()

    secretary = Hand(enter("secretary"), bill)
    secretary.opens(bill.title)
    read(secretary.page, "bill-received")
    secretary.does("提请主席团决定")
    secretary.does("列入会议议程")
    assert mine.sees("会议审议")
    secretary.does("登记表决结果", text="赞成286票，反对3票，弃权2票", outcome="passed")
    bill.refresh_from_db()
    assert bill.step == "passed"
    assert mine.sees("赞成286票")
    read(page, "bill-passed")


def test_a_bill_that_falls_short_becomes_a_suggestion(enter: Enter, read: Read) -> None:
    _sitting(2)
    page = enter("mover")
    bill = begins(page, "提出议案", **BILL)
    mine = Hand(page, bill)
    mine.does("改为提出建议")
    read(page, "bill-converted")
    page.click("main a:text-is('关于制定示例市电动自行车管理条例的建议')")
    page.wait_for_selector("#do")
    assert "代表建议" in page.inner_text("main")
    suggestion = Matter.objects.get(parent=bill)
    Hand(page, suggestion).does("提交")
    suggestion.refresh_from_db()
    assert suggestion.step == "review"


def test_outside_a_session_the_draft_of_a_bill_says_so(enter: Enter) -> None:
    term = make_term(begins_on=today() - timedelta(days=400), ends_on=today() + timedelta(days=9))
    open_account(username="mover", name="mover", password=PASSWORD)
    make_deputy("mover", term, today() - timedelta(days=300))
    page = enter("mover")
    bill = begins(page, "提出议案", **BILL)
    assert Hand(page, bill).sees("现在不在会期")
    assert Hand(page, bill).may()[0] != "提交"


def test_a_grid_report_goes_up_whistles_and_comes_back(enter: Enter, read: Read) -> None:
    """Down to a community that may refuse, up to the town, a whistle with its leader's word."""
    one, two = make_unit(code="D01", name="市城市管理局"), make_unit(code="D02", name="市公安局")
    hands = {u.code: (make_hat(f"h-{u.code}", Role.UNIT, u), make_hat(f"s-{u.code}",
             Role.UNIT_HEAD, u)) for u in (one, two)}  # fmt: skip
    community = make_unit(code="V01", name="东河社区")
    Unit.objects.filter(pk=community.pk).update(duties="环境卫生\n纠纷调解")
    town = make_town()
    make_clerk("station", Role.STATION, make_unit(code="R01"))
    make_clerk("community", Role.UNIT, community)
    make_clerk("town", Role.UNIT, town)
    make_clerk("leader", Role.UNIT_HEAD, town)
    make_clerk("county", Role.GOVERNMENT_OFFICE, make_unit(code="Z01", name="示例市政府办公室"))

    page = enter("station")
    report = begins(
        page, "登记网格事项", title="东河桥头夜市占道、噪声扰民",
        situation="东河桥北侧，九月以来每晚七点至零点占用非机动车道。", requests="恢复通行",
    )  # fmt: skip
    station = Hand(page, report)
    read(page, "grid-triage")
    station.does("交村（社区）办理", text="占道经营整治", unit_1=str(community.pk))
    asked = Hand(enter("community"), report)
    asked.opens(report.title)
    assert asked.sees("不在您单位公开的职责清单上")
    read(asked.page, "grid-outside-the-list")
    asked.does("不在职责清单，退回", reason="社区没有执法权。")
    assert station.sees("社区没有执法权。")

    # What is on the list cannot be sent back, and the page says so before anybody tries.
    station.does("交村（社区）办理", text="环境卫生", unit_1=str(community.pk))
    assert asked.sees("在您单位公开的职责清单上")
    assert "不在职责清单，退回" not in asked.may()
    asked.does("上报乡镇（街道）", text="劝离三次，摊贩次日又来。", unit_1=str(town.pk))

    streets = Hand(enter("town"), report)
    streets.opens(report.title)
    streets.does("吹哨", reason="需城管、公安联合执法。")
    assert streets.sees("暂无需您办理")
    leader = Hand(enter("leader"), report)
    leader.opens(report.title)
    read(leader.page, "grid-whistle")
    leader.does("不同意吹哨", reason="先约谈市场管理方。")
    streets.does("吹哨", reason="约谈无效，仍需联合执法。")
    leader.does("批准吹哨")
    county = Hand(enter("county"), report)
    county.opens(report.title)
    whistle = {f"grade_{town.pk}": "satisfied"}
    county.does("评价吹哨并分哨", ways="lead", unit_1=str(one.pk), unit_2=str(two.pk), **whistle)
    assert streets.sees("还在等待：市城市管理局")
    assert "评价应哨部门" not in streets.may()
    _answered(report, hands, one, two)
    assert streets.sees("请评价")
    read(streets.page, "grid-rate")
    grades = {f"grade_{unit.pk}": "satisfied" for unit in (one, two)}
    streets.does("评价应哨部门", text="夜市迁入固定场地，桥面恢复通行。", **grades)
    report.refresh_from_db()
    assert report.step == "answered"
    assert UnitRating.objects.filter(matter=report).count() == 3
    assert station.sees("夜市迁入固定场地")
    read(station.page, "grid-answered")


def _answered(report: Matter, hands: Any, one: Unit, two: Unit) -> None:
    """The co-unit gives its opinion and the lead answers; both are walked elsewhere."""
    co = report.assignments.get(unit=two)
    for act, given in (("receive", Given()), ("give_opinion", Given(text="已增加夜间巡逻。"))):
        actions.act_on_assignment(assignment_id=co.pk, act=act, hat=hands["D02"][0], given=given)
    text = "经我局与市公安局联合执法，现答复如下：夜市已迁入固定场地。"
    answer_part(report, *hands["D01"], make_answer(text=text))


def test_a_key_supervision_is_chosen_planned_visited_and_heard(enter: Enter, read: Read) -> None:
    congress = make_unit(code="R01")
    make_clerk("chairs", Role.CHAIRS, congress)
    make_clerk("committee", Role.COMMITTEE, congress)
    page = enter("chairs")
    matter = begins(
        page, "提出重点督办", title="重点督办：老旧小区加装电梯",
        situation="第0012号 关于加快加装电梯的建议\n第0031号 关于统一补贴标准的建议",
        analysis="代表反映集中，涉及住建、财政等多个部门。", requests="年内加装100部",
    )  # fmt: skip
    chairs = Hand(page, matter)
    read(page, "supervision-proposed")
    chairs.does("确定重点督办", reason="群众期盼强烈。")
    assert chairs.sees("暂无需您办理")
    committee = Hand(enter("committee"), matter)
    committee.opens(matter.title)
    committee.does("制定督办方案", text="上半年实地督办两次，年底向主任会议报告。")
    committee.does("登记督办活动", way="visit", on=date.today().isoformat(), note="查看三个小区")
    assert "已恢复您上次填写的内容" not in committee.page.inner_text("body")
    read(committee.page, "supervision-visit")
    committee.does("向主任会议报告", text="已加装86部，两个小区资金未到位。")
    chairs.opens(matter.title)
    chairs.does("转跨年督办", reason="两个小区跨年实施。")
    committee.does("向主任会议报告", text="全部加装完成。")
    chairs.does("督办办结")
    matter.refresh_from_db()
    assert matter.step == "closed"
    read(page, "supervision-closed")


def test_nobody_writes_what_is_not_theirs(enter: Enter) -> None:
    make_clerk("station", Role.STATION, make_unit(code="R01"))
    page = enter("station")
    assert page.goto("/desk/matters/new/?kind=bill").status == 404  # type: ignore[union-attr]
