"""What the author of a carried voice may know: who handles it until when, and what was answered."""

from copy import copy
from dataclasses import dataclass

from qunce.matters.models import Answer, Carried, Matter, Promise, Rating
from qunce.matters.queries.broken import is_broken
from qunce.matters.queries.saying import holder_of, hushed, told_as
from qunce.procedure import Phase


@dataclass(frozen=True)
class Promised:
    promise: Promise
    broken: bool


@dataclass(frozen=True)
class Followed:
    """`may_rate` until the author has rated this round."""

    matter: Matter
    answers: list[Answer]
    promises: list[Promised]
    may_rate: bool

    @property
    def title(self) -> str:
        return told_as(self.matter)

    @property
    def holder(self) -> str:
        return holder_of(self.matter) if self.matter.phase == Phase.OPEN else ""


def of_voice(voice_id: int) -> Followed | None:
    """The matter that carries this voice now. The caller has checked the receipt's code."""
    found = Carried.objects.filter(voice=voice_id, until=None)
    row = found.select_related("matter__holder_unit", "matter__holder_person").first()
    if row is None or row.matter.phase == Phase.DRAFT:
        return None
    matter = row.matter
    answers = list(_signed(matter))
    return Followed(
        matter=matter,
        answers=answers,
        promises=_promised(matter) if answers else [],
        may_rate=_is_new(matter, answers) and not _has_rated(matter, voice_id),
    )


def _signed(matter: Matter) -> list[Answer]:
    """Those of the last round that was answered; what came before was not satisfying."""
    found = matter.answers.exclude(signed_at=None).select_related("unit").order_by("pk")
    answers = [_for_a_voice(answer, matter) for answer in found]
    last = max((answer.round for answer in answers), default=0)
    return [answer for answer in answers if answer.round == last]


def _is_new(matter: Matter, answers: list[Answer]) -> bool:
    """An answer of this round; one that is being handled again was rated before."""
    return any(answer.round == matter.round for answer in answers)


def _promised(matter: Matter) -> list[Promised]:
    found = matter.promises.select_related("unit").order_by("due_on", "pk")
    return [Promised(_promise_told(promise, matter), is_broken(promise)) for promise in found]


def _for_a_voice(answer: Answer, matter: Matter) -> Answer:
    """As an author of a voice reads it: the letter was written to somebody else."""
    if not matter.confidential:
        return answer
    told = copy(answer)
    told.text = hushed(matter, answer.text)
    told.responses = [hushed(matter, text) for text in answer.responses]
    return told


def _promise_told(promise: Promise, matter: Matter) -> Promise:
    if not matter.confidential:
        return promise
    told = copy(promise)
    told.what, told.said = hushed(matter, promise.what), hushed(matter, promise.said)
    return told


def _has_rated(matter: Matter, voice_id: int) -> bool:
    return Rating.objects.filter(matter=matter, voice_id=voice_id, round=matter.round).exists()
