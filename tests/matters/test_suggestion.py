"""A deputy's suggestion from the first word to the last promise."""

from datetime import date, timedelta

import pytest
import time_machine

from qunce.common.clock import today
from qunce.common.errors import Conflict, NotAllowed, Problem, Refused
from qunce.matters import actions
from qunce.matters.actions import Given, NewContact, NewMatter, NewRating, Part, promising
from qunce.matters.actions.beginning import whole
from qunce.matters.models import Answer, Matter, Move, Opinion, Promise
from qunce.people.rules import Hat
from qunce.procedure import Need
from qunce.proof import opens
from qunce.record.models import Entry
from tests.factories.matters import (
    Cast,
    answer_part,
    make_answer,
    make_cast,
    make_suggestion,
    part_of,
)

pytestmark = pytest.mark.django_db
HAPPY = NewRating("satisfied", "satisfied", "satisfied")
UNHAPPY = NewRating("satisfied", "dissatisfied", "satisfied", "三号楼仍然没有充电桩。")


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def _act(matter: Matter, act: str, hat: Hat, **given: object) -> Matter:
    done = actions.act_on_matter(
        matter_id=matter.pk,
        act=act,
        hat=hat,
        given=Given(**given),  # type: ignore[arg-type]
    )
    matter.refresh_from_db()
    return done


def _part(matter: Matter, act: str, hat: Hat, whose: Hat | None = None, **given: object) -> None:
    actions.act_on_assignment(
        assignment_id=part_of(matter, whose or hat).pk,
        act=act,
        hat=hat,
        given=Given(**given),  # type: ignore[arg-type]
    )
    matter.refresh_from_db()


@time_machine.travel("2026-02-10T03:00:00Z")
def test_the_whole_life_of_a_suggestion_that_is_answered(cast: Cast) -> None:
    matter = make_suggestion(cast, "handling")
    assert (matter.number, matter.step, matter.holder_unit_id) == (
        "2026-0001",
        "handling",
        cast.unit,
    )
    assert matter.due_on == date(2026, 5, 11)
    assert matter.due_zh.startswith("2026年5月11日前：自2026年2月10日交办之日起3个月（代表法")
    answer_part(matter, cast.handler, cast.head)
    matter.refresh_from_db()
    assert (matter.step, matter.holder_person_id) == ("feedback", cast.deputy.person_id)
    _act(matter, "rate", cast.deputy, rating=HAPPY)
    assert (matter.step, matter.phase, matter.due_on) == ("closed", "ended", None)
    acts = list(Move.objects.filter(matter=matter).order_by("pk").values_list("act", flat=True))
    assert acts == [
        *("begin", "submit", "admit", "assign"),
        *("receive", "contact", "draft", "sign", "answered", "rate"),
    ]


def test_an_answer_that_promises_is_followed_until_it_is_kept(cast: Cast) -> None:
    matter = make_suggestion(cast, "handling")
    answer_part(matter, cast.handler, cast.head, make_answer(promised=True))
    _act(matter, "rate", cast.deputy, rating=HAPPY)
    promise = matter.promises.get()
    assert (matter.step, matter.due_on) == ("tracking", promise.due_on)
    promising.keep(promise_id=promise.pk, words="2000个已全部建成。", hat=cast.handler)
    matter.refresh_from_db()
    assert matter.step == "closed"
    with pytest.raises(Conflict):
        promising.keep(promise_id=promise.pk, words="再说一次", hat=cast.handler)


def test_a_promise_that_is_moved_keeps_its_first_day(cast: Cast) -> None:
    matter = make_suggestion(cast, "handling")
    answer_part(matter, cast.handler, cast.head, make_answer(promised=True))
    _act(matter, "rate", cast.deputy, rating=HAPPY)
    promise = matter.promises.get()
    later = promise.due_on + timedelta(days=90)
    promising.move(promise_id=promise.pk, to=later, words="招标推迟", hat=cast.head)
    promise.refresh_from_db()
    matter.refresh_from_db()
    assert (promise.due_on, matter.due_on) == (later, later)
    assert promise.first_due_on < later
    with pytest.raises(NotAllowed):
        promising.keep(promise_id=promise.pk, words="办好了", hat=cast.other_handler)


