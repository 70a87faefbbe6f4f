"""Readers get their stacks by lot, give their marks, and say where they have an interest."""

import secrets
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from qunce.common import now
from qunce.common.errors import Conflict, NotAllowed, Refused
from qunce.matters.actions.limits import checked_words
from qunce.people.rules import Hat
from qunce.selection import rules
from qunce.selection.actions.moving import (
    by,
    drop_withdrawn,
    locked,
    move_to,
    run_by,
    said,
    write,
)
from qunce.selection.engine import lot, share_out
from qunce.selection.models import Candidate, Review, Reviewer, Round, Stage, State
from qunce.selection.models import Conflict as Interest
from qunce.selection.queries.lots import reread_by_lot
from qunce.selection.queries.reading import barred, in_scoring, is_barred

_MOST_NOTE = 1_000
_MOST_INTEREST = 200


@transaction.atomic
def open_scoring(*, round_id: int, hat: Hat) -> Round:
    """Draw the seed, choose whom of the rejected is read again, and give each reader a stack.

    Refused while a candidate waits, or where too few may read one.
    """
    round_ = locked(round_id, at=[Stage.SCREENING])
    run_by(round_, hat)
    drop_withdrawn(round_)
    if waiting := round_.candidates.filter(state=State.WAITING).count():
        raise Refused(_("%(n)d candidates wait for the screening of a unit.") % {"n": waiting})
    round_.seed = secrets.token_hex(16)
    again = reread_by_lot(round_)
    round_.candidates.filter(pk__in=again).update(reread=True)
    _share_out(round_)
    round_.save(update_fields=["seed"])
    move_to(round_, Stage.SCORING, hat, seed=round_.seed, reread=len(again))
    return round_


def _share_out(round_: Round) -> None:
    candidates = list(in_scoring(round_))
    readers = list(round_.reviewers.values_list("pk", flat=True))
    try:
        shares = share_out(
            [one.pk for one in candidates],
            readers,
            each=round_.each,
            seed=round_.seed,
            excluded=barred(round_, candidates),
        )
    except ValueError:
        raise Refused(
            _(
                "Too few reviewers for one candidate, or nothing to read: each needs %(n)d who are "
                "not of the unit it came from. Name more reviewers."
            )
            % {"n": round_.each}
        ) from None
    pairs = [(own, who) for own, whos in shares.readers.items() for who in whos]
    Review.objects.bulk_create(_in_own_order(round_.seed, pairs), batch_size=2_000)


def _in_own_order(seed: str, pairs: Iterable[tuple[int, int]]) -> list[Review]:
    """Each reader meets the candidates in an order of their own."""
    places: dict[int, int] = {}
    rows = []
    for own, who in sorted(pairs, key=lambda pair: lot(seed, "order", *pair)):
        places[who] = places.get(who, 0) + 1
        rows.append(Review(candidate_id=own, reviewer_id=who, place=places[who]))
    return rows


@transaction.atomic
def score(
    *, round_id: int, candidate_id: int, marks: Sequence[int], hat: Hat, note: str = ""
) -> Review:
    """One reader's marks, 0 to 100 for each criterion. Until the scores close they may be changed.

    Refused where the candidate is of one's own unit or was given to others.
    """
    round_ = locked(round_id, at=[Stage.SCORING])
    review = _own_review(round_, candidate_id, hat)
    weights = list(round_.criteria.values_list("weight", flat=True))
    if len(marks) != len(weights) or not all(0 <= mark <= rules.FULL for mark in marks):
        raise Refused(_("Give a whole number from 0 to 100 for each criterion."))
    review.marks, review.score = list(marks), rules.weighted(marks, weights)
    review.note, review.saved_at = checked_words("note", note, _MOST_NOTE), now()
    review.save(update_fields=["marks", "score", "note", "saved_at"])
    actor = ("reviewer", review.reviewer_id)
    write(review.candidate, "scored", actor, marks=list(marks), reviewer=review.reviewer_id)
    return review


