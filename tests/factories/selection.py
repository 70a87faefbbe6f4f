"""A round at any stage, come there by its acts; ten candidates of three units, six readers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from qunce.matters.actions import NewMatter, begin_many
from qunce.people.models import Role
from qunce.people.rules import Hat
from qunce.selection import actions
from qunce.selection.actions import NewCandidate, NewRound
from qunce.selection.models import Candidate, Kind, Review, Round, Stage, State
from tests.factories.people import make_hat, make_unit
from tests.factories.voices import make_call, make_voice

STAGES = list(Stage)
Marks = Callable[[Review], Sequence[int]]


@dataclass
class Panel:
    round: Round
    office: Hat
    screeners: dict[int, Hat]
    readers: list[Hat]
    candidates: list[Candidate] = field(default_factory=list)

    def again(self) -> Round:
        self.round.refresh_from_db()
        return self.round

    def reader(self, review: Review) -> Hat:
        person = review.reviewer.person_id
        return next(hat for hat in self.readers if hat.person_id == person)


def plain(review: Review) -> list[int]:
    """Better the higher the number, and one reader five points stricter than the last."""
    worth = 50 + 2 * review.candidate.number - review.reviewer_id % 6
    return [worth] * 4


def make_round(
    stage: str = Stage.ELIGIBILITY,
    *,
    n: int = 10,
    kind: Kind = Kind.VOICE,
    marks: Marks = plain,
    **rules: object,
) -> Panel:
    panel = _set_up(n, kind, rules)
    for step in STAGES[1 : STAGES.index(Stage(stage)) + 1]:
        _STEPS[step](panel, marks)
    panel.again()
    return panel


def _set_up(n: int, kind: Kind, rules: dict[str, object]) -> Panel:
    office = make_hat("round-office", Role.OFFICE)
    units = [make_unit(code=f"S{i}", name=f"示例单位{i}") for i in range(3)]
    readers = [
        make_hat(f"reader-{i}", Role.REVIEWER, make_unit(code=f"Q{i}", name=f"高校{i}"))
        for i in range(6)
    ]
    fields = {"title": "金点子评选", "seats": 3, "each": 3, "call": make_call().pk, **rules}
    round_ = actions.set_up(new=NewRound(**fields), hat=office)  # type: ignore[arg-type]
    news = [
        NewCandidate(kind, subject, units[i % 3].pk)
        for i, subject in enumerate(_subjects(n, kind, office))
    ]
    actions.add_candidates(round_id=round_.pk, news=news, hat=office)
    actions.name_reviewers(
        round_id=round_.pk, person_ids=[hat.person_id for hat in readers], hat=office
    )
    screeners = {unit.pk: make_hat(f"screener-{unit.pk}", Role.UNIT, unit) for unit in units}
    return Panel(round_, office, screeners, readers, list(round_.candidates.order_by("number")))


def _subjects(n: int, kind: Kind, office: Hat) -> list[int]:
    if kind == Kind.MATTER:
        news = [NewMatter(title=f"{i}号路口的路灯") for i in range(n)]
        return [m.pk for m in begin_many(procedure="golden-idea", news=news, hat=office)]
    words = (f"第{i}条：在{i}号路口加一盏路灯，费用从维修金出" for i in range(n))
    return [make_voice(text).pk for text in words]


def _screening(panel: Panel, marks: Marks) -> None:
    actions.begin_screening(round_id=panel.round.pk, hat=panel.office)


def _scoring(panel: Panel, marks: Marks) -> None:
    """Each unit passes on what is its own, but for the first candidate of all."""
    first, *rest = panel.candidates
    turn_down(panel, first)
    for unit, hat in panel.screeners.items():
        own = [one.pk for one in rest if one.screener_id == unit]
        actions.pass_on(round_id=panel.round.pk, candidate_ids=own, hat=hat)
    actions.open_scoring(round_id=panel.round.pk, hat=panel.office)


def turn_down(panel: Panel, candidate: Candidate) -> None:
    actions.turn_down(
        round_id=panel.round.pk,
        candidate_ids=[candidate.pk],
        reason="no_proposal",
        words="请写明想怎么办，由谁来办。",
        hat=panel.screeners[candidate.screener_id],
    )


def _shortlist(panel: Panel, marks: Marks) -> None:
    score_all(panel, marks)
    actions.close_scoring(round_id=panel.round.pk, hat=panel.office)


def score_all(panel: Panel, marks: Marks = plain) -> None:
    found = Review.objects.filter(reviewer__round=panel.round).select_related(
        "candidate", "reviewer"
    )
    for review in found.order_by("pk"):
        actions.score(
            round_id=panel.round.pk,
            candidate_id=review.candidate_id,
            marks=marks(review),
            hat=panel.reader(review),
        )


def _notice(panel: Panel, marks: Marks) -> None:
    actions.publish(round_id=panel.round.pk, hat=panel.office)


def _selected(panel: Panel, marks: Marks) -> None:
    """The notice is over: as if it had been published two weeks ago."""
    from datetime import timedelta

    from qunce.common.clock import today

    Round.objects.filter(pk=panel.round.pk).update(
        notice_on=today() - timedelta(days=14), notice_ends_on=today() - timedelta(days=1)
    )
    actions.select(round_id=panel.round.pk, hat=panel.office)


_STEPS = {
    Stage.SCREENING: _screening,
    Stage.SCORING: _scoring,
    Stage.SHORTLIST: _shortlist,
    Stage.NOTICE: _notice,
    Stage.SELECTED: _selected,
}


def listed(panel: Panel) -> list[Candidate]:
    found = panel.round.candidates.filter(state__in=[State.LISTED, State.SELECTED])
    return list(found.order_by("place"))
