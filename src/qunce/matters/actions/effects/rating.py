"""Ratings: three questions, and silence that counts as silence."""

from django.utils.translation import gettext as _

from qunce.common import now
from qunce.common.errors import Refused
from qunce.matters.actions.effects.answering import sign
from qunce.matters.actions.effects.assigning import assign
from qunce.matters.actions.given import NewRating
from qunce.matters.actions.moving import Moving
from qunce.matters.models import Grade, Rating, UnitRating
from qunce.procedure import Need


def rate(moving: Moving) -> None:
    """The author's rating of this round; where it lapses or an office goes on without, silence.

    A rating that comes with an act that asks for none is nobody's: only the author rates.
    """
    given = moving.given.rating
    if given is None or Need.RATING not in moving.act.needs:
        _keep_silence(moving)
        return
    check(given)
    Rating.objects.create(
        matter=moving.matter,
        round=moving.matter.round,
        manner=given.manner,
        result=given.result,
        explanation=given.explanation,
        words=given.words,
        at=now(),
    )


def check(given: NewRating) -> None:
    """Refuse what is no grade, and “dissatisfied” without a word of why (rule 9)."""
    grades = {given.manner, given.result, given.explanation}
    if not grades <= set(Grade.values):
        raise Refused(_("Rate all three: the attitude, the result and the explanation."))
    if given.dissatisfied and not given.words.strip():
        raise Refused(_("Please say in words what you are not satisfied with; it is followed up."))


def rate_units(moving: Moving) -> None:
    """The town's word on each department that came, and the result for the authors."""
    _keep_grades(moving)
    sign(moving)


def dispatch(moving: Moving) -> None:
    """The county desk's word on the whistle, and the departments that are to come."""
    _keep_grades(moving)
    assign(moving)


def _keep_grades(moving: Moving) -> None:
    grades = dict(moving.given.unit_ratings)
    if not set(grades.values()) <= set(Grade.values):
        raise Refused(_("Choose a grade for each unit."))
    UnitRating.objects.bulk_create(
        UnitRating(
            matter=moving.matter, unit_id=unit, round=moving.matter.round, grade=grade, at=now()
        )
        for unit, grade in sorted(grades.items())
    )


def _keep_silence(moving: Moving) -> None:
    Rating.objects.get_or_create(
        matter=moving.matter,
        round=moving.matter.round,
        voice_id=None,
        defaults={"at": now()},
    )