def _own_review(round_: Round, candidate_id: int, hat: Hat) -> Review:
    """The review, locked; asked for at once, for a reader saves some hundred of them."""
    mine = Review.objects.filter(reviewer__round=round_, reviewer__person=hat.person_id)
    found = mine.select_related("reviewer", "candidate").select_for_update(of=["self"])
    review = found.filter(candidate=candidate_id).first()
    if review is None:
        raise NotAllowed(_why_not(round_, candidate_id, hat))
    review.reviewer.round = review.candidate.round = round_
    if is_barred(review.reviewer, review.candidate):
        raise NotAllowed(_is_own())
    return review


def _why_not(round_: Round, candidate_id: int, hat: Hat) -> str:
    """Why somebody has no review of this candidate."""
    reader = round_.reviewers.filter(person=hat.person_id).first()
    candidate = round_.candidates.filter(pk=candidate_id).first()
    if reader is None or candidate is None:
        return _("You do not read in this round.")
    if is_barred(reader, candidate):
        return _is_own()
    return _("This candidate was given to other reviewers.")


def _is_own() -> str:
    return _("It came from your own unit or you declared an interest: others read it.")


@transaction.atomic
def declare_interest(*, round_id: int, candidate_id: int, words: str, hat: Hat) -> Reviewer | None:
    """Somebody else reads it instead: whoever may and has least. Returns who.

    Refused where nobody else may, or it was scored already.
    """
    round_ = locked(round_id, at=[Stage.SCORING])
    review = _own_review(round_, candidate_id, hat)
    if review.score is not None:
        raise Conflict(_("You have scored it already; tell the office if it should not count."))
    Interest.objects.create(
        reviewer=review.reviewer,
        candidate=review.candidate,
        words=checked_words("interest", words, _MOST_INTEREST),
        at=now(),
    )
    review.delete()
    candidate = Candidate.objects.select_related("round").get(pk=candidate_id)
    instead = give_readers(round_, candidate, 1)
    reader = ("reviewer", review.reviewer_id)
    write(candidate, "interest", reader, reviewer=review.reviewer_id, instead=instead)
    return Reviewer.objects.get(pk=instead[0])


def give_readers(round_: Round, candidate: Candidate, wanted: int) -> list[int]:
    """So many more readers for one candidate, those who have least; equal ones by lot."""
    has = set(candidate.reviews.values_list("reviewer", flat=True))
    no = {who for _own, who in barred(round_, [candidate])} | has
    loads = {who: 0 for who in round_.reviewers.values_list("pk", flat=True) if who not in no}
    given = Review.objects.filter(reviewer__in=loads)
    for who in given.values_list("reviewer", flat=True):
        loads[who] += 1
    if len(loads) < wanted:
        raise Refused(_("Nobody else may read this candidate. Please tell the office."))
    order = sorted(loads, key=lambda who: (loads[who], lot(round_.seed, candidate.pk, who)))
    chosen = order[:wanted]
    last = {who: _last(who) for who in chosen}
    Review.objects.bulk_create(
        Review(candidate=candidate, reviewer_id=who, place=last[who] + 1) for who in chosen
    )
    return chosen


def _last(reviewer_id: int) -> int:
    found = Review.objects.filter(reviewer=reviewer_id).order_by("-place").first()
    return found.place if found else 0


@transaction.atomic
def talk_over(*, round_id: int, candidate_id: int, words: str, hat: Hat) -> Candidate:
    """What came of a talk between reviewers who were far apart; they may change their marks."""
    round_ = locked(round_id, at=[Stage.SCORING])
    run_by(round_, hat)
    candidate = round_.candidates.select_related("round").filter(pk=candidate_id).first()
    if candidate is None:
        raise Refused(_("Choose a candidate of this round."))
    candidate.talk = said(words, missing=_("Write down what the reviewers agreed on, or not."))
    candidate.save(update_fields=["talk"])
    write(candidate, "talked_over", by(hat))
    return candidate
