"""The pages of a campaign: what each shows to whom, and what is typed wrongly comes back."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from qunce.campaigns import actions
from qunce.campaigns.models import Action, Campaign, Demand, Participation, Phase, Task
from qunce.campaigns.queries.command import UNITS
from qunce.common.clock import today
from qunce.people.models import Person, Role, Unit, UnitKind
from qunce.people.rules import Hat
from tests.factories import make_hat, make_unit
from tests.factories.plans import (
    give_all,
    make_action,
    make_batch,
    make_bureaus,
    make_county,
    make_member,
    make_office,
    make_plan,
)

pytestmark = pytest.mark.django_db
HOME = "/desk/campaign/"


def client_of(hat: Hat) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=hat.person_id))
    return client


def page(client: Client, url: str, status: int = 200, **data: Any) -> str:
    answer = client.post(url, data) if data else client.get(url)
    assert answer.status_code == status, (url, answer.status_code)
    return answer.content.decode() if status != 302 else answer["Location"]


@pytest.fixture
def office() -> Hat:
    return make_office()


def test_the_command_page_says_how_each_task_stands_in_words_beside_colours(office: Hat) -> None:
    campaign = make_plan(office, units=3, asked=2)
    one, two, *_others = give_all(campaign, office)
    bob = make_member(one.participation, "bob")
    actions.report(task_id=one.pk, words="完成。", hat=bob)
    actions.report(task_id=two.pk, words="完成。", hat=bob)
    actions.accept(task_id=two.pk, hat=office)
    html = page(client_of(office), HOME)
    assert f'<td class="b"><a href="{HOME}tasks/{one.pk}/">待审核</a></td>' in html
    assert f'<td class="g"><a href="{HOME}tasks/{two.pk}/">已完成</a></td>' in html
    assert html.count(f">{today() + timedelta(days=5):%m-%d}</a>") == 4


def test_late_ones_come_first_and_say_how_late(office: Hat) -> None:
    campaign = make_plan(office, units=3, asked=1)
    last = give_all(campaign, office)[-1]
    type(last.matter).objects.filter(pk=last.matter_id).update(due_on=today() - timedelta(days=3))
    html = page(client_of(office), HOME)
    assert html.index("市2局</th>") < html.index("市0局</th>")
    assert '<td class="r">' in html
    assert "逾期3天" in html
    by_plan = page(client_of(office), HOME + "?sort=name")
    assert by_plan.index("市0局</th>") < by_plan.index("市2局</th>")


def test_a_row_is_drawn_again_when_a_task_of_it_moved_and_only_then(office: Hat) -> None:
    campaign = make_plan(office, units=2, asked=1)
    one, _two = give_all(campaign, office)
    client = client_of(office)
    page(client, HOME)
    with CaptureQueriesContext(connection) as again:
        page(client, HOME)
    actions.report(task_id=one.pk, words="完成。", hat=make_member(one.participation, "bob"))
    with CaptureQueriesContext(connection) as after:
        html = page(client, HOME)
    assert [_asks_for_cells(asked) for asked in (again, after)] == [0, 1]
    assert html.count("待审核</a>") == 1


def _asks_for_cells(asked: CaptureQueriesContext) -> int:
    return sum("SELECT t.participation_id, t.action_id" in q["sql"] for q in asked)


def test_it_asks_the_database_no_more_often_for_more_units(office: Hat) -> None:
    campaign = make_plan(office, units=1, asked=2)
    give_all(campaign, office)
    client = client_of(office)
    page(client, HOME)
    counted = []
    for n in (1, 3, 30):
        units = make_bureaus(n)
        actions.take_in(campaign_id=campaign.pk, unit_ids=[u.pk for u in units], hat=office)
        give_all(campaign, office)
        with CaptureQueriesContext(connection) as asked:
            page(client, HOME)
        counted.append(len(asked))
    assert counted[1] == counted[2]
    assert max(counted) <= 12


def test_it_is_narrowed_by_county_and_by_group(office: Hat) -> None:
    campaign = make_plan(office, units=2, asked=1)
    county = make_county()
    group = make_unit(code="G01", name="第一督导组", kind=UnitKind.SUPERVISION)
    actions.take_in(campaign_id=campaign.pk, unit_ids=[county.pk], hat=office)
    Participation.objects.filter(unit__code="B001").update(group=group)
    client = client_of(office)
    for query, names in (
        (f"area={county.area_id}", ["望禾县"]),
        ("area=0", ["市0局", "市1局"]),
        (f"group={group.pk}", ["市1局"]),
        ("area=0&group=99", []),
        ("area=x&group=&sort=nonsense", ["市0局", "市1局", "望禾县"]),
    ):
        html = page(client, f"{HOME}?{query}")
        assert [n for n in ("市0局", "市1局", "望禾县") if f"{n}</th>" in html] == names, query


def test_many_units_open_on_counties_and_groups_and_at_most_sixty_rows(office: Hat) -> None:
    campaign = make_plan(office, units=UNITS + 1, asked=1)
    give_all(campaign, office)
    client = client_of(office)
    html = page(client, HOME)
    assert "facts-table" not in html
    assert '<a href="?area=0">市直单位</a>' in html
    assert page(client, HOME + "?area=0").count('<tr><th scope="row">') == 60
    assert page(client, HOME + "?area=0&page=3").count('<tr><th scope="row">') == 1
    assert page(client, HOME + "?area=0&page=99").count('<tr><th scope="row">') == 0


def test_a_unit_sees_its_own_and_nobody_elses(office: Hat) -> None:
    campaign = make_plan(office, units=2, asked=2)
    mine, _same, theirs, _other = give_all(campaign, office)
    assert mine.participation != theirs.participation
    bob = client_of(make_member(mine.participation, "bob"))
    html = page(bob, HOME)
    assert "示例市第0局" in html
    assert f"{HOME}tasks/{mine.pk}/" in html
    assert f"{HOME}tasks/{theirs.pk}/" not in html
    page(bob, f"{HOME}tasks/{theirs.pk}/", 404)
    page(bob, f"{HOME}tasks/{theirs.pk}/", 404, act="report", words="完成。")
    page(bob, f"{HOME}intake/", 403)
    page(bob, f"{HOME}{campaign.pk}/plan/", 403)


def test_a_unit_that_takes_no_part_is_told_so(office: Hat) -> None:
    make_plan(office, units=1)
    stranger = make_hat("stranger", Role.UNIT, make_unit(code="X01", name="示例市某单位"))
    assert "这里没有贵单位的任务" in page(client_of(stranger), HOME)


def test_a_unit_reports_with_evidence_and_the_office_takes_it(office: Hat) -> None:
    campaign = make_plan(office, units=1, asked=0)
    make_action(campaign, office, "征集金点子", needs_evidence=True)
    task = give_all(campaign, office)[0]
    batch = make_batch(campaign, task.participation.unit)
    bob, url = client_of(make_member(task.participation, "bob")), f"{HOME}tasks/{task.pk}/"
    assert "一批点子：望禾县金点子.xlsx · 308条" in page(bob, url)
    assert "请选择能佐证完成情况的系统记录" in page(bob, url, 400, act="report", words="完成。")
    page(bob, url, 400, act="report", words="")
    assert page(bob, url, 302, act="report", words="完成。", shown=f"import-{batch.pk}") == HOME
    again = page(bob, url, 400, act="report", words="完成。")
    assert "完成。" in again
    clerk = client_of(office)
    assert "确认完成" in page(clerk, url)
    page(clerk, url, 400, act="send_back", reason="", due_on="2020-01-01")
    page(clerk, url, 400, act="send_back", reason="缺名单", due_on="2020-01-01")
    page(clerk, url, 302, act="accept")
    page(clerk, url, 409, act="accept")
    task.matter.refresh_from_db()
    assert task.matter.step == "done"


def test_the_matters_page_leads_to_the_task_and_leaves_reporting_to_it(office: Hat) -> None:
    task = give_all(make_plan(office, units=1, asked=1), office)[0]
    bob = client_of(make_member(task.participation, "bob"))
    html = page(bob, f"/desk/matters/{task.matter_id}/")
    assert f"/desk/matters/{task.matter_id}/task/" in html
    assert "/do/report/" not in html
    url = f"/desk/matters/{task.matter_id}/do/report/"
    assert page(bob, url, 302, text="完成。") == f"/desk/matters/{task.matter_id}/task/"
    assert page(bob, f"/desk/matters/{task.matter_id}/task/", 302) == f"{HOME}tasks/{task.pk}/"
    task.matter.refresh_from_db()
    assert task.matter.step == "owed"


def test_a_file_goes_to_the_unit_its_group_and_the_office_alone(
    office: Hat, settings: Any, tmp_path: Any
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    settings.MEDIA_ROOT = tmp_path
    task = give_all(make_plan(office, units=2, asked=1), office)[0]
    group = make_unit(code="G01", name="第一督导组", kind=UnitKind.SUPERVISION)
    Participation.objects.filter(pk=task.participation_id).update(group=group)
    bob = client_of(make_member(task.participation, "bob"))
    file = SimpleUploadedFile("总结.pdf", b"%PDF-1.7 x")
    url = f"{HOME}tasks/{task.pk}/"
    assert bob.post(url, {"act": "report", "words": "完成。", "file": file}).status_code == 302
    stored = f"{HOME}files/{task.files.get().pk}/"
    other_group = make_unit(code="G02", name="第二督导组", kind=UnitKind.SUPERVISION)
    hats = {
        "the office": (office, 200),
        "its group": (make_hat("group", Role.SUPERVISOR, group), 200),
        "another group": (make_hat("group-2", Role.SUPERVISOR, other_group), 403),
        "another unit": (make_hat("u2", Role.UNIT, Unit.objects.get(code="B001")), 403),
        "the government office": (make_hat("gov", Role.GOVERNMENT_OFFICE), 403),
    }
    for who, (hat, status) in hats.items():
        answer = client_of(hat).get(stored)
        assert answer.status_code == status, who
        if answer.streaming:
            list(answer.streaming_content)  # closes the file
    answer = bob.get(stored)
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 x"  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")
    bad = SimpleUploadedFile("x.html", b"<script>")
    task2 = Task.objects.exclude(pk=task.pk).get()
    carol = client_of(make_member(task2.participation, "carol"))
    url = f"{HOME}tasks/{task2.pk}/"
    assert carol.post(url, {"act": "report", "words": "x", "file": bad}).status_code == 400
    assert [p for p in tmp_path.rglob("*") if p.is_file() and p.suffix] == []


def test_the_office_looks_before_it_gives_and_a_double_click_gives_once(office: Hat) -> None:
    campaign = make_plan(office, units=3, asked=2)
    clerk, url = client_of(office), f"{HOME}{campaign.pk}/give/"
    ids = [a.pk for a in campaign.actions.all()]
    page(clerk, url, 400, whom="")
    html = page(clerk, url, 200, action=ids, whom="")
    assert "下达6项任务" in html
    assert Task.objects.count() == 0
    for _click in range(2):
        assert page(clerk, url, 302, action=ids, whom="", act="give") == HOME
    assert Task.objects.count() == 6
    assert Demand.objects.count() == 1
    assert "此前已下达，不再重复" in page(clerk, url, 200, action=ids, whom="")
    page(clerk, url, 400, action=["x"], whom="")
    page(clerk, url, 400, action=[987_654_321], whom="", act="give")


def test_the_plan_is_written_on_its_page(office: Hat) -> None:
    campaign = make_plan(office, units=1, asked=0)
    clerk, url = client_of(office), f"{HOME}{campaign.pk}/plan/"
    assert "“六个一”" in page(clerk, url)
    page(clerk, url, 302, act="outline", outline="six-ones")
    page(clerk, url, 404, act="outline", outline="nonsense")
    page(clerk, url, 404, act="nonsense")
    page(clerk, url, 302, act="revise", aim="办实事", leading_group="组长：市委书记")
    page(clerk, url, 302, act="day", on=today().isoformat(), title="动员会")
    page(clerk, url, 400, act="day", on="2030-01-01", title="动员会")
    page(clerk, url, 400, act="day", on="nonsense", title="")
    day = campaign.key_dates.get()
    page(clerk, url, 302, act="strike_day", day=day.pk)
    page(clerk, url, 409, act="strike_day", day=day.pk)
    page(clerk, url, 409, act="issue")
    html = page(clerk, url)
    assert "开展一轮集中学习" in html
    assert "办实事" in html


def test_an_action_is_added_changed_and_struck_on_its_page(office: Hat) -> None:
    campaign = make_plan(office, units=1, asked=0)
    clerk, due = client_of(office), (today() + timedelta(days=4)).isoformat()
    fields = {"title": "集中学习", "about": "", "phase": 2, "due_on": due, "gates": "on"}
    page(clerk, f"{HOME}{campaign.pk}/actions/new/", 400, **{**fields, "due_on": "2030-01-01"})
    page(clerk, f"{HOME}{campaign.pk}/actions/new/", 302, **fields)
    action = Action.objects.get()
    url = f"{HOME}actions/{action.pk}/"
    page(clerk, url, 302, **{**fields, "title": "一轮集中学习"})
    give_all(campaign, office)
    later = (today() + timedelta(days=6)).isoformat()
    page(clerk, url, 400, **{**fields, "due_on": later})
    page(clerk, url, 302, **{**fields, "due_on": later, "reason": "会议推迟"})
    assert Task.objects.get().matter.due_on == today() + timedelta(days=6)
    other = make_action(campaign, office, "多余的")
    page(clerk, f"{HOME}actions/{other.pk}/", 302, act="strike")
    assert Action.objects.get() == action


def test_units_join_and_leave_on_their_page(office: Hat) -> None:
    campaign = make_plan(office, units=0, asked=0)
    one, two = make_bureaus(2)
    clerk, url = client_of(office), f"{HOME}{campaign.pk}/units/"
    page(clerk, url)
    page(clerk, url, 302, unit=[one.pk, two.pk])
    page(clerk, url, 400, unit=[987_654_321])
    gone = campaign.participations.get(unit=two)
    page(clerk, url, 302, leave=gone.pk)
    assert campaign.participations.get().unit == one


def test_a_phase_is_summed_up_and_closed_on_its_page(office: Hat) -> None:
    campaign = make_plan(office, units=1, asked=1)
    first, second, _third = Phase.objects.all()
    clerk, url = client_of(office), f"{HOME}phases/{first.pk}/"
    close = {"act": "close", "approved": "领导小组", "approved_on": today().isoformat()}
    assert "该阶段还不能关闭" in page(clerk, url, 400, **close)
    page(clerk, url, 302, act="sum_up", summary="动员到位。")
    page(clerk, url, 400, **{**close, "approved_on": "2020-01-01"})
    page(clerk, url, 302, **close)
    page(clerk, url, 400, **close)
    assert "领导小组" in page(clerk, url)
    page(clerk, url, 404, act="nonsense")
    again = {"title": "组织", "about": "", "starts_on": second.starts_on.isoformat()}
    ahead = second.ends_on.isoformat()
    page(clerk, f"{HOME}phases/{second.pk}/", 302, act="revise", ends_on=ahead, **again)
    page(clerk, f"{HOME}phases/{second.pk}/", 400, act="revise", ends_on="2020-01-01", **again)
    assert campaign.phases.get(order=2).title == "组织"


def test_the_burden_is_seen_and_counted(office: Hat) -> None:
    campaign = make_plan(office, units=2)
    clerk, url = client_of(office), f"{HOME}{campaign.pk}/burden/"
    page(clerk, url)
    for _click in range(2):
        page(clerk, url, 302, kind="form", title="周报表")
    page(clerk, url, 400, kind="tasks", title="")
    assert Demand.objects.get().units.count() == 2
    assert "周报表" in page(clerk, url)


def test_a_plan_is_copied_and_its_draft_issued(office: Hat) -> None:
    campaign = make_plan(office, units=2)
    clerk, url = client_of(office), f"{HOME}{campaign.pk}/copy/"
    page(clerk, url)
    fields = {"title": "再讨论", "starts_on": (today() + timedelta(days=300)).isoformat()}
    page(clerk, url, 400, slug=campaign.slug, **fields)
    page(clerk, url, 400, slug="不行", **fields)
    to = page(clerk, url, 302, slug="again", **fields)
    made = Campaign.objects.get(slug="again")
    assert to == f"{HOME}{made.pk}/plan/"
    assert "这是草案" in page(clerk, to)
    page(clerk, to, 302, act="issue")
    assert "这是草案" not in page(clerk, to)


def test_a_unit_declares_an_own_action_on_its_page(office: Hat) -> None:
    campaign = make_plan(office, units=1, asked=0)
    mine = campaign.participations.get()
    bob = client_of(make_member(mine, "bob"))
    due = (today() + timedelta(days=4)).isoformat()
    page(bob, HOME, 400, title="", about="", phase=2, due_on=due)
    page(bob, HOME, 302, title="下沉走访月", about="", phase=2, due_on=due)
    assert "下沉走访月" in page(bob, HOME)
    assert "下沉走访月" in page(client_of(office), f"{HOME}{campaign.pk}/give/")


def test_the_figures_of_the_intake_come_again_by_themselves(office: Hat) -> None:
    make_plan(office)
    html = page(client_of(office), f"{HOME}intake/")
    assert 'hx-trigger="every 20s"' in html
    assert "<html" not in html