def test_dissatisfied_is_handled_again_with_a_new_clock_and_then_mediated(cast: Cast) -> None:
    matter = make_suggestion(cast, "feedback")
    first_due = matter.anchors["assigned"]
    _act(matter, "rate", cast.deputy, rating=UNHAPPY)
    assert matter.step == "rehandle_decision"
    _act(matter, "rehandle", cast.deputy_office)
    assert (matter.step, matter.round) == ("rehandling", 2)
    assert "提出不满意意见之日起1个月" in matter.due_zh
    _part(matter, "receive", cast.handler)
    assert part_of(matter, cast.handler).due_on == matter.due_on
    _part(matter, "contact", cast.handler, contact=NewContact("phone", today()))
    _part(matter, "draft", cast.handler, answer=make_answer())
    _part(matter, "sign", cast.head)
    assert matter.step == "feedback_again"
    _act(matter, "rate", cast.deputy, rating=UNHAPPY)
    assert matter.step == "mediation"
    _act(matter, "conclude", cast.deputy_office, text="三方会商，年底前补建。")
    assert matter.phase == "ended"
    assert matter.anchors["assigned"] == first_due
    assert matter.ratings.count() == 2


def test_rule_2_another_unit_does_not_reset_the_day_of_assignment(cast: Cast) -> None:
    with time_machine.travel("2026-02-10T03:00:00Z"):
        matter = make_suggestion(cast, "handling")
    with time_machine.travel("2026-02-12T03:00:00Z"):
        _part(matter, "ask_return", cast.handler, reason="不属我局职责", unit_id=cast.other_unit)
        _part(
            matter,
            "allow_return",
            cast.deputy_office,
            cast.handler,
            units=(Part(cast.other_unit),),
        )
    assert matter.due_on == date(2026, 5, 11)
    assert matter.anchors["assigned"] == "2026-02-10"
    assert matter.holder_unit_id == cast.other_unit
    assert [a.step for a in matter.assignments.order_by("pk")] == ["returned", "offered"]


def test_rule_3_a_refused_return_goes_on_with_the_old_date(cast: Cast) -> None:
    matter = make_suggestion(cast, "handling")
    due_on = matter.due_on
    _part(matter, "ask_return", cast.handler, reason="不属我局职责", unit_id=cast.other_unit)
    _part(matter, "refuse_return", cast.deputy_office, cast.handler, reason="属你局职责")
    part = part_of(matter, cast.handler)
    assert (part.step, matter.due_on, part.due_on) == ("working", due_on, due_on)


@pytest.mark.parametrize("missing", [{"reason": "不属"}, {"unit_id": 1}])
def test_rule_4_a_return_needs_its_reason_and_another_unit(cast: Cast, missing: dict) -> None:  # type: ignore[type-arg]
    matter = make_suggestion(cast, "handling")
    with pytest.raises(Refused, match=r"需|needs"):
        _part(matter, "ask_return", cast.handler, **missing)


def test_rule_4_a_late_return_is_refused(cast: Cast) -> None:
    with time_machine.travel("2026-02-10T03:00:00Z"):
        matter = make_suggestion(cast, "handling")
    with time_machine.travel("2026-03-03T03:00:00Z"), pytest.raises(Refused, match="2026-03-02"):
        _part(matter, "ask_return", cast.handler, reason="不属", unit_id=cast.other_unit)
    with time_machine.travel("2026-03-02T03:00:00Z"):
        _part(matter, "ask_return", cast.handler, reason="不属", unit_id=cast.other_unit)


def _lead_and_co(cast: Cast) -> tuple[Part, ...]:
    return (Part(cast.unit, "lead"), Part(cast.co_unit, "co"))


def test_rule_5_the_lead_waits_for_the_opinion_and_names_the_co_unit(cast: Cast) -> None:
    matter = make_suggestion(cast, "handling", _lead_and_co(cast))
    for act, given in (
        ("receive", {}),
        ("contact", {"contact": NewContact("phone", today())}),
        ("draft", {"answer": make_answer()}),
    ):
        _part(matter, act, cast.handler, **given)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="市公安局"):
        _part(matter, "sign", cast.head)
    with pytest.raises(Problem):
        _part(matter, "sign", cast.co_handler, cast.handler)
    _part(matter, "receive", cast.co_handler)
    _part(matter, "give_opinion", cast.co_handler, text="同意，我局配合整治飞线。")
    with pytest.raises(Refused, match="市公安局"):
        _part(matter, "sign", cast.head)
    _part(matter, "send_back", cast.head, reason="写明会办单位")
    named = make_answer(text="经我局主办，市公安局会办，现答复如下：已补建充电桩。")
    _part(matter, "draft", cast.handler, answer=named)
    _part(matter, "sign", cast.head)
    assert matter.step == "feedback"
    assert Answer.objects.filter(matter=matter).count() == 2
    assert Opinion.objects.get().unit_id == cast.co_unit


