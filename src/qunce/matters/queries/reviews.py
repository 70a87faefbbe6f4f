"""What waits to be opened: reviews by due date, and all that one of them decides about."""

from dataclasses import dataclass

from django.db.models import F, QuerySet

from qunce.matters.models import Answer, Publication
from qunce.matters.queries.colours import Colour, colour
from qunce.matters.queries.doing import Doing, doings
from qunce.matters.queries.gate import whole
from qunce.matters.queries.saying import holder_of, say
from qunce.people.rules import Hat
from qunce.procedure import Phase
from qunce.voices.marks import Piece, pieces

SIZE = 40
_DECIDED = 20


@dataclass(frozen=True)
class Waiting:
    review: Publication
    colour: Colour

    @property
    def kind(self) -> str:
        return say(self.review.matter.grammar.title)

    @property
    def holder(self) -> str:
        return holder_of(self.review)


@dataclass(frozen=True)
class Text:
    """Something that would be read by everybody, cut at what the screen stops at."""

    label: str
    text: str
    pieces: list[Piece]

    @property
    def is_stopped(self) -> bool:
        return any(piece.why for piece in self.pieces)


@dataclass(frozen=True)
class ReviewPage:
    review: Publication
    colour: Colour
    holder: str
    asked: list[Text]
    answers: list[Text]
    doings: list[Doing]

    @property
    def is_stopped(self) -> bool:
        return any(text.is_stopped for text in self.answers)

    @property
    def covered(self) -> str:
        """All answers with what the screen found covered: where omissions begin."""
        return "\n\n".join("".join(_cover(p) for p in text.pieces) for text in self.answers)


def _cover(piece: Piece) -> str:
    return "█" * min(4, len(piece.text)) if piece.why else piece.text


def waiting(jurisdiction_id: int) -> QuerySet[Publication]:
    """What is not decided yet, what is due first first."""
    found = _here(jurisdiction_id).filter(phase=Phase.OPEN)
    return found.order_by(F("due_on").asc(nulls_last=True), "pk")


def lines(rows: list[Publication]) -> list[Waiting]:
    return [Waiting(row, colour(row.due_on, row.matter.jurisdiction_id)) for row in rows]


def decided(jurisdiction_id: int) -> list[Publication]:
    """The last ones, the newest first."""
    found = _here(jurisdiction_id).filter(phase=Phase.ENDED).select_related("by")
    return list(found.order_by("-at", "-pk")[:_DECIDED])


def review_of(publication_id: int, jurisdiction_id: int) -> Publication | None:
    found = _here(jurisdiction_id).select_related("by", "matter__author")
    return found.filter(pk=publication_id).first()


def page(review: Publication, hat: Hat) -> ReviewPage:
    return ReviewPage(
        review=review,
        colour=colour(review.due_on, review.matter.jurisdiction_id),
        holder=holder_of(review) if review.phase == Phase.OPEN else "",
        asked=[_text("", asked) for asked in [review.matter.title, *review.matter.requests]],
        answers=[_text(answer.unit.name, whole(answer)) for answer in _answers(review)],
        doings=doings(review, hat),
    )


def _answers(review: Publication) -> QuerySet[Answer]:
    signed = review.matter.answers.exclude(signed_at=None).filter(round=review.round)
    return signed.select_related("unit").order_by("pk")


def _text(label: str, text: str) -> Text:
    return Text(label, text, list(pieces(text)))


def _here(jurisdiction_id: int) -> QuerySet[Publication]:
    found = Publication.objects.filter(matter__jurisdiction=jurisdiction_id)
    return found.select_related("matter", "holder_unit", "holder_person")
