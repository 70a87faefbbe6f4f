"""A matter's page at the desk: who reads what, what may be done, and that nothing typed is lost."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qunce.common.clock import today
from qunce.matters import actions
from qunce.matters.actions import Given, NewContact, Part
from qunce.matters.models import Matter, Promise
from tests.factories.matters import Cast, answer_part, make_answer, make_suggestion, part_of
from tests.matters.pages import at_desk, do, page_of, words

pytestmark = pytest.mark.django_db
# What the house asks of the database for a page of a matter, whoever reads it.
MOST = 12


def _answer(**fields: Any) -> dict[str, Any]:
    return {
        "answer": "经研究，现答复如下：已补建充电桩。",
        "response_1": "已补建。",
        "response_2": "已公布。",
        "result": "solved",
        "contact_name": "李工",
        "contact_phone": "0000-1234567",
        **fields,
    }


def test_the_page_says_where_it_stands_until_when_and_why(cast: Cast) -> None:
    matter = make_suggestion(cast, "handling")
    page = words(at_desk(cast.deputy_office).get(page_of(matter)))
    for expected in (
        matter.title,
        "2026-0001",
        "市住房和城乡建设局",
        matter.due_zh,
        "统一收费标准",
    ):
        assert expected in page
    assert [step for step in ("审查", "交办", "评价", "办结") if step not in page] == []


def test_strangers_are_told_that_it_is_not_theirs_to_read(cast: Cast) -> None:
    matter = make_suggestion(cast, "handling")
    assert at_desk(cast.stranger).get(page_of(matter)).status_code == 403
    assert at_desk(cast.handler).get(page_of(matter)).status_code == 200
    assert at_desk(cast.handler).get("/desk/matters/987654/").status_code == 404


def test_a_draft_is_its_authors(cast: Cast) -> None:
    matter = make_suggestion(cast)
    assert at_desk(cast.deputy).get(page_of(matter)).status_code == 200
    for other in (cast.second, cast.deputy_office, cast.office):
        assert at_desk(other).get(page_of(matter)).status_code == 403


def test_a_deputy_changes_the_words_of_a_draft_on_its_page(cast: Cast) -> None:
    matter = make_suggestion(cast)
    typed = {"title": "关于充电桩的建议", "situation": "飞线充电。", "requests": "1. 补建\n2. 限价"}
    answer = at_desk(cast.deputy).post(f"{page_of(matter)}do/rewrite/", typed)
    matter.refresh_from_db()
    assert answer.status_code == 302
    assert (matter.title, matter.requests) == ("关于充电桩的建议", ["补建", "限价"])
    assert "飞线充电。" in words(at_desk(cast.deputy).get(page_of(matter)))


@pytest.mark.parametrize(
    ("who", "step", "offered"),
    [
        ("deputy", "draft", {"submit", "rewrite", "invite", "discard"}),
        ("deputy_office", "review", {"admit", "revise", "refuse", "keep_as_letter"}),
        ("deputy_office", "assigning", {"assign", "merge"}),
        ("handler", "handling", {"receive", "ask_return"}),
        ("deputy", "handling", {"object", "withdraw"}),
        ("deputy", "feedback", {"rate"}),
        ("handler", "feedback", set()),
    ],
)
def test_each_is_offered_what_the_procedure_lets_them_do(
    cast: Cast, who: str, step: str, offered: set[str]
) -> None:
    matter = make_suggestion(cast, step)
    response = at_desk(getattr(cast, who)).get(page_of(matter))
    assert {doing.act.code for doing in response.context["page"].doings} == offered
    for act in offered:
        assert f"/do/{act}/" in words(response)


def test_a_suggestion_goes_its_whole_way_through_the_pages(cast: Cast) -> None:
    matter = make_suggestion(cast)
    deputy, office = at_desk(cast.deputy), at_desk(cast.deputy_office)
    assert do(deputy, matter, "submit").status_code == 302
    do(office, matter, "admit")
    do(office, matter, "assign", ways="sole", unit_1=cast.unit)
    part, handler, head = part_of(matter, cast.handler), at_desk(cast.handler), at_desk(cast.head)
    do(handler, part, "receive")
    do(handler, part, "contact", way="phone", on=today().isoformat(), note="说明了计划")
    do(handler, part, "draft", **_answer())
    assert do(head, part, "sign").status_code == 302
    grades = {"manner": "satisfied", "result": "satisfied", "explanation": "satisfied"}
    do(deputy, matter, "rate", **grades, words="")
    matter.refresh_from_db()
    assert (matter.step, matter.ratings.count()) == ("closed", 1)
    answer = matter.answers.get()
    assert (answer.responses, answer.contact_name) == (["已补建。", "已公布。"], "李工")


def test_what_was_typed_is_kept_where_an_act_is_refused(cast: Cast) -> None:
    matter = make_suggestion(cast, "handling")
    part, handler = part_of(matter, cast.handler), at_desk(cast.handler)
    do(handler, part, "receive")
    refused = do(
        handler, part, "draft", **_answer(promise_1="补建两千个", promise_1_on="2020-01-01")
    )
    assert refused.status_code == 400
    page = words(refused)
    assert "补建两千个" in page
    assert "经研究，现答复如下" in page
    assert "“补建两千个”" in page
    assert matter.answers.count() == 0


def test_half_a_promise_is_asked_for_and_not_lost(cast: Cast) -> None:
    matter = make_suggestion(cast, "handling")
    part, handler = part_of(matter, cast.handler), at_desk(cast.handler)
    do(handler, part, "receive")
    refused = do(handler, part, "draft", **_answer(promise_1="补建两千个"))
    assert (refused.status_code, matter.answers.count()) == (400, 0)
    assert "补建两千个" in words(refused)


def test_an_act_that_is_over_says_where_the_matter_stands(cast: Cast) -> None:
    matter = make_suggestion(cast, "review")
    office = at_desk(cast.deputy_office)
    stale = {"reason_code": "EMPTY", "reason": "没有具体内容"}
    do(office, matter, "admit")
    refused = do(office, matter, "refuse", **stale)
    assert refused.status_code == 400
    assert "没有具体内容" in words(refused)
    assert "交办" in words(refused)
    assert do(office, matter, "no_such_act").status_code == 404


def test_the_gate_stands_beside_the_draft_and_signing_in_spite_asks_why(cast: Cast) -> None:
    matter = make_suggestion(cast, "handling")
    part, head = part_of(matter, cast.handler), at_desk(cast.head)
    for act, given in (
        ("receive", Given()),
        ("contact", Given(contact=NewContact("phone", today()))),
        ("draft", Given(answer=make_answer(text="我局将尽快研究。"))),
    ):
        actions.act_on_assignment(assignment_id=part.pk, act=act, hat=cast.handler, given=given)
    assert "尽快" in words(head.get(page_of(matter)))
    assert do(head, part, "sign").status_code == 400
    assert do(head, part, "sign", despite="引用上级文件原文").status_code == 302
    assert matter.answers.get().signed_despite == "引用上级文件原文"


def test_a_draft_is_read_by_the_unit_and_not_by_the_author(cast: Cast) -> None:
    matter = make_suggestion(cast, "handling")
    part = part_of(matter, cast.handler)
    for act, given in (
        ("receive", Given()),
        ("draft", Given(answer=make_answer(text="草稿里的话"))),
    ):
        actions.act_on_assignment(assignment_id=part.pk, act=act, hat=cast.handler, given=given)
    assert "草稿里的话" in words(at_desk(cast.head).get(page_of(matter)))
    assert "草稿里的话" not in words(at_desk(cast.deputy).get(page_of(matter)))


def test_a_unit_reads_ratings_only_after_closing(cast: Cast) -> None:
    matter = make_suggestion(cast, "feedback")
    unhappy = {"manner": "satisfied", "result": "dissatisfied", "explanation": "satisfied"}
    do(at_desk(cast.deputy), matter, "rate", **unhappy, words="三号楼仍然没有充电桩")
    assert "三号楼仍然没有" not in words(at_desk(cast.handler).get(page_of(matter)))
    assert "三号楼仍然没有" in words(at_desk(cast.deputy_office).get(page_of(matter)))


def test_a_promise_is_settled_on_the_page(cast: Cast) -> None:
    matter = make_suggestion(cast, "handling")
    answer_part(matter, cast.handler, cast.head, make_answer(promised=True))
    promise = Promise.objects.get()
    where, handler = f"/desk/matters/promises/{promise.pk}/", at_desk(cast.handler)
    refused = handler.post(
        where, {"act": "move", "to": "2020-01-01", "words": "推迟", "of": promise.pk}
    )
    assert refused.status_code == 400
    assert "推迟" in words(refused)
    assert handler.post(where, {"act": "move", "to": "no day", "words": "x"}).status_code == 400
    assert handler.post(where, {"act": "keep", "words": "已建成"}).status_code == 302
    promise.refresh_from_db()
    assert promise.state == "kept"


def test_the_clock_is_stopped_and_goes_on_by_the_page(cast: Cast) -> None:
    matter = make_suggestion(cast, "handling")
    where, office = f"{page_of(matter)}clock/", at_desk(cast.deputy_office)
    assert office.post(where, {"reason": ""}).status_code == 400
    office.post(where, {"reason": "等待鉴定"})
    assert "等待鉴定" in words(office.get(page_of(matter)))
    office.post(where)
    matter.refresh_from_db()
    assert matter.stands_since is None
    assert at_desk(cast.handler).post(where, {"reason": "慢一点"}).status_code == 403


def _queries(matter: Matter, hat: Any) -> int:
    client = at_desk(hat)
    client.get(page_of(matter))
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page_of(matter)).status_code == 200
    return len(asked)


@pytest.mark.parametrize("who", ["deputy", "deputy_office", "government", "handler", "head"])
def test_three_units_cost_no_more_questions_than_one(cast: Cast, who: str) -> None:
    one = make_suggestion(cast, "handling")
    shares = tuple(
        Part(unit, "split", "一部分") for unit in (cast.unit, cast.co_unit, cast.other_unit)
    )
    three = make_suggestion(cast, "handling", shares)
    counts = [_queries(matter, getattr(cast, who)) for matter in (one, three)]
    assert counts[0] == counts[1] <= MOST


def test_an_answered_matter_and_a_draft_to_sign_stay_within_the_questions(cast: Cast) -> None:
    matter = make_suggestion(cast, "handling")
    part = part_of(matter, cast.handler)
    for act, given in (("receive", Given()), ("draft", Given(answer=make_answer()))):
        actions.act_on_assignment(assignment_id=part.pk, act=act, hat=cast.handler, given=given)
    assert _queries(matter, cast.head) <= MOST
    answered = make_suggestion(cast, "feedback")
    for hat in (cast.deputy, cast.deputy_office, cast.head):
        assert _queries(answered, hat) <= MOST
