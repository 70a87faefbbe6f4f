"""Lists that have pages: no more questions for more rows, nothing is cut, filters go along."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from qunce.campaigns import actions
from qunce.campaigns.actions import NewPublicity, NewTopic
from qunce.campaigns.models import Finding, Publicity, Topic
from qunce.campaigns.views import giving, publicity, supervision, topics
from qunce.common.clock import today
from qunce.matters.actions import act_on_matter
from qunce.people.models import Role
from tests.campaigns.test_supervision_pages import as_
from tests.desk.people import queries_of
from tests.factories import make_hat, make_unit
from tests.factories.plans import make_bureaus
from tests.factories.supervision import FINDING, Supervision, make_supervision, make_visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Supervision:
    return make_supervision()


def find(made: Supervision, n: int) -> None:
    """All of one visit: a unit is not visited twice a day."""
    day = Finding.objects.count()
    make_visit(made, *(replace(FINDING, title=f"问题{k}") for k in range(n)), days_ago=day)


def declare(made: Supervision, n: int) -> None:
    call = made.campaign.topic_calls.first() or actions.call_for_topics(
        campaign_id=made.campaign.pk,
        title="重点课题",
        about="",
        directions=[],
        closes_on=today() + timedelta(days=30),
        hat=made.office,
    )
    for _k in range(n):
        title = f"课题{Topic.objects.count() + 1}"
        new = NewTopic(title, "问题", "", ("报告",), "某人")
        topic = actions.draft_topic(call_id=call.pk, new=new, hat=made.cast.handler)
        act_on_matter(matter_id=topic.matter_id, act="declare", hat=made.cast.head)


def publish(made: Supervision, n: int) -> None:
    for _k in range(n):
        place = f"{Publicity.objects.count() + 1}路"
        new = NewPublicity(kind="bus", place=place, count=20, since_on=today())
        actions.enter_publicity(campaign_id=made.campaign.pk, new=new, hat=made.cast.handler)


def send(made: Supervision, n: int) -> None:
    for k in range(n):
        actions.send(campaign_id=made.campaign.pk, kind="form", title=f"报表{k}", hat=made.office)


@dataclass(frozen=True)
class Listed:
    """A list, how it gets rows, what narrows it, and who does not read it."""

    url: str
    view: Any
    fill: Callable[[Supervision, int], None]
    rows: Callable[[dict[str, Any]], list[Any]]
    filters: str
    strangers: tuple[Role, ...]


LISTS = {
    "findings": Listed(
        "/desk/supervision/findings/",
        supervision,
        find,
        lambda found: [line.finding.pk for line in found["lines"]],
        "severity=general&state=open",
        (Role.UNIT, Role.UNIT_HEAD, Role.DEPUTY, Role.GOVERNMENT_OFFICE),
    ),
    "topics": Listed(
        "/desk/topics/",
        topics,
        declare,
        lambda found: [line.topic.pk for line in found["lines"]],
        "step=review",
        (Role.DEPUTY, Role.SUPERVISOR, Role.GOVERNMENT_OFFICE),
    ),
    "publicity": Listed(
        "/desk/publicity/",
        publicity,
        publish,
        lambda found: [line.pk for line in found["page"]],
        "",
        (Role.DEPUTY, Role.SUPERVISOR, Role.AUDITOR, Role.GOVERNMENT_OFFICE),
    ),
    "burden": Listed(
        "/desk/campaign/{campaign}/burden/",
        giving,
        send,
        lambda found: [demand.pk for demand in found["sent"]],
        "",
        (Role.UNIT, Role.DEPUTY, Role.SUPERVISOR, Role.AUDITOR),
    ),
}
each_list = pytest.mark.parametrize("name", LISTS)


def url_of(name: str, made: Supervision) -> str:
    return LISTS[name].url.format(campaign=made.campaign.pk)


@each_list
def test_more_rows_ask_the_database_no_more_often(name: str, made: Supervision) -> None:
    one, client, url = LISTS[name], as_(made.office), url_of(name, made)
    one.fill(made, 1)
    client.get(url)  # the calendar is asked once a minute
    few = queries_of(client, url)
    one.fill(made, 4)
    assert queries_of(client, url) == few


@each_list
def test_the_pages_together_hold_every_row_once(
    name: str, made: Supervision, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, client, url = LISTS[name], as_(made.office), url_of(name, made)
    monkeypatch.setattr(one.view, "SIZE", 2)
    one.fill(made, 5)
    pages = [one.rows(client.get(f"{url}?page={n}").context) for n in (1, 2, 3)]
    assert [len(rows) for rows in pages] == [2, 2, 1]
    assert len({row for rows in pages for row in rows}) == 5
    for odd in ("0", "x", "99", "9" * 30):
        assert client.get(f"{url}?page={odd}").status_code == 200


@pytest.mark.parametrize("name", [name for name, one in LISTS.items() if one.filters])
def test_a_filter_goes_along_to_the_next_page(
    name: str, made: Supervision, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, client = LISTS[name], as_(made.office)
    url = f"{url_of(name, made)}?{one.filters}"
    monkeypatch.setattr(one.view, "SIZE", 2)
    one.fill(made, 3)
    first = client.get(url)
    following = f"?{one.filters}&page=2"
    assert following.replace("&", "&amp;") in first.text
    assert len(one.rows(client.get(f"{url}&page=2").context)) == 1


@each_list
def test_others_do_not_read_it(name: str, made: Supervision) -> None:
    url = url_of(name, made)
    refused = [
        as_(make_hat(f"stranger-{role}", role, make_unit(code=f"X{n}"))).get(url).status_code
        for n, role in enumerate(LISTS[name].strangers)
    ]
    assert refused == [403] * len(refused)
    assert Client().get(url).status_code == 302


def test_a_group_is_told_how_many_more_findings_are_open_and_where(
    made: Supervision, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervision, "SIZE", 2)
    find(made, 2)
    client, home = as_(made.supervisor), "/desk/supervision/"
    whole = client.get(home)
    assert (len(whole.context["findings"]), whole.context["left"]) == (2, 0)
    find(made, 3)
    cut = client.get(home)
    assert (len(cut.context["findings"]), cut.context["left"]) == (2, 3)
    assert "还有3个未销号的问题" in cut.text
    assert 'href="/desk/supervision/findings/?state=open"' in cut.text
    office = as_(made.office).get(f"/desk/supervision/groups/{made.group.pk}/")
    there = f"/desk/supervision/findings/?state=open&amp;group={made.group.pk}"
    assert f'href="{there}"' in office.text


def test_units_by_what_was_sent_to_them_have_pages(
    made: Supervision, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(giving, "HEAVIEST", 2)
    units = [unit.pk for unit in make_bureaus(2)]
    actions.take_in(campaign_id=made.campaign.pk, unit_ids=units, hat=made.office)
    client, url = as_(made.office), url_of("burden", made)
    shown = [
        one.pk for n in (1, 2, 3) for _count, one in client.get(f"{url}?units={n}").context["most"]
    ]
    assert sorted(shown) == sorted(made.campaign.participations.values_list("pk", flat=True))


def test_what_shows_a_task_is_offered_newest_first_and_the_form_says_how_many() -> None:
    """The newest twenty of each kind; the unit names older ones in words."""
    from qunce.campaigns.forms.tasks import ReportForm
    from qunce.campaigns.queries import evidence
    from tests.factories.plans import give_all, make_batch, make_office, make_plan

    office = make_office()
    campaign = make_plan(office, units=1, asked=1)
    task = give_all(campaign, office)[0]
    batches = [make_batch(campaign, task.participation.unit) for _n in range(evidence.MOST + 1)]
    found = evidence.candidates(task)
    assert [one.ref for one in found] == [b.pk for b in reversed(batches)][: evidence.MOST]
    assert "20" in str(ReportForm(found).fields["shown"].help_text)