def test_rule_5_a_late_opinion_is_on_record_and_does_not_hold_up_the_answer(cast: Cast) -> None:
    with time_machine.travel("2026-02-10T03:00:00Z"):
        matter = make_suggestion(cast, "handling", _lead_and_co(cast))
        _part(matter, "receive", cast.co_handler)
    with time_machine.travel("2026-04-10T03:00:00Z"):
        answer_part(
            matter, cast.handler, cast.head, make_answer(text="经市公安局会办（意见逾期未交）。")
        )
        matter.refresh_from_db()
        assert matter.step == "feedback"


def test_rule_6_several_units_answer_and_the_office_holds_it(cast: Cast) -> None:
    shares = (
        Part(cast.unit, "split", "充电桩建设"),
        Part(cast.other_unit, "split", "飞线整治"),
    )
    matter = make_suggestion(cast, "handling", shares)
    assert (matter.holder_role, matter.holder_unit_id) == ("deputy_office", None)
    answer_part(matter, cast.handler, cast.head)
    matter.refresh_from_db()
    assert matter.step == "handling"
    answer_part(matter, cast.other_handler, cast.other_head)
    matter.refresh_from_db()
    assert matter.step == "feedback"


def test_rule_7_only_a_deputys_own_word_counts(cast: Cast) -> None:
    matter = make_suggestion(cast)
    _act(matter, "invite", cast.deputy, people=(cast.second.person_id, cast.third.person_id))
    with pytest.raises(NotAllowed):
        _act(matter, "confirm", cast.deputy)
    with pytest.raises(Refused, match="2"):
        _act(matter, "submit", cast.deputy)
    _act(matter, "confirm", cast.second)
    _act(matter, "decline", cast.third)
    with pytest.raises(Conflict):
        _act(matter, "confirm", cast.third)
    _act(matter, "submit", cast.deputy)
    assert matter.step == "review"
    assert [s.person_id for s in matter.signers.exclude(confirmed_at=None)] == [
        cast.second.person_id
    ]


def test_rule_7_a_joint_withdrawal_needs_all(cast: Cast) -> None:
    matter = make_suggestion(cast)
    _act(matter, "invite", cast.deputy, people=(cast.second.person_id,))
    _act(matter, "confirm", cast.second)
    _act(matter, "submit", cast.deputy)
    with pytest.raises(Refused, match="1"):
        _act(matter, "withdraw", cast.deputy, reason="已解决")
    _act(matter, "agree", cast.second)
    _act(matter, "withdraw", cast.deputy, reason="已解决")
    assert matter.step == "withdrawn"


def test_rule_9_dissatisfied_needs_words_and_only_the_deputy_rates(cast: Cast) -> None:
    matter = make_suggestion(cast, "feedback")
    with pytest.raises(Refused):
        _act(
            matter, "rate", cast.deputy, rating=NewRating("dissatisfied", "satisfied", "satisfied")
        )
    for hat in (cast.handler, cast.head, cast.deputy_office, cast.second):
        with pytest.raises(NotAllowed):
            _act(matter, "rate", hat, rating=HAPPY)
    assert matter.ratings.count() == 0


def test_rule_11_planned_without_a_dated_promise_cannot_be_signed(cast: Cast) -> None:
    matter = make_suggestion(cast, "handling")
    hollow = make_answer(promised=True)
    hollow = type(hollow)(**{**hollow.__dict__, "promises": ()})
    with pytest.raises(Refused, match=r"承诺|promise"):
        answer_part(matter, cast.handler, cast.head, hollow)
    assert Promise.objects.count() == 0


def test_rule_12_a_merged_matter_is_answered_by_itself(cast: Cast) -> None:
    first = make_suggestion(cast, "handling")
    second = make_suggestion(cast, "assigning")
    _act(second, "merge", cast.deputy_office, target=first.pk)
    assert (second.step, second.holder_unit_id) == ("merged", cast.unit)
    answer_part(first, cast.handler, cast.head)
    second.refresh_from_db()
    assert second.step == "feedback"
    assert Move.objects.filter(matter=second, act="answered").count() == 1
    assert first.number != second.number


def test_the_gate_warns_and_the_head_decides_with_a_reason(cast: Cast) -> None:
    matter = make_suggestion(cast, "handling")
    vague = make_answer(text="我局将尽快研究，适时推进。")
    with pytest.raises(Refused, match="尽快"):
        answer_part(matter, cast.handler, cast.head, vague)
    _part(matter, "sign", cast.head, cast.handler, despite="引用上级文件原文")
    assert Answer.objects.get(matter=matter).signed_despite == "引用上级文件原文"


