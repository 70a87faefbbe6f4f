"""Who may read which candidate, and what somebody has before them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from qunce.common.clock import today
from qunce.common.memo import for_seconds
from qunce.people.models import Person, Post, Role
from qunce.selection import rules
from qunce.selection.models import (
    Appeal,
    Candidate,
    Conflict,
    Objection,
    Review,
    Reviewer,
    Round,
    Stage,
    State,
)
from qunce.selection.queries.subjects import Subject, subjects


def units_held(person_ids: Iterable[int], jurisdiction_id: int) -> dict[int, set[int]]:
    """The units in which each of these people holds a post today."""
    on = today()
    posts = Post.objects.filter(
        Q(until_on=None) | Q(until_on__gte=on),
        person__in=list(person_ids),
        unit__jurisdiction=jurisdiction_id,
        since_on__lte=on,
    )
    found: dict[int, set[int]] = {}
    for person, unit in posts.values_list("person", "unit"):
        found.setdefault(person, set()).add(unit)
    return found


def barred(round_: Round, candidates: Iterable[Candidate]) -> set[tuple[int, int]]:
    """Pairs (candidate, reviewer) that must not meet: one's own unit, and declared interests."""
    people = dict(round_.reviewers.values_list("pk", "person"))
    held = units_held(people.values(), round_.jurisdiction_id)
    own = {
        (candidate.pk, reviewer)
        for candidate in candidates
        for reviewer, person in people.items()
        if rules.is_own(candidate, held.get(person, set()))
    }
    declared = Conflict.objects.filter(reviewer__round=round_)
    return own | set(declared.values_list("candidate", "reviewer"))


def is_barred(reviewer: Reviewer, candidate: Candidate) -> bool:
    """The same for one pair."""
    held = units_held([reviewer.person_id], reviewer.round.jurisdiction_id)
    return rules.is_own(candidate, held.get(reviewer.person_id, set())) or bool(
        Conflict.objects.filter(reviewer=reviewer, candidate=candidate).exists()
    )


@dataclass(frozen=True)
class Stack:
    """What one reader has in one round, in their own order."""

    round: Round
    total: int
    left: int
    next: int | None

    @property
    def done(self) -> int:
        return self.total - self.left


def stacks(person_id: int) -> list[Stack]:
    """The rounds in which somebody reads, those with something left first."""
    readers = Reviewer.objects.filter(person=person_id).exclude(round__stage=Stage.SELECTED)
    rows = [_stack(reader) for reader in readers.select_related("round").order_by("round")]
    return sorted(rows, key=lambda stack: stack.left == 0)


def _stack(reader: Reviewer) -> Stack:
    own = stack_of(reader)
    left = [pk for pk, score in own if score is None]
    return Stack(reader.round, len(own), len(left), left[0] if left else None)


def stack_of(reader: Reviewer) -> list[tuple[int, float | None]]:
    """The candidates of a reader in their order, with the scores given so far."""
    rows = reader.reviews.order_by("place").values_list("candidate", "score")
    return [(pk, score) for pk, score in rows]


def reader_of(round_id: int, person_id: int) -> Reviewer | None:
    found = Reviewer.objects.select_related("round", "person")
    return found.filter(round=round_id, person=person_id).first()


@dataclass(frozen=True)
class Sheet:
    """One candidate before one reader: its words and one's own marks, and nothing else."""

    review: Review
    subject: Subject
    left: int
    total: int
    position: int
    next: int | None


def sheet(reader: Reviewer, candidate_id: int) -> Sheet | None:
    """None where this reader was not given the candidate."""
    review = reader.reviews.filter(candidate=candidate_id).select_related("candidate").first()
    if review is None:
        return None
    own = stack_of(reader)
    waiting = [pk for pk, score in own if score is None and pk != candidate_id]
    order = [pk for pk, _score in own]
    at = order.index(candidate_id)
    after = [pk for pk in order[at + 1 :] if pk in set(waiting)]
    return Sheet(
        review=review,
        subject=subjects([review.candidate])[review.candidate_id],
        left=len([pk for pk, score in own if score is None]),
        total=len(own),
        position=at + 1,
        next=next(iter([*after, *waiting]), None),
    )


def in_scoring(round_: Round) -> QuerySet[Candidate]:
    """What readers score: what was passed on, and the rejected ones that are read again."""
    return round_.candidates.filter(Q(state=State.PASSED) | Q(reread=True)).order_by("pk")


@dataclass(frozen=True)
class StackLine:
    """One candidate of a reader's stack."""

    candidate: int
    number: int
    subject: Subject
    score: float | None


def stack_lines(reader: Reviewer) -> list[StackLine]:
    rows = list(reader.reviews.select_related("candidate").order_by("place"))
    words = subjects([row.candidate for row in rows])
    return [
        StackLine(row.candidate_id, row.candidate.number, words[row.candidate_id], row.score)
        for row in rows
    ]


def who_may_review(jurisdiction_id: int) -> list[tuple[int, str]]:
    """Those with a reviewer's post here today, with the unit it is in."""
    on = today()
    posts = Post.objects.filter(
        Q(until_on=None) | Q(until_on__gte=on),
        role=Role.REVIEWER,
        unit__jurisdiction=jurisdiction_id,
        since_on__lte=on,
        person__is_active=True,
    ).select_related("person", "unit")
    return [
        (post.person_id, f"{post.person.name} · {post.unit.name}") for post in posts.order_by("pk")
    ]


def by_account(names: Iterable[str]) -> dict[str, int]:
    found = Person.objects.filter(username__in=list(names), is_active=True)
    return dict(found.values_list("username", "pk"))


def is_said_here(what: str, said_id: int, round_id: int) -> bool:
    """Whether there is such an appeal or objection in the round."""
    if what == "appeal":
        return Appeal.objects.filter(pk=said_id, candidate__round=round_id).exists()
    found = Objection.objects.filter(pk=said_id, candidate__round=round_id)
    return what == "objection" and found.exists()


@for_seconds(10)
def reads_somewhere(person_id: int) -> bool:
    """Whether somebody is named in a round that is not over."""
    return Reviewer.objects.filter(person=person_id).exclude(round__stage=Stage.SELECTED).exists()
