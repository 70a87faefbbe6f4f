"""Speaking with the author, co-opinions, drafts, the signed answer and its promises."""

from django.utils import timezone
from django.utils.translation import gettext as _

from qunce.common import now
from qunce.common.clock import today
from qunce.common.errors import Refused
from qunce.matters.actions.given import NewAnswer
from qunce.matters.actions.moving import Moving, write
from qunce.matters.models import Answer, Assignment, Contact, Opinion, Promise, Result
from qunce.matters.queries import gate
from qunce.proof import commit, new_salt


def contact(moving: Moving) -> None:
    given = moving.given.contact
    assert given is not None
    assert moving.hat is not None
    if given.on > today():
        raise Refused(_("A contact lies in the past; this date is still to come."))
    if given.on < timezone.localdate(moving.matter.begun_at):
        raise Refused(_("This day lies before the matter began; look at the date again."))
    if given.way not in Contact.Way.values:
        raise Refused(_("Choose how you spoke with the author."))
    Contact.objects.create(
        matter=moving.matter,
        assignment=moving.row if isinstance(moving.row, Assignment) else None,
        way=given.way,
        on=given.on,
        note=given.note,
        by_id=moving.hat.person_id,
        at=now(),
    )


def opinion(moving: Moving) -> None:
    assert moving.hat is not None
    Opinion.objects.create(
        assignment=moving.assignment,
        unit_id=moving.hat.unit_id,
        text=moving.given.text,
        countersign=moving.act.code == "countersign",
        by_id=moving.hat.person_id,
        at=now(),
    )


def draft(moving: Moving) -> None:
    given = moving.given.answer
    assert given is not None
    _check(given)
    _store(moving, given, moving.assignment)


def sign(moving: Moving) -> None:
    """Sign the last draft; where a place answers by itself, its words are draft and answer."""
    if isinstance(moving.row, Assignment):
        answer = moving.row.answers.filter(signed_at=None).order_by("-pk").first()
        if answer is None:
            raise Refused(_("There is no draft to sign yet."))
    else:
        given = NewAnswer(text=moving.given.text, result=Result.SOLVED)
        answer = _store(moving, given, None)
    _sign(moving, answer)


def answer_as_its_parent(moving: Moving) -> None:
    """A merged matter has an answer of its own, in the words of the one it was handled with."""
    matter = moving.matter
    if matter.tie != "merged" or matter.parent is None:
        return
    signed = matter.parent.answers.exclude(signed_at=None).filter(round=matter.parent.round)
    for answer in signed.order_by("pk"):
        answer.pk, answer.matter, answer.assignment = None, matter, None
        answer.round, answer.drafted_promises = matter.round, []
        answer.salt, answer.signed_at = new_salt(), now()
        answer.save(force_insert=True)
        _record(moving, answer)


def _check(given: NewAnswer) -> None:
    if given.result not in Result.values:
        raise Refused(_("Choose what the answer comes to."))
    if late := [p for p in given.promises if p.due_on <= today()]:
        raise Refused(
            _("A promise lies ahead; “%(what)s” is dated %(on)s.")
            % {"what": late[0].what, "on": late[0].due_on}
        )


def _store(moving: Moving, given: NewAnswer, assignment: Assignment | None) -> Answer:
    assert moving.hat is not None
    return Answer.objects.create(
        matter=moving.matter,
        assignment=assignment,
        unit_id=assignment.unit_id if assignment else moving.hat.unit_id,
        round=moving.matter.round,
        text=given.text,
        responses=list(given.responses),
        result=given.result,
        drafted_promises=[{"what": p.what, "due_on": p.due_on.isoformat()} for p in given.promises],
        contact_name=given.contact_name,
        contact_phone=given.contact_phone,
        salt=new_salt(),
        by_id=moving.hat.person_id,
        drafted_at=now(),
    )


def _sign(moving: Moving, answer: Answer) -> None:
    assert moving.hat is not None
    answer.signed_by_id, answer.signed_at = moving.hat.person_id, now()
    answer.signed_despite = moving.given.despite
    answer.save(update_fields=["signed_by", "signed_at", "signed_despite"])
    Promise.objects.bulk_create(
        Promise(
            answer=answer,
            matter=moving.matter,
            unit_id=answer.unit_id,
            what=promise["what"],
            first_due_on=promise["due_on"],
            due_on=promise["due_on"],
        )
        for promise in answer.drafted_promises
    )
    _record(moving, answer)


def _record(moving: Moving, answer: Answer) -> None:
    write(
        moving.row,
        "answer_signed",
        moving.actor,
        answer=answer.pk,
        result=answer.result,
        text=commit(bytes(answer.salt), gate.whole(answer)),
        promises=len(answer.drafted_promises),
    )