def test_more_time_is_asked_for_granted_once_and_explains_itself(cast: Cast) -> None:
    with time_machine.travel("2026-02-10T03:00:00Z"):
        matter = make_suggestion(cast, "handling")
        _part(matter, "receive", cast.handler)
        _part(matter, "ask_extension", cast.handler, reason="涉及面广")
        _part(matter, "extend", cast.deputy_office, cast.handler)
        assert matter.due_on == date(2026, 8, 10)
        assert "6个月（代表法第五十一条）" in matter.due_zh
        with pytest.raises(Refused):
            _part(matter, "ask_extension", cast.handler, reason="还要")


def test_a_withdrawn_suggestion_ends_every_part_and_refuses_an_answer(cast: Cast) -> None:
    matter = make_suggestion(cast, "handling")
    _act(matter, "withdraw", cast.deputy, reason="问题已解决")
    assert [a.step for a in matter.assignments.all()] == ["ended"]
    with pytest.raises(Refused, match=r"已终止|Ended"):
        _part(matter, "receive", cast.handler)


def test_the_clock_stands_for_a_reason_and_the_days_are_not_counted(cast: Cast) -> None:
    with time_machine.travel("2026-02-10T03:00:00Z"):
        matter = make_suggestion(cast, "handling")
    with time_machine.travel("2026-03-02T03:00:00Z"):
        actions.pause(matter_id=matter.pk, reason="等待鉴定结论", hat=cast.deputy_office)
        matter.refresh_from_db()
        assert matter.due_on is None
        assert "等待鉴定结论" in matter.due_zh
    with time_machine.travel("2026-03-12T03:00:00Z"):
        actions.resume(matter_id=matter.pk, hat=cast.deputy_office)
    matter.refresh_from_db()
    assert matter.due_on == date(2026, 5, 20)


def test_an_act_that_is_not_of_this_step_says_where_it_stands(cast: Cast) -> None:
    matter = make_suggestion(cast, "review")
    with pytest.raises(Refused) as refused:
        _act(matter, "rate", cast.deputy, rating=HAPPY)
    said = str(refused.value.message)
    assert "审查" in said
    assert "代表工作机构" in said
    assert "予以受理" in said


@pytest.mark.parametrize("need", [Need.REASON_CODE, Need.REASON])
def test_a_refusal_of_admission_says_why(cast: Cast, need: Need) -> None:
    matter = make_suggestion(cast, "review")
    given = {"reason_code": "EMPTY", "reason": "没有具体内容"}
    del given[need.value]
    with pytest.raises(Refused) as refused:
        _act(matter, "refuse", cast.deputy_office, **given)
    assert refused.value.code == f"needs-{need.value}"


OTHER = NewMatter(
    title="关于在老旧小区增设充电桩并统一收费的建议",
    situation="飞线充电普遍。",
    requests=("年底前补建充电桩",),
)


def test_a_draft_is_rewritten_and_who_signed_the_old_words_is_asked_again(cast: Cast) -> None:
    matter = make_suggestion(cast)
    _act(matter, "invite", cast.deputy, people=(cast.second.person_id,))
    _act(matter, "confirm", cast.second)
    with pytest.raises(NotAllowed):
        _act(matter, "rewrite", cast.second, new=OTHER)
    _act(matter, "rewrite", cast.deputy, new=OTHER)
    assert (matter.title, matter.requests) == (OTHER.title, ["年底前补建充电桩"])
    with pytest.raises(Refused, match="1"):
        _act(matter, "submit", cast.deputy)
    _act(matter, "confirm", cast.second)
    _act(matter, "submit", cast.deputy)
    assert matter.step == "review"


def test_what_is_sent_back_for_revision_can_be_revised_and_nothing_after(cast: Cast) -> None:
    matter = make_suggestion(cast, "review")
    with pytest.raises(Refused):
        _act(matter, "rewrite", cast.deputy, new=OTHER)
    _act(matter, "revise", cast.deputy_office, reason="请写明具体建议")
    _act(matter, "rewrite", cast.deputy, new=OTHER)
    _act(matter, "submit", cast.deputy)
    assert (matter.step, matter.title) == ("review", OTHER.title)
    entry = Entry.objects.get(verb="matter.rewritten")
    assert opens(entry.body["text"], bytes(matter.salt), whole(matter))


def test_a_part_is_due_by_the_clock_of_its_own_kind_of_matter(cast: Cast) -> None:
    idea = actions.begin(procedure="golden-idea", new=OTHER, hat=cast.office)
    _act(idea, "assign", cast.office, units=(Part(cast.unit),))
    _part(idea, "receive", cast.handler)
    part = part_of(idea, cast.handler)
    assert (part.due_on, "代表法" in part.due_zh) == (idea.due_on, False)
