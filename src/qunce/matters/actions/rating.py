"""The author of a carried voice rates the answer, with the receipt in hand."""

from django.db import transaction
from django.utils.translation import gettext as _

from qunce.common import now
from qunce.common.errors import Conflict, Refused
from qunce.matters.actions.acting import act_as_author, locked
from qunce.matters.actions.effects.rating import check
from qunce.matters.actions.given import Given, NewRating
from qunce.matters.actions.limits import checked
from qunce.matters.actions.moving import write
from qunce.matters.models import Carried, Matter, Rating
from qunce.procedure import Role


@transaction.atomic
def rate_as_voice(*, voice_id: int, rating: NewRating) -> Rating:
    """One rating a round for each voice; the caller has checked the receipt's code.

    Where the voice is all that the matter carries, its author is the matter's author too and the
    rating moves it on.
    """
    rating = checked(rating)
    check(rating)
    matter = _answering(voice_id)
    if Rating.objects.filter(matter=matter, voice_id=voice_id, round=matter.round).exists():
        raise Conflict(_("You have rated this answer already."))
    kept = Rating.objects.create(
        matter=matter,
        voice_id=voice_id,
        round=matter.round,
        manner=rating.manner,
        result=rating.result,
        explanation=rating.explanation,
        words=rating.words,
        at=now(),
    )
    write(matter, "rated_by_voice", ("author", 0), voice=voice_id, result=rating.result)
    act = matter.at_step.act("rate")
    alone = matter.carried.filter(until=None).count() == 1
    if act and alone and not matter.author_id and Role.AUTHOR in matter.at_step.may(act):
        act_as_author(matter_id=matter.pk, act="rate", given=Given(rating=rating))
    return kept


def _answering(voice_id: int) -> Matter:
    """The matter that carries the voice and has answered it in this round, locked."""
    row = Carried.objects.filter(voice=voice_id, until=None).first()
    matter = locked(row.matter_id) if row else None
    if matter is None or not _has_answered(matter, voice_id):
        raise Refused(_("There is no answer to rate yet."))
    return matter


def _has_answered(matter: Matter, voice_id: int) -> bool:
    carries = matter.carried.filter(voice=voice_id, until=None).exists()
    signed = matter.answers.exclude(signed_at=None).filter(round=matter.round)
    return carries and signed.exists()
