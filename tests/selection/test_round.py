"""A round from its rules to what was selected: each step, who may, and what is refused."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from qunce.common.clock import moved_to, now
from qunce.common.errors import Conflict, NotAllowed, Problem, Refused
from qunce.matters.models import Matter
from qunce.notices.queries import told
from qunce.people.models import Role
from qunce.people.rules import Hat
from qunce.record.models import Entry
from qunce.selection import actions, rules
from qunce.selection.actions import NewCandidate, NewCriterion, NewRound
from qunce.selection.models import Candidate, Kind, Objection, Review, Severity, Stage, State
from qunce.selection.queries.recomputing import differences
from qunce.voices.actions import Author, support, withdraw
from qunce.voices.models import Fate, Voice
from tests.factories import make_hat, make_unit, make_voice
from tests.factories.selection import Panel, listed, make_round, plain, score_all, turn_down

pytestmark = pytest.mark.django_db


def test_a_round_runs_from_its_rules_to_golden_ideas() -> None:
    panel = make_round(Stage.SELECTED)
    chosen = listed(panel)
    assert [one.number for one in chosen] == [10, 9, 8]
    for one in chosen:
        assert one.matter is not None
        assert one.matter.procedure == "golden-idea"
        voice = Voice.objects.get(pk=one.subject_id)
        assert voice.fate == Fate.CARRIED
        assert {"selection.listed", "selection.selected"} <= {t.code for t in told(voice.pk)}
    assert not list(differences(panel.round))
    assert not Severity.objects.exists()


@pytest.mark.parametrize("length", [120, 121, 200])
def test_a_title_longer_than_a_matters_is_shortened_visibly_and_kept_whole(length: int) -> None:
    panel = make_round(Stage.NOTICE)
    chosen, title = listed(panel)[0], "为" * length
    Voice.objects.filter(pk=chosen.subject_id).update(title=title)
    with moved_to(now() + timedelta(days=30)):
        actions.select(round_id=panel.round.pk, hat=panel.office)
    chosen.refresh_from_db()
    assert chosen.matter is not None
    assert chosen.matter.title == (title if length == 120 else f"{'为' * 119}…")
    assert chosen.matter.evidence["name"] == title


@pytest.mark.parametrize("weights", [[25, 30, 20, 20], [100, 0], [], [50, 60], [-10, 110]])
def test_weights_that_do_not_make_a_hundred_are_refused(weights: list[int]) -> None:
    office = make_hat("office")
    criteria = tuple(NewCriterion(f"标准{n}", w) for n, w in enumerate(weights))
    with pytest.raises(Refused) as refused:
        actions.set_up(new=NewRound("评选", 3, criteria=criteria), hat=office)
    assert refused.value.code == "weights"


def test_the_usual_weights_are_there() -> None:
    panel = make_round()
    assert [(c.name, c.weight) for c in panel.round.criteria.all()] == list(rules.DEFAULT_CRITERIA)


def test_what_is_not_there_is_not_added_and_nothing_half() -> None:
    panel = make_round()
    good, bad = make_voice("再加一条"), 987_654
    for news in ([(good.pk, None), (bad, None)], [(good.pk, 987_654)]):
        with pytest.raises(Refused):
            actions.add_candidates(
                round_id=panel.round.pk,
                news=[NewCandidate(Kind.VOICE, pk, unit) for pk, unit in news],
                hat=panel.office,
            )
    assert panel.round.candidates.count() == 10
    again = NewCandidate(Kind.VOICE, panel.candidates[0].subject_id)
    assert actions.add_candidates(round_id=panel.round.pk, news=[again], hat=panel.office) == 0


# The stage at which it is done: whoever is no office is refused, at others it is a conflict.
OFFICE_ACTS: dict[str, tuple[str, Callable[[Panel, Hat], object]]] = {
    "add": (
        Stage.ELIGIBILITY,
        lambda p, h: actions.add_candidates(round_id=p.round.pk, news=[], hat=h),
    ),
    "begin": (Stage.ELIGIBILITY, lambda p, h: actions.begin_screening(round_id=p.round.pk, hat=h)),
    "close": (Stage.SCORING, lambda p, h: actions.close_scoring(round_id=p.round.pk, hat=h)),
    "publish": (Stage.SHORTLIST, lambda p, h: actions.publish(round_id=p.round.pk, hat=h)),
    "select": (Stage.NOTICE, lambda p, h: actions.select(round_id=p.round.pk, hat=h)),
}


@pytest.mark.parametrize("act", OFFICE_ACTS)
def test_only_the_office_moves_a_round_on(act: str) -> None:
    stage, do = OFFICE_ACTS[act]
    panel = make_round(stage)
    others = [panel.readers[0], *panel.screeners.values()]
    others += [make_hat(f"hat-{r}", r, make_unit(code="X9")) for r in Role if r != Role.OFFICE]
    entries = Entry.objects.count()
    for hat in others:
        with pytest.raises(NotAllowed):
            do(panel, hat)
    assert Entry.objects.count() == entries


@pytest.mark.parametrize("act", OFFICE_ACTS)
def test_a_step_out_of_turn_is_a_conflict(act: str) -> None:
    stage, do = OFFICE_ACTS[act]
    other = Stage.NOTICE if stage != Stage.NOTICE else Stage.SHORTLIST
    panel = make_round(other)
    with pytest.raises(Conflict):
        do(panel, panel.office)


def test_a_unit_screens_its_own_and_no_other() -> None:
    panel = make_round(Stage.SCREENING)
    first, second = panel.candidates[:2]
    hat = panel.screeners[first.screener_id]
    assert first.screener_id != second.screener_id
    with pytest.raises(NotAllowed):
        actions.pass_on(round_id=panel.round.pk, candidate_ids=[first.pk, second.pk], hat=hat)
    with pytest.raises(NotAllowed):
        actions.pass_on(round_id=panel.round.pk, candidate_ids=[first.pk], hat=panel.readers[0])
    assert actions.pass_on(round_id=panel.round.pk, candidate_ids=[first.pk], hat=hat) == 1
    with pytest.raises(Conflict):
        actions.pass_on(round_id=panel.round.pk, candidate_ids=[first.pk], hat=hat)


@pytest.mark.parametrize(("reason", "words"), [("", "话"), ("whim", "话"), ("no_proposal", " ")])
def test_a_drop_needs_a_reason_and_words(reason: str, words: str) -> None:
    panel = make_round(Stage.SCREENING)
    first = panel.candidates[0]
    with pytest.raises(Refused):
        actions.turn_down(
            round_id=panel.round.pk,
            candidate_ids=[first.pk],
            reason=reason,
            words=words,
            hat=panel.screeners[first.screener_id],
        )


def test_the_author_reads_why_on_the_receipt() -> None:
    panel = make_round(Stage.SCREENING)
    turn_down(panel, panel.candidates[0])
    (notice,) = told(panel.candidates[0].subject_id)
    assert "请写明想怎么办" in notice.words


def test_nothing_opens_while_a_candidate_waits_or_readers_are_few() -> None:
    panel = make_round(Stage.SCREENING)
    with pytest.raises(Refused, match="10"):
        actions.open_scoring(round_id=panel.round.pk, hat=panel.office)
    for unit, hat in panel.screeners.items():
        own = [one.pk for one in panel.candidates if one.screener_id == unit]
        actions.pass_on(round_id=panel.round.pk, candidate_ids=own, hat=hat)
    panel.round.reviewers.filter(person__in=[h.person_id for h in panel.readers[2:]]).delete()
    with pytest.raises(Refused):
        actions.open_scoring(round_id=panel.round.pk, hat=panel.office)
    assert panel.again().seed == ""


def test_stacks_are_equal_and_orders_differ() -> None:
    panel = make_round(Stage.SCORING)
    loads = [r.reviews.count() for r in panel.round.reviewers.all()]
    assert max(loads) - min(loads) <= 1
    orders = {
        tuple(r.reviews.order_by("place").values_list("candidate__number", flat=True))
        for r in panel.round.reviewers.all()
    }
    assert any(list(order) != sorted(order) for order in orders)


def test_somebody_of_the_unit_reads_none_of_its_candidates() -> None:
    panel = make_round(Stage.SCREENING)
    own = panel.candidates[0].unit_id
    inside = make_hat("inside", Role.UNIT, Candidate.objects.get(pk=panel.candidates[0].pk).unit)
    actions.name_reviewers(round_id=panel.round.pk, person_ids=[inside.person_id], hat=panel.office)
    for unit, hat in panel.screeners.items():
        ids = [one.pk for one in panel.candidates if one.screener_id == unit]
        actions.pass_on(round_id=panel.round.pk, candidate_ids=ids, hat=hat)
    actions.open_scoring(round_id=panel.round.pk, hat=panel.office)
    read = Review.objects.filter(reviewer__person=inside.person_id)
    assert read.exists()
    assert not read.filter(candidate__unit=own).exists()
    with pytest.raises(NotAllowed):
        actions.score(
            round_id=panel.round.pk,
            candidate_id=panel.candidates[0].pk,
            marks=[90] * 4,
            hat=inside,
        )


@pytest.mark.parametrize("marks", [[], [50] * 3, [50] * 5, [101, 50, 50, 50], [-1, 50, 50, 50]])
def test_marks_are_one_for_each_criterion_from_0_to_100(marks: list[int]) -> None:
    panel = make_round(Stage.SCORING)
    review = Review.objects.select_related("reviewer").first()
    assert review is not None
    with pytest.raises(Refused):
        actions.score(
            round_id=panel.round.pk,
            candidate_id=review.candidate_id,
            marks=marks,
            hat=panel.reader(review),
        )


def test_a_score_weighs_the_criteria_and_may_be_changed_until_they_close() -> None:
    panel = make_round(Stage.SCORING)
    review = Review.objects.select_related("reviewer").first()
    assert review is not None
    for marks, score in (([100, 0, 0, 0], 25), ([0, 100, 0, 0], 30), ([60, 70, 80, 90], 74.5)):
        again = actions.score(
            round_id=panel.round.pk,
            candidate_id=review.candidate_id,
            marks=marks,
            hat=panel.reader(review),
        )
        assert again.score == pytest.approx(score)


def test_an_interest_hands_the_candidate_to_whoever_has_least() -> None:
    panel = make_round(Stage.SCORING)
    review = Review.objects.select_related("reviewer", "candidate").first()
    assert review is not None
    hat, candidate = panel.reader(review), review.candidate
    actions.declare_interest(
        round_id=panel.round.pk, candidate_id=candidate.pk, words="我参与过", hat=hat
    )
    assert candidate.reviews.count() == 3
    assert not candidate.reviews.filter(reviewer=review.reviewer).exists()
    with pytest.raises(NotAllowed):
        actions.score(round_id=panel.round.pk, candidate_id=candidate.pk, marks=[50] * 4, hat=hat)


def test_scores_close_only_when_each_has_three() -> None:
    panel = make_round(Stage.SCORING)
    score_all(panel)
    Review.objects.filter(pk=Review.objects.first().pk).update(score=None, saved_at=None)  # type: ignore[union-attr]
    with pytest.raises(Refused, match="1"):
        actions.close_scoring(round_id=panel.round.pk, hat=panel.office)


def test_scores_far_apart_are_talked_over_first() -> None:
    def apart(review: Review) -> list[int]:
        first = review.candidate.reviews.order_by("pk").first()
        far = review.candidate.number == 5 and first is not None and first.pk == review.pk
        return [10] * 4 if far else plain(review)

    panel = make_round(Stage.SCORING)
    score_all(panel, apart)
    with pytest.raises(Refused, match="5"):
        actions.close_scoring(round_id=panel.round.pk, hat=panel.office)
    actions.talk_over(
        round_id=panel.round.pk,
        candidate_id=panel.candidates[4].pk,
        words="一位评审理解为全市推广，其余按试点评。",
        hat=panel.office,
    )
    actions.close_scoring(round_id=panel.round.pk, hat=panel.office)
    assert not list(differences(panel.again()))


def test_some_of_the_rejected_are_read_again_and_the_error_is_published() -> None:
    def wronged(review: Review) -> list[int]:
        return [99] * 4 if review.candidate.number == 1 else plain(review)

    panel = make_round(Stage.SHORTLIST, marks=wronged)
    first = panel.round.candidates.get(number=1)
    assert (first.state, first.reread, first.reviews.count()) == (State.DROPPED, True, 3)
    actions.bring_back(round_id=panel.round.pk, candidate_id=first.pk, hat=panel.office)
    actions.publish(round_id=panel.round.pk, hat=panel.office)
    panel.again()
    assert (panel.round.reread, panel.round.missed) == (1, 1)
    assert [one.number for one in listed(panel)] == [1, 10, 9]
    assert not list(differences(panel.round))


def test_what_was_read_again_and_is_below_the_line_stays_out() -> None:
    panel = make_round(Stage.SHORTLIST)
    first = panel.round.candidates.get(number=1)
    with pytest.raises(Refused):
        actions.bring_back(round_id=panel.round.pk, candidate_id=first.pk, hat=panel.office)


def test_the_quota_keeps_a_seat_for_each_unit() -> None:
    def best_of_one_unit(review: Review) -> list[int]:
        own = review.candidate.number % 3 == 1
        return [90 - review.candidate.number] * 4 if own else [40 + review.candidate.number] * 4

    panel = make_round(Stage.NOTICE, marks=best_of_one_unit, quota_by="unit", quota_seats=1)
    chosen = listed(panel)
    assert len({one.unit_id for one in chosen}) == 3
    assert [one.by_quota for one in chosen] == [False, True, True]
    assert not list(differences(panel.round))


def test_the_notice_lasts_five_working_days() -> None:
    panel = make_round(Stage.SHORTLIST)
    with moved_to(datetime(2026, 9, 30, 2, tzinfo=UTC)):
        actions.publish(round_id=panel.round.pk, hat=panel.office)
    # 1 to 7 October 2026 are off, and Saturday the 10th is worked.
    assert panel.again().notice_ends_on == date(2026, 10, 13)
    with moved_to(datetime(2026, 10, 13, 15, tzinfo=UTC)), pytest.raises(Refused):
        actions.select(round_id=panel.round.pk, hat=panel.office)
    with moved_to(datetime(2026, 10, 13, 17, tzinfo=UTC)):
        actions.select(round_id=panel.round.pk, hat=panel.office)


def test_an_objection_found_right_takes_it_off_the_list() -> None:
    panel = make_round(Stage.NOTICE)
    target, once = listed(panel)[0], uuid4()
    made = actions.object_to(candidate_id=target.pk, words="三年前已经实施", once=once)
    assert actions.object_to(candidate_id=target.pk, words="三年前已经实施", once=once) == made
    assert Objection.objects.count() == 1
    actions.decide_objection(
        objection_id=made.pk, grant=True, answer="经查属实。", hat=panel.office
    )
    with pytest.raises(Conflict):
        actions.decide_objection(
            objection_id=made.pk, grant=False, answer="再想想。", hat=panel.office
        )
    target.refresh_from_db()
    assert (target.state, target.reason) == (State.DROPPED, "objection")
    assert not list(differences(panel.round))


def test_no_selection_while_an_objection_waits() -> None:
    panel = make_round(Stage.NOTICE)
    actions.object_to(candidate_id=listed(panel)[0].pk, words="有异议", once=uuid4())
    with moved_to(now() + timedelta(days=30)), pytest.raises(Refused):
        actions.select(round_id=panel.round.pk, hat=panel.office)


def test_one_appeal_and_the_candidate_goes_on() -> None:
    panel = make_round(Stage.SCREENING)
    first = panel.candidates[0]
    turn_down(panel, first)
    made = actions.appeal(candidate_id=first.pk, voice_id=first.subject_id, words="写了办法")
    with pytest.raises(Conflict):
        actions.appeal(candidate_id=first.pk, voice_id=first.subject_id, words="再来一次")
    actions.decide_appeal(appeal_id=made.pk, grant=True, answer="继续参评。", hat=panel.office)
    first.refresh_from_db()
    assert first.state == State.WAITING
    assert told(first.subject_id)[0].code == "selection.appeal_granted"


def test_an_appeal_granted_while_others_score_finds_readers() -> None:
    panel = make_round(Stage.SCORING, n=20)
    dropped = panel.round.candidates.get(number=1)
    dropped.reviews.all().delete()
    Candidate.objects.filter(pk=dropped.pk).update(reread=False)
    made = actions.appeal(candidate_id=dropped.pk, voice_id=dropped.subject_id, words="写了办法")
    score_all(panel)
    with pytest.raises(Refused, match="1"):
        actions.close_scoring(round_id=panel.round.pk, hat=panel.office)
    actions.decide_appeal(appeal_id=made.pk, grant=True, answer="继续。", hat=panel.office)
    assert dropped.reviews.count() == 3


def test_an_appeal_against_the_line_starts_the_notice_anew() -> None:
    panel = make_round(Stage.NOTICE)
    below = panel.round.candidates.filter(reason="below_line").order_by("place").first()
    assert below is not None
    assert "4" in below.words
    made = actions.appeal(candidate_id=below.pk, voice_id=below.subject_id, words="算错了")
    before = panel.round.notice_ends_on
    with moved_to(now() + timedelta(days=5)):
        actions.decide_appeal(appeal_id=made.pk, grant=True, answer="予以增补。", hat=panel.office)
    below.refresh_from_db()
    assert (below.state, below.by_appeal) == (State.LISTED, True)
    assert panel.again().notice_ends_on > before  # type: ignore[operator]


def test_a_stranger_appeals_for_nobody() -> None:
    panel = make_round(Stage.SCREENING)
    turn_down(panel, panel.candidates[0])
    for voice in (panel.candidates[1].subject_id, 987_654):
        with pytest.raises(Refused):
            actions.appeal(candidate_id=panel.candidates[0].pk, voice_id=voice, words="让我来")


def test_what_its_author_withdrew_goes_no_further() -> None:
    panel = make_round(Stage.SHORTLIST)
    best = panel.round.candidates.get(number=10)
    withdraw(voice_id=best.subject_id)
    actions.publish(round_id=panel.round.pk, hat=panel.office)
    best.refresh_from_db()
    assert (best.state, best.reason) == (State.DROPPED, "withdrawn")
    assert [one.number for one in listed(panel)] == [9, 8, 7]
    assert not list(differences(panel.again()))


def test_likes_decide_nothing() -> None:
    """A hundred supports for the last: the ranking is the same to the last digit."""
    alone = make_round(Stage.SHORTLIST, n=6)
    numbers = alone.round.candidates.order_by("number").values_list("corrected", "place")
    ranks = list(numbers)
    last = Voice.objects.get(pk=alone.round.candidates.order_by("-place").first().subject_id)  # type: ignore[union-attr]
    for n in range(30):
        support(voice=last, author=Author(mark=f"browser-{n}"))
    actions.publish(round_id=alone.round.pk, hat=alone.office)
    assert (
        list(alone.round.candidates.order_by("number").values_list("corrected", "place")) == ranks
    )
    assert last.pk not in {one.subject_id for one in listed(alone)}


def test_severity_is_seen_while_the_round_lasts_and_ends_with_it() -> None:
    panel = make_round(Stage.SHORTLIST)
    assert Severity.objects.count() == 6
    assert Matter.objects.count() == 0
    panel = make_round_from(panel)
    assert not Severity.objects.exists()


def make_round_from(panel: Panel) -> Panel:
    actions.publish(round_id=panel.round.pk, hat=panel.office)
    with moved_to(now() + timedelta(days=30)):
        actions.select(round_id=panel.round.pk, hat=panel.office)
    return panel


def test_a_problem_is_always_a_sentence() -> None:
    panel = make_round(Stage.SCORING)
    with pytest.raises(Problem) as problem:
        actions.close_scoring(round_id=panel.round.pk, hat=panel.office)
    assert len(str(problem.value.message)) > 10
