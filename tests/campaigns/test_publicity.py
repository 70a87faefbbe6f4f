"""The inventory of publicity and its totals; contests with their texts."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from qunce.campaigns import actions
from qunce.campaigns.actions import NewPublicity
from qunce.campaigns.models import Contest, ContestEntry, Publicity
from qunce.campaigns.queries import publicity
from qunce.common.clock import today
from qunce.common.errors import NotAllowed, Refused
from qunce.people.models import Role
from qunce.people.rules import Hat
from qunce.places.models import Area
from qunce.sheets import open_sheet
from tests.at_once import at_once
from tests.campaigns.test_topics import as_
from tests.factories import make_hat, make_unit
from tests.factories.supervision import Supervision, make_supervision
from tests.factories.topics import make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Supervision:
    return make_supervision()


def enter(made: Supervision, hat: Hat | None = None, **fields: Any) -> Publicity:
    new = {"kind": "bus", "place": "1路", "count": 20, "since_on": today(), **fields}
    return actions.enter_publicity(
        campaign_id=made.campaign.pk, new=NewPublicity(**new), hat=hat or made.cast.handler
    )


def test_totals_are_by_kind_and_county_and_add_up(made: Supervision) -> None:
    county = Area.objects.create(
        jurisdiction=made.campaign.jurisdiction, code="990101", name="东河县", level="county"
    )
    enter(made)
    enter(made, place="2路", count=30)
    enter(made, kind="poster", place="体育场", count=1200, area=county.pk)
    enter(made, made.office, kind="screen", place="市民广场", count=2)
    found = publicity.totals(publicity.inventory(made.campaign.pk))
    assert len(found.columns) == 2
    assert [(counts, whole) for _label, counts, whole in found.rows] == [
        ([1200, 0], 1200),
        ([0, 50], 50),
        ([0, 2], 2),
    ]
    assert (found.foot, found.whole) == ([1200, 52], 1252)


def test_the_same_line_twice_is_refused_and_a_struck_one_may_come_again(
    made: Supervision,
) -> None:
    line = enter(made)
    with pytest.raises(Refused) as said:
        enter(made)
    assert said.value.code == "entered-already"
    actions.strike_publicity(publicity_id=line.pk, hat=made.cast.handler)
    enter(made, count=25)
    assert publicity.totals(publicity.inventory(made.campaign.pk)).whole == 25


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "rumour"},
        {"place": " "},
        {"count": 0},
        {"count": 10**9},
        {"until_on": today() - timedelta(days=1)},
        {"area": 10**9},
    ],
)
def test_a_line_that_makes_no_sense_is_refused(made: Supervision, wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        enter(made, **wrong)


@pytest.mark.parametrize("role", [r for r in Role if r != Role.OFFICE])
def test_others_enter_strike_and_award_nothing(made: Supervision, role: Role) -> None:
    line, hat = enter(made), make_hat("zoe", role, make_unit(code="X01", name="某单位"))
    contest = _contest(made)
    entry = _entry(made, contest)
    for deed in (
        lambda: enter(made, hat),
        lambda: actions.strike_publicity(publicity_id=line.pk, hat=hat),
        lambda: _contest(made, hat, "另一个"),
        lambda: actions.send_entry(contest_id=contest.pk, title="x", text="x", hat=hat),
        lambda: actions.award(entry_id=entry.pk, prize="first", hat=hat),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_another_unit_strikes_no_line_of_ours(made: Supervision) -> None:
    with pytest.raises(NotAllowed):
        actions.strike_publicity(publicity_id=enter(made).pk, hat=made.cast.co_handler)


def test_the_spreadsheet_holds_nothing_that_is_live(made: Supervision, tmp_path: Path) -> None:
    enter(made, place='=HYPERLINK("http://x","点我")')
    answer = as_(made.office).get(reverse("publicity:sheet"))
    path = tmp_path / "inventory.xlsx"
    path.write_bytes(answer.content)
    _row, cells = list(open_sheet(path).rows())[-1]
    assert '=HYPERLINK("http://x","点我")' in cells
    assert b"<f>" not in answer.content


def test_a_line_is_entered_and_struck_on_the_page(made: Supervision) -> None:
    unit, home = as_(made.cast.handler), reverse("publicity:home")
    typed = {"kind": "bus", "place": "1路", "count": "20", "since_on": today().isoformat()}
    unit.post(home, typed)
    again = unit.post(home, typed)
    assert again.status_code == 400
    assert "1路" in again.text
    line = Publicity.objects.get()
    strike = reverse("publicity:strike", args=[line.pk])
    assert as_(made.cast.co_handler).post(strike).status_code == 403
    unit.post(strike)
    assert not publicity.inventory(made.campaign.pk).exists()
    assert "1路" not in as_(made.cast.co_handler).get(home).text


def _contest(made: Supervision, hat: Hat | None = None, title: str = "征文") -> Contest:
    return actions.open_contest(
        campaign_id=made.campaign.pk,
        kind="essay",
        title=title,
        closes_on=today(),
        hat=hat or made.office,
    )


def _entry(made: Supervision, contest: Contest, title: str = "我的一天") -> ContestEntry:
    return actions.send_entry(
        contest_id=contest.pk, title=title, text="全文", hat=made.cast.handler
    )


def test_a_contest_takes_texts_until_its_day_and_gives_prizes(made: Supervision) -> None:
    contest = _contest(made)
    entry = _entry(made, contest)
    with pytest.raises(Refused):
        _entry(made, contest)
    with pytest.raises(Refused):
        actions.award(entry_id=entry.pk, prize="best", hat=made.office)
    office = as_(made.office)
    office.post(reverse("publicity:award", args=[contest.pk, entry.pk]), {"award": "first"})
    entry.refresh_from_db()
    assert entry.award == "first"
    assert "我的一天" in office.get(reverse("publicity:contest", args=[contest.pk])).text
    other = as_(made.cast.co_handler).get(reverse("publicity:contest", args=[contest.pk]))
    assert "我的一天" not in other.text
    Contest.objects.update(closes_on=today() - timedelta(days=1))
    with pytest.raises(Refused):
        _entry(made, contest, "另一天")


def test_a_contest_is_opened_on_the_page_once(made: Supervision) -> None:
    office, address = as_(made.office), reverse("publicity:open_contest")
    typed = {"kind": "speech", "title": "演讲比赛", "closes_on": today().isoformat()}
    office.post(address, typed)
    office.post(address, typed)
    office.post(address, {"kind": "dance"})
    assert Contest.objects.count() == 1
    page = reverse("publicity:contest", args=[Contest.objects.get().pk])
    as_(made.cast.handler).post(page, {"title": "一", "text": "全文"})
    assert ContestEntry.objects.get().unit == made.unit.unit


@pytest.mark.django_db(transaction=True)
def test_two_clicks_make_one_line() -> None:
    made = make_supervision()

    def click(_n: int) -> str:
        try:
            enter(made)
        except Refused as problem:
            return problem.code
        return "entered"

    assert sorted(at_once(click, [(1,), (2,)])) == ["entered", "entered-already"]


def test_after_the_last_day_every_unit_reads_what_won_a_prize(made: Supervision) -> None:
    entry = make_entry(made)
    actions.award(entry_id=entry.pk, prize="first", hat=made.office)
    address = reverse("publicity:contest", args=[entry.contest_id])
    other = as_(made.cast.other_handler)
    assert entry.title not in other.get(address).content.decode()
    Contest.objects.update(closes_on=today() - timedelta(days=1))
    assert entry.title in other.get(address).content.decode()
    ContestEntry.objects.update(award="")
    assert entry.title not in other.get(address).content.decode()
