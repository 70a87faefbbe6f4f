"""What a post holds now, by due date; and the list of all that is open."""

from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qunce.matters import actions
from qunce.matters.actions import Given, NewMatter, Part
from qunce.matters.models import Matter
from qunce.matters.queries.inbox import Place, inbox
from qunce.people.rules import Hat
from tests.factories.matters import Cast, answer_part, make_answer, make_suggestion, part_of
from tests.matters.pages import at_desk, words

pytestmark = pytest.mark.django_db
MOST = 12


def _held(hat: Hat) -> list[tuple[str, str]]:
    return [(held.row.kind.name.capitalize(), held.row.step) for held in inbox(hat).rows]


def test_each_post_finds_what_it_holds_and_nothing_else(cast: Cast) -> None:
    matter = make_suggestion(cast, "review")
    assert _held(cast.deputy_office) == [("Matter", "review")]
    assert _held(cast.government) == _held(cast.handler) == []
    actions.act_on_matter(matter_id=matter.pk, act="admit", hat=cast.deputy_office)
    units = Given(units=(Part(cast.unit),))
    actions.act_on_matter(matter_id=matter.pk, act="assign", hat=cast.deputy_office, given=units)
    assert _held(cast.handler) == _held(cast.head) == [("Part", "offered")]
    assert _held(cast.deputy_office) == _held(cast.other_handler) == []


def test_what_waits_for_a_signature_is_the_heads(cast: Cast) -> None:
    matter = make_suggestion(cast, "handling")
    part = part_of(matter, cast.handler)
    for act, given in (("receive", Given()), ("draft", Given(answer=make_answer()))):
        actions.act_on_assignment(assignment_id=part.pk, act=act, hat=cast.handler, given=given)
    assert _held(cast.head) == [("Part", "signing")]
    assert _held(cast.handler) == []


def test_what_a_unit_asks_comes_to_the_office_that_assigned(cast: Cast) -> None:
    matter = make_suggestion(cast, "handling")
    asked = Given(reason="不属我局职责", unit_id=cast.other_unit)
    part = part_of(matter, cast.handler)
    actions.act_on_assignment(
        assignment_id=part.pk, act="ask_return", hat=cast.handler, given=asked
    )
    assert _held(cast.deputy_office) == [("Part", "return_asked")]
    assert _held(cast.office) == _held(cast.handler) == []


def test_what_is_asked_of_a_golden_idea_comes_to_the_campaign_office(cast: Cast) -> None:
    new = NewMatter(title="关于充电桩的意见")
    idea = actions.begin(procedure="golden-idea", new=new, hat=cast.office)
    units = Given(units=(Part(cast.unit),))
    actions.act_on_matter(matter_id=idea.pk, act="assign", hat=cast.office, given=units)
    asked = Given(reason="不属我局职责", unit_id=cast.other_unit)
    actions.act_on_assignment(
        assignment_id=part_of(idea, cast.handler).pk,
        act="ask_return",
        hat=cast.handler,
        given=asked,
    )
    assert _held(cast.office) == [("Part", "return_asked")]
    assert _held(cast.deputy_office) == []


def test_a_deputy_finds_drafts_answers_to_rate_and_invitations(cast: Cast) -> None:
    draft = make_suggestion(cast)
    make_suggestion(cast, "feedback")
    assert _held(cast.deputy) == [("Matter", "feedback"), ("Matter", "draft")]
    people = Given(people=(cast.second.person_id,))
    actions.act_on_matter(matter_id=draft.pk, act="invite", hat=cast.deputy, given=people)
    page = words(at_desk(cast.second).get("/desk/inbox/"))
    assert "邀请您联名" in page
    assert draft.title in page
    assert "邀请您联名" not in words(at_desk(cast.third).get("/desk/inbox/"))


def test_promises_stay_with_the_unit_until_they_are_settled(cast: Cast) -> None:
    matter = make_suggestion(cast, "handling")
    answer_part(matter, cast.handler, cast.head, make_answer(promised=True))
    actions.act_on_matter(
        matter_id=matter.pk,
        act="rate",
        hat=cast.deputy,
        given=Given(rating=actions.NewRating("satisfied", "satisfied", "satisfied")),
    )
    assert _held(cast.handler) == [("Matter", "tracking")]


def test_what_is_due_first_stands_first_and_pages_miss_nothing(cast: Cast) -> None:
    for day in ("2026-03-10", "2026-02-10", "2026-02-20", "2026-02-10"):
        with time_machine.travel(f"{day}T03:00:00Z"):
            make_suggestion(cast, "handling")
    whole = inbox(cast.handler).rows
    days = [held.row.due_on for held in whole]
    assert days == sorted(days, key=str)
    found, place = [], None
    while True:
        page = inbox(cast.handler, place, size=1)
        found += page.rows
        place = page.next and Place.parse(str(page.next))
        if place is None:
            break
    assert [held.row.pk for held in found] == [held.row.pk for held in whole]


@pytest.mark.parametrize(
    "typed", ["", "x", "2026-13-40_0_1", "2026-01-01", "2026-01-01_0_" + "9" * 40]
)
def test_a_place_that_is_none_is_no_error_of_ours(cast: Cast, typed: str) -> None:
    for url in ("/desk/inbox/", "/desk/matters/"):
        assert at_desk(cast.deputy_office).get(url, {"after": typed}).status_code == 200


def test_colours_say_overdue_near_and_in_time(cast: Cast) -> None:
    with time_machine.travel("2026-02-10T03:00:00Z"):
        make_suggestion(cast, "handling")
    shown = {
        "2026-03-02": "还有",
        "2026-05-08": "还有3天",
        "2026-05-11": "今天到期",
        "2026-05-12": "已逾期1天",
    }
    tones = []
    for day, said in shown.items():
        with time_machine.travel(f"{day}T03:00:00Z"):
            listed = at_desk(cast.deputy_office).get("/desk/matters/")
            assert said in words(listed)
            tones.append(listed.context["found"].rows[0].colour.tone)
    assert tones == ["green", "gold", "gold", "red"]


def test_the_list_is_narrowed_by_kind_unit_and_colour(cast: Cast) -> None:
    make_suggestion(cast, "handling")
    make_suggestion(cast, "review")

    def titles(**asked: Any) -> int:
        return len(at_desk(cast.government).get("/desk/matters/", asked).context["found"].rows)

    assert titles() == 2
    assert titles(kind="golden-idea") == titles(colour="red") == titles(unit=cast.other_unit) == 0
    assert titles(unit=cast.unit) == 1
    assert titles(kind="deputy-suggestion", colour="green") + titles(colour="gold") == 2
    assert at_desk(cast.handler).get("/desk/matters/").status_code == 403


def _queries(hat: Hat, url: str) -> int:
    client = at_desk(hat)
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


@pytest.mark.parametrize("url", ["/desk/inbox/", "/desk/matters/"])
def test_more_rows_cost_no_more_questions(cast: Cast, url: str) -> None:
    make_suggestion(cast, "review")
    one = _queries(cast.deputy_office, url)
    for _n in range(3):
        make_suggestion(cast, "review")
    assert Matter.objects.count() == 4
    assert _queries(cast.deputy_office, url) == one <= MOST
    make_suggestion(cast, "handling")
    assert _queries(cast.handler, "/desk/inbox/") <= MOST
    assert _queries(cast.deputy, "/desk/inbox/") <= MOST
