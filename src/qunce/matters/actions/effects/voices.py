"""What becomes of the voices that a matter carries."""

from qunce.common import now
from qunce.matters.actions.moving import Moving
from qunce.matters.models import Carried, Matter
from qunce.matters.queries.saying import told_as
from qunce.notices import actions as notices
from qunce.notices.actions import tell
from qunce.procedure import Tell
from qunce.voices.actions import carrying
from qunce.voices.actions.fates import NOT_TAKEN_UP


def set_aside(moving: Moving) -> None:
    """The matter is not taken up; the author of each voice is told that, and why.

    The reason of a confidential matter stays in the house, and of a deputy's with the deputy.
    """
    matter = moving.matter
    ids = carrying.set_aside_carried(
        voice_ids=_carried(matter),
        matter_id=matter.pk,
        reason=NOT_TAKEN_UP,
        actor=moving.actor,
    )
    # Put back by the office, such a voice can be carried again.
    matter.carried.filter(until=None, voice__in=ids).update(until=now())
    is_theirs = Tell.VOICES in moving.act.tells and not matter.confidential
    because = moving.given.reason if is_theirs else ""
    tell(voices=ids, code="voice.set_aside", params={"reason": NOT_TAKEN_UP, "because": because})


def let_go(moving: Moving) -> None:
    """They wait by themselves again; what an author withdrew stays where it was."""
    matter = moving.matter
    if not _carried(matter):
        return
    ids = carrying.let_go(voice_ids=_carried(matter), matter_id=matter.pk, actor=moving.actor)
    matter.carried.filter(until=None, voice__in=ids).update(until=now())
    tell(voices=ids, code="matter.let_go", params={"title": told_as(matter)})


def take_up_again(moving: Moving) -> None:
    matter = moving.matter
    ids = carrying.take_up_again(
        voice_ids=_carried(matter), matter_id=matter.pk, actor=moving.actor
    )
    tell(
        voices=ids,
        code="matter.reopened",
        params={"title": told_as(matter), "number": matter.number},
    )


def hand_on(moving: Moving, to: Matter) -> None:
    """They are carried by what this became; each stays linked to both."""
    ids = list(_carried(moving.matter))
    moving.matter.carried.filter(until=None).update(until=now())
    Carried.objects.bulk_create(Carried(matter=to, voice_id=pk, since=now()) for pk in ids)


def tell_of_the_other_place(matter: Matter, name: str) -> None:
    tell(
        voices=_carried(matter),
        code="matter.handed_over",
        params={"title": told_as(matter), "place": name},
    )


def hush(matter: Matter) -> None:
    """Its title goes from what the authors of its voices were told so far."""
    notices.hush(voices=matter.carried.values_list("voice", flat=True), title=matter.title)


def _carried(matter: Matter) -> list[int]:
    return list(matter.carried.filter(until=None).values_list("voice", flat=True))
