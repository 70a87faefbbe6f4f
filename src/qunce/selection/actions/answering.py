"""Appeals of authors and objections of anybody, and what the office answers."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from qunce.common import now
from qunce.common.clock import today
from qunce.common.errors import Conflict, Refused
from qunce.people.rules import Hat
from qunce.selection import rules
from qunce.selection.actions.listing import notice_anew
from qunce.selection.actions.moving import by, drop, locked, run_by, said, told, write
from qunce.selection.actions.scoring import give_readers
from qunce.selection.models import Appeal, Candidate, Objection, Stage, State
from qunce.selection.queries.subjects import voices_behind

_ANYBODY = ("author", 0)


@transaction.atomic
def appeal(*, candidate_id: int, voice_id: int, words: str) -> Appeal:
    """The author says why it should go on; the caller has checked the receipt's code. Once."""
    candidate = _candidate(candidate_id)
    kept = said(words, missing=_("Write why it should be looked at again."))
    if candidate.state != State.DROPPED or not rules.is_appeal_open(
        candidate, candidate.round.stage
    ):
        raise Refused(_("An appeal is not possible any more at this step of the round."))
    if voice_id not in voices_behind(candidate):
        raise Refused(_("This voice is not part of that candidate."))
    if candidate.appeals.filter(voice=voice_id).exists():
        raise Conflict(_("You have appealed already; one appeal is decided, and then it stands."))
    made = Appeal.objects.create(candidate=candidate, voice_id=voice_id, words=kept, made_at=now())
    write(candidate, "appealed", _ANYBODY, appeal=made.pk)
    return made


@transaction.atomic
def decide_appeal(*, appeal_id: int, grant: bool, answer: str, hat: Hat) -> Appeal:
    """Granted, it goes on from where it was dropped; either way the author reads the answer."""
    found = Appeal.objects.select_related("candidate").get(pk=appeal_id)
    candidate = _candidate(found.candidate_id)
    run_by(candidate.round, hat)
    found = Appeal.objects.select_for_update().get(pk=appeal_id)
    _decide(found, grant, answer, hat)
    if grant:
        _go_on(candidate)
    write(candidate, "appeal_decided", by(hat), appeal=found.pk, granted=grant)
    code = "selection.appeal_granted" if grant else "selection.appeal_kept"
    told(candidate, code, words=found.answer)
    return found


def _go_on(candidate: Candidate) -> None:
    round_ = candidate.round
    if candidate.state != State.DROPPED:
        raise Conflict(_("It goes on already. Nothing was changed."))
    if not rules.is_appeal_open(candidate, round_.stage):
        raise Refused(_("The round has gone on; it cannot come back any more."))
    state = State.WAITING
    if round_.stage == Stage.SCORING:
        state = State.PASSED
        if not candidate.reviews.exists():
            give_readers(round_, candidate, round_.each)
    elif candidate.reason == "below_line":
        state, candidate.by_appeal = State.LISTED, True
        notice_anew(round_)
    candidate.state, candidate.reason, candidate.words, candidate.dropped_at = state, "", "", ""
    candidate.save(update_fields=["state", "reason", "words", "dropped_at", "by_appeal"])


@transaction.atomic
def object_to(*, candidate_id: int, words: str, once: UUID) -> Objection:
    """Anybody, while the notice stands, against one of those listed. A second click is the same."""
    candidate = _candidate(candidate_id)
    if earlier := Objection.objects.filter(once=once).first():
        return earlier
    kept = said(words, missing=_("Write what speaks against it, with facts that can be checked."))
    round_ = candidate.round
    if round_.stage != Stage.NOTICE or not round_.notice_ends_on or today() > round_.notice_ends_on:
        raise Refused(_("The notice is over; objections are not taken any more."))
    if candidate.state != State.LISTED:
        raise Refused(_("This one does not stand on the list any more."))
    made = Objection.objects.create(candidate=candidate, words=kept, once=once, made_at=now())
    write(candidate, "objected", _ANYBODY, objection=made.pk)
    return made


@transaction.atomic
def decide_objection(*, objection_id: int, grant: bool, answer: str, hat: Hat) -> Objection:
    """Found right, the candidate leaves the list; the answer stands on the notice either way."""
    found = Objection.objects.get(pk=objection_id)
    candidate = _candidate(found.candidate_id)
    run_by(candidate.round, hat)
    found = Objection.objects.select_for_update().get(pk=objection_id)
    _decide(found, grant, answer, hat)
    write(candidate, "objection_decided", by(hat), objection=found.pk, granted=grant)
    if grant and candidate.state == State.LISTED:
        drop(candidate, stage=Stage.NOTICE, reason="objection", words=found.answer, actor=by(hat))
    return found


def _candidate(candidate_id: int) -> Candidate:
    """Its round is locked first, so that nobody moves it on meanwhile."""
    round_ = locked(Candidate.objects.values_list("round", flat=True).get(pk=candidate_id))
    found = Candidate.objects.get(pk=candidate_id)
    found.round = round_
    return found


def _decide(row: Appeal | Objection, grant: bool, answer: str, hat: Hat) -> None:
    if row.granted is not None:
        raise Conflict(_("Somebody was quicker: it is decided already. Nothing was changed."))
    row.answer = said(answer, missing=_("Write the answer; it is read by who asked."))
    row.granted, row.by_id, row.decided_at = grant, hat.person_id, now()
    row.save(update_fields=["granted", "answer", "by", "decided_at"])
