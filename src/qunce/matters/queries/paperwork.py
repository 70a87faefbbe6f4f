"""A matter and its answers as the papers an office prints, signs and sends."""

from collections import Counter
from datetime import date, datetime

from django.utils import timezone

from qunce import profiles
from qunce.matters.models import Answer, Contact, Matter, Mode, Result
from qunce.papers import Answer as Answered
from qunce.papers import Deputy, OpinionForm, ReplyLetter, SuggestionSheet
from qunce.people.models import Deputy as Seat
from qunce.people.models import Person, Session, Status
from qunce.people.queries import congress_of, session_open_at, term_at

# The letters that a place puts over the one meaning of a result; domain rules 1.5. A scheme that a
# profile names and that is not here is a fault of ours and fails a test.
_NATIONAL = {
    Result.SOLVED: "A",
    Result.IN_PROGRESS: "B",
    Result.PLANNED: "B",
    Result.DEFERRED: "C",
    Result.REFERENCE: "D",
    Result.REPORTED_UP: "D",
}
SCHEMES: dict[str, dict[Result, str]] = {
    "national_abcd": _NATIONAL,
    "chongqing": {**_NATIONAL, Result.REFERENCE: "C"},
    "qingdao": {**_NATIONAL, Result.PLANNED: "C", Result.DEFERRED: "D"},
}
_WAYS = {
    Contact.Way.VISIT: "走访",
    Contact.Way.MEETING: "座谈",
    Contact.Way.FACE: "座谈",
    Contact.Way.PHONE: "电话",
    Contact.Way.LETTER: "信函",
}


def sheet_of(matter: Matter) -> SuggestionSheet:
    """建议用纸, with those who confirmed that they sign."""
    assert matter.author is not None
    signers = matter.signers.exclude(confirmed_at=None).select_related("person")
    return SuggestionSheet(
        meeting=meeting_of(matter),
        number=matter.number,
        title=matter.title,
        lead=_deputy(matter.author),
        submitted_on=_day(matter.begun_at),
        situation=matter.situation,
        analysis=matter.analysis,
        requests=tuple(matter.requests),
        cosigners=tuple(_deputy(s.person, s.confirmed_at) for s in signers),
        confidential=matter.confidential,
        assignment=_assignment(matter),
    )


def letter_of(answer: Answer) -> ReplyLetter:
    """答复函 of a signed answer, the class above it as the place writes it."""
    matter = answer.matter
    assert answer.signed_at is not None
    responses = [*answer.responses, *[""] * len(matter.requests)]
    return ReplyLetter(
        organ=answer.unit.name,
        number="",
        mark=mark_of(answer),
        meeting=meeting_of(matter),
        suggestion_number=matter.number,
        suggestion_title=matter.title,
        deputies=tuple(_names(matter)),
        answers=tuple(
            Answered(request=asked, answer=said)
            for asked, said in zip(matter.requests, responses, strict=False)
        ),
        signed_on=_day(answer.signed_at),
        co_units=tuple(
            part.unit.name
            for part in matter.assignments.filter(mode=Mode.CO).select_related("unit")
            if part.step != "ended"
        ),
        signer=answer.signed_by.name if answer.signed_by else "",
        closing=_promised(answer),
        contact_name=answer.contact_name,
        contact_phone=answer.contact_phone,
    )


def opinion_form_of(answer: Answer) -> OpinionForm:
    """征询意见表, empty where the deputy has to fill it in."""
    matter = answer.matter
    ways = Counter(_WAYS[Contact.Way(c.way)] for c in matter.contacts.all())
    return OpinionForm(
        number=matter.number,
        title=matter.title,
        unit=answer.unit.name,
        deputy=matter.author.name if matter.author else "",
        answered_on=_day(answer.signed_at) if answer.signed_at else None,
        contacts=dict(ways),
        cosigners="、".join(_names(matter)[1:]),
    )


def mark_of(answer: Answer) -> str:
    """The letter of an answer's result here."""
    profile = profiles.load(answer.matter.jurisdiction.profile)
    return SCHEMES[profile.switch("class_scheme")][Result(answer.result)]


def meeting_of(matter: Matter) -> str:
    """The session in which it was handed in, as papers name it; between sessions, that."""
    congress = congress_of(matter.jurisdiction_id)
    term = term_at(congress.pk, _day(matter.begun_at)) if congress else None
    if congress is None or term is None:
        return ""
    session = session_open_at(congress.pk, matter.begun_at)
    return f"{congress.name}第{term.number}届{_sitting(session)}"


def _sitting(session: Session | None) -> str:
    return f"第{session.number}次会议" if session else "闭会期间"


def _names(matter: Matter) -> list[str]:
    signers = matter.signers.exclude(confirmed_at=None).select_related("person").order_by("pk")
    first = [matter.author.name] if matter.author else []
    return [*first, *(signer.person.name for signer in signers)]


def _deputy(person: Person, confirmed_at: datetime | None = None) -> Deputy:
    """As the sheet names a deputy: never with a telephone, which nobody here keeps."""
    seat = (
        Seat.objects.filter(person=person, status=Status.ACTIVE)
        .select_related("delegation")
        .first()
    )
    return Deputy(
        name=person.name,
        delegation=seat.delegation.name if seat and seat.delegation else "",
        certificate=seat.certificate if seat else "",
        confirmed_on=_day(confirmed_at) if confirmed_at else None,
    )


def _assignment(matter: Matter) -> str:
    parts = matter.assignments.exclude(step__in=["returned", "ended"]).select_related("unit")
    return "；".join(f"{part.get_mode_display()}：{part.unit.name}" for part in parts)


def _promised(answer: Answer) -> str:
    said = [
        f"{promise.what}（{promise.due_on.year}年{promise.due_on.month}月{promise.due_on.day}日前）"
        for promise in answer.promises.order_by("due_on")
    ]
    return f"我单位承诺：{'；'.join(said)}。" if said else ""


def _day(at: datetime) -> date:
    return timezone.localdate(at)
