"""The numbers at the desk: each with its two halves, each leading to the matters behind it."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qunce.matters import actions
from qunce.matters.actions import Given, NewAnswer, NewPromise, NewRating, Part, promising
from qunce.matters.models import Matter
from qunce.matters.queries.numbers import FIGURES, Rate, forget, numbers, tables
from qunce.matters.queries.numbers.tables import Asked, Mean
from qunce.people.models import Role
from qunce.people.rules import Hat
from qunce.sheets import open_sheet
from tests.factories.congress import make_congress, make_session, make_term
from tests.factories.matters import Cast, answer_part, make_answer, make_suggestion, part_of
from tests.factories.people import make_hat, make_unit
from tests.matters.pages import at_desk, words

pytestmark = pytest.mark.django_db
KIND = "deputy-suggestion"
HAPPY = NewRating("satisfied", "satisfied", "satisfied")
UNHAPPY = NewRating("satisfied", "dissatisfied", "basically", "三号楼还没有。")
LIFE = "/desk/numbers/"


@pytest.fixture(autouse=True)
def fresh() -> None:
    forget()


def _rate(place: int, code: str, **asked: Any) -> Rate:
    forget()
    return tables.counted(place, Asked(KIND, **asked)).rate(code)


def _answered(cast: Cast, handler: Hat, head: Hat, n: int, rating: NewRating | None) -> Matter:
    matter = make_suggestion(cast, "handling", (Part(handler.unit_id),))
    answer_part(matter, handler, head, make_answer(text=f"第{n}件" + "答" * n * 9))
    if rating:
        actions.act_on_matter(
            matter_id=matter.pk, act="rate", hat=cast.deputy, given=Given(rating=rating)
        )
    return matter


def _two_units_two_years(cast: Cast) -> tuple[Matter, ...]:
    """In 2029 one of each unit, happy and unhappy; in 2030 one that is not answered yet."""
    with time_machine.travel("2029-03-01T02:00:00Z"):
        happy = _answered(cast, cast.handler, cast.head, 1, HAPPY)
        unhappy = _answered(cast, cast.other_handler, cast.other_head, 2, UNHAPPY)
    with time_machine.travel("2030-03-01T02:00:00Z"):
        waiting = make_suggestion(cast, "handling")
    return happy, unhappy, waiting


def test_by_year_and_by_unit_each_number_is_of_its_own(cast: Cast) -> None:
    place = cast.deputy.jurisdiction_id
    _two_units_two_years(cast)
    assert _rate(place, "answered") == Rate(2, 3)
    assert _rate(place, "answered", period="y2029") == Rate(2, 2)
    assert _rate(place, "answered", period="y2030") == Rate(0, 1)
    assert _rate(place, "answered", unit=cast.unit) == Rate(1, 2)
    assert _rate(place, "satisfied", unit=cast.unit) == Rate(1, 1)
    assert _rate(place, "satisfied", unit=cast.other_unit) == Rate(0, 1)
    assert _rate(place, "dissatisfied") == Rate(1, 2)
    assert _rate(place, "answered", unit=cast.co_unit) == Rate(0, 0)


def test_by_session_a_matter_is_of_the_last_one_that_had_opened(cast: Cast) -> None:
    place = cast.deputy.jurisdiction_id
    term = make_term(make_congress(), begins_on=date(2029, 1, 9), ends_on=date(2034, 1, 1))
    days = {"opens_on": date(2030, 1, 8), "closes_on": date(2030, 1, 11)}
    from django.utils import timezone

    def until(on: date) -> Any:
        return timezone.make_aware(timezone.datetime(on.year, on.month, on.day + 1, 18))

    first = make_session(
        term,
        1,
        opens_on=date(2029, 1, 9),
        closes_on=date(2029, 1, 12),
        bills_until=until(date(2029, 1, 9)),
    )
    second = make_session(term, 2, **days, bills_until=until(days["opens_on"]))
    _two_units_two_years(cast)
    assert _rate(place, "answered", period=f"s{first.pk}") == Rate(2, 2)
    assert _rate(place, "answered", period=f"s{second.pk}") == Rate(0, 1)
    forget()
    found = [(g.name, g.matters) for g in tables.groups(place, Asked(KIND), "session")]
    assert found == [("第9届第2次会议（2030年）", 1), ("第9届第1次会议（2029年）", 2)]


def test_the_parts_of_a_group_add_up_to_the_whole(cast: Cast) -> None:
    place = cast.deputy.jurisdiction_id
    _two_units_two_years(cast)
    for by in ("year", "unit"):
        groups = tables.groups(place, Asked(KIND), by)
        whole = tables.counted(place, Asked(KIND))
        for figure in FIGURES:
            parts = [group.rate(figure.code) for group in groups]
            summed = Rate(sum(p.part for p in parts), sum(p.whole for p in parts))
            assert summed == whole.rate(figure.code), (by, figure.code)


def test_a_unit_that_gave_its_part_back_owes_no_answer(cast: Cast) -> None:
    place, matter = cast.deputy.jurisdiction_id, make_suggestion(cast, "handling")
    part = part_of(matter, cast.handler)
    asked = Given(reason="不属我局职责", unit_id=cast.other_unit)
    actions.act_on_assignment(
        assignment_id=part.pk, act="ask_return", hat=cast.handler, given=asked
    )
    units = Given(units=(Part(cast.other_unit),), reason="同意")
    actions.act_on_assignment(
        assignment_id=part.pk, act="allow_return", hat=cast.deputy_office, given=units
    )
    assert _rate(place, "answered", unit=cast.unit) == Rate(0, 0)
    assert _rate(place, "returned_parts", unit=cast.unit) == Rate(1, 1)
    assert _rate(place, "answered", unit=cast.other_unit) == Rate(0, 1)
    assert _rate(place, "returned_parts") == Rate(1, 2)


def test_a_promise_counts_once_its_first_day_has_come(cast: Cast) -> None:
    place = cast.deputy.jurisdiction_id
    with time_machine.travel("2029-03-01T02:00:00Z"):
        matter = make_suggestion(cast, "handling")
        due = NewPromise("补建充电桩2000个", date(2029, 6, 1))
        answer = make_answer(promised=True)
        answer = NewAnswer(**{**vars(answer), "promises": (due,)})
        answer_part(matter, cast.handler, cast.head, answer)
        assert _rate(place, "kept") == Rate(0, 0)
    with time_machine.travel("2029-06-02T02:00:00Z"):
        assert _rate(place, "kept") == Rate(0, 1)


def test_what_was_planned_and_is_done_since_has_become_class_a(cast: Cast) -> None:
    """B类转A类: by promises that were all kept, or by a later answer that says so."""
    place = cast.deputy.jurisdiction_id
    texts = (
        "明年与道路改造一并安排建设。",
        "需待电网增容后分三批实施。",
        "已列入今年计划，逐步补建。",
    )
    matters = []
    for text in texts:
        matter = make_suggestion(cast, "handling")
        answer_part(matter, cast.handler, cast.head, make_answer(promised=True, text=text))
        matters.append(matter)
    assert _rate(place, "became") == Rate(0, 3)
    first, second, _third = matters
    promising.keep(promise_id=first.promises.get().pk, words="已建成", hat=cast.head)
    promising.give_up(promise_id=second.promises.get().pk, words="无法增容", hat=cast.head)
    assert _rate(place, "became") == Rate(1, 3)
    assert _rate(place, "became", unit=cast.unit) == Rate(1, 3)
    assert _rate(place, "result_planned") == Rate(3, 3)  # the first class stays
    behind = tables.Behind(place, Asked(KIND), "became")
    assert (behind.count(), behind[0:40]) == (1, [first.pk])
    missing = tables.Behind(place, Asked(KIND), "became", missing=True)
    assert (missing.count(), missing[1:2]) == (2, [matters[2].pk])


def test_what_is_closed_is_counted_of_all_that_was_assigned(cast: Cast) -> None:
    place = cast.deputy.jurisdiction_id
    _answered(cast, cast.handler, cast.head, 1, HAPPY)
    make_suggestion(cast, "handling")
    assert _rate(place, "closed") == Rate(1, 2)


def test_working_days_and_contacts_have_their_sums_beside_them(cast: Cast) -> None:
    place = cast.deputy.jurisdiction_id
    with time_machine.travel("2026-03-02T02:00:00Z"):  # a Monday
        matter = make_suggestion(cast, "handling")
    with time_machine.travel("2026-03-09T02:00:00Z"):
        answer_part(matter, cast.handler, cast.head)
        make_suggestion(cast, "handling")
    forget()
    assert [mean for _label, mean in tables.means(place, Asked(KIND))] == [Mean(5, 1), Mean(1, 2)]
    assert (Mean(5, 3).each, Mean(0, 0).each) == (1.6, None)


def _links(page: Any) -> list[str]:
    every = [*page.context["rates"], *page.context["results"]]
    every += [cell for _group, _url, cells in page.context["groups"] for cell in cells]
    return [(cell, url, n) for cell in every for url, n in _expected(cell)]  # type: ignore[misc]


def _expected(cell: Any) -> list[tuple[str, int]]:
    rate = cell.rate
    return [(cell.url, rate.part), (cell.missing_url, rate.whole - rate.part)]


@pytest.mark.parametrize("by", ["unit", "year", "session"])
def test_behind_every_number_stand_as_many_matters(cast: Cast, by: str) -> None:
    _two_units_two_years(cast)
    client = at_desk(cast.deputy_office)
    page = client.get(LIFE, {"by": by})
    looked = 0
    for cell, url, n in _links(page):  # type: ignore[misc]
        found = client.get(url).context["page"].paginator.count
        assert found == n, (cell.figure.code, parse_qs(urlsplit(url).query))  # type: ignore[attr-defined]
        looked += 1
    assert looked > 20
    assert client.get(page.context["all_url"]).context["page"].paginator.count == 3


def test_the_page_says_both_halves_of_each_rate(cast: Cast) -> None:
    _two_units_two_years(cast)
    page = words(at_desk(cast.government).get(LIFE, {"by": "year"}))
    for expected in ("按期答复率", "66.66%", "2029", "已交办的事项", "2/2"):
        assert expected in page


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_all_of_it_can_be_taken_along(cast: Cast, form: str, tmp_path: Path) -> None:
    _two_units_two_years(cast)
    sent = at_desk(cast.government).get(f"{LIFE}numbers.{form}", {"by": "year"})
    assert sent.status_code == 200
    if form == "csv":
        lines = list(csv.reader(io.StringIO(sent.content.decode("utf-8-sig"))))
    else:
        path = tmp_path / "numbers.xlsx"
        path.write_bytes(sent.content)
        lines = [cells for _row, cells in open_sheet(path).rows()]
    found = [list(map(str, line[:6])) for line in lines if "按期答复率" in line[1]]
    assert [line[0] for line in found] == ["全部", "2030", "2029"]
    assert [float(line[2]) for line in found] == [2, 0, 2]
    assert [float(line[4]) for line in found] == [3, 1, 2]


@pytest.mark.parametrize(
    "asked",
    ["kind=x", "period=y1", "period=s9", "unit=" + "9" * 30, "unit=x", "by=%00", "figure=x",
     "page=-1", "period=%F0%9F%98%80&missing=7"],
)  # fmt: skip
def test_odd_questions_are_no_error_of_ours(cast: Cast, asked: str) -> None:
    client = at_desk(cast.deputy_office)
    for url in (LIFE, f"{LIFE}rows/", f"{LIFE}numbers.csv"):
        assert client.get(f"{url}?{asked}").status_code == 200
    assert client.get(f"{LIFE}numbers.pdf").status_code == 404


def test_another_place_counts_its_own(cast: Cast) -> None:
    from tests.factories import make_jurisdiction

    _two_units_two_years(cast)
    there = make_unit(make_jurisdiction("980000", name="邻市"), code="C01", name="邻市督查室")
    page = at_desk(make_hat("far", Role.SUPERVISOR, there)).get(LIFE, {"unit": cast.unit})
    assert page.context["total"] == 0
    assert "市住房和城乡建设局" not in words(page)


def test_the_page_asks_as_often_for_three_as_for_one(cast: Cast) -> None:
    def asked() -> int:
        forget()
        with CaptureQueriesContext(connection) as found:
            assert at_desk(cast.deputy_office).get(LIFE).status_code == 200
        return len(found)

    _answered(cast, cast.handler, cast.head, 1, HAPPY)
    asked()
    first = asked()
    _answered(cast, cast.other_handler, cast.other_head, 2, UNHAPPY)
    make_suggestion(cast, "handling")
    assert asked() == first


def test_a_day_more_or_less_is_the_days_of_assignment(cast: Cast) -> None:
    place = cast.deputy.jurisdiction_id
    with time_machine.travel("2029-12-31T18:00:00Z"):  # New Year's Day here
        make_suggestion(cast, "handling")
    assert _rate(place, "answered", period="y2030") == Rate(0, 1)
    day = date(2030, 1, 1)
    assert numbers(place, KIND, day, day).matters == 1
    assert numbers(place, KIND, day - timedelta(days=9), day - timedelta(days=1)).matters == 0
