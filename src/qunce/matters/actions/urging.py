"""Reminding by hand (催办): an office or the supervision asks the holder to go on, in words.

It stands in the holder's inbox while the matter stays where it is, on the timeline and in the
record. It moves no clock.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qunce.common import now
from qunce.common.clock import today
from qunce.common.errors import Conflict, NotAllowed, Refused
from qunce.matters.actions.acting import locked
from qunce.matters.actions.limits import checked_words
from qunce.matters.actions.moving import write
from qunce.matters.models import Assignment, Matter, Move, Running
from qunce.matters.queries.own import supervises_own
from qunce.matters.queries.urges import URGE
from qunce.matters.rules.urging import is_own, may_urge
from qunce.people.rules import Hat
from qunce.procedure import Phase, Role

_LONGEST = 500


@transaction.atomic
def urge(*, matter_id: int, words: str, hat: Hat, part_id: int | None = None) -> Move:
    """Remind whoever holds the matter, or one part of it; once a day for each matter."""
    words = checked_words("text", words, _LONGEST).strip()
    matter = locked(matter_id)
    if not may_urge(hat, matter.jurisdiction_id):
        raise NotAllowed(_("The offices and the supervision of this place remind; you do not."))
    if supervises_own(matter, hat):
        raise NotAllowed(
            _("A unit at which you hold a post takes part in it; nobody supervises their own.")
        )
    row = _row(matter, part_id)
    if said := _objection(row, matter, hat):
        raise Refused(said)
    if not words:
        raise Refused(_("Say in a sentence what you remind of; the holder reads it."))
    _once_a_day(matter)
    return _keep(row, matter, words, hat)


def _row(matter: Matter, part_id: int | None) -> Running:
    if part_id is None:
        return matter
    part = matter.assignments.select_for_update().filter(pk=part_id).first()
    if part is None:
        raise Refused(_("There is no such part of a matter."))
    part.matter = matter
    return part


def _objection(row: Running, matter: Matter, hat: Hat) -> Any:
    if row.phase != Phase.OPEN:
        return _("It is not open; nobody is left to be reminded.")
    several = isinstance(row, Matter) and row.several
    if row.holder_unit_id or row.holder_person_id or several:
        return None
    if row.holder_role == Role.AUTHOR:
        return _("It waits for its author, who has no post here; the receipt page tells them.")
    if is_own(hat, matter.jurisdiction_id, row.holder_role):
        return _("It lies with yourself; go on with it instead.")
    return None


def _once_a_day(matter: Matter) -> None:
    done = Move.objects.filter(matter=matter, act=URGE, at__date=today())
    if last := done.select_related("unit").first():
        who = last.unit.name if last.unit else ""
        raise Conflict(
            _("%(who)s has reminded of it today already; once a day is enough.") % {"who": who}
        )


def _keep(row: Running, matter: Matter, words: str, hat: Hat) -> Move:
    move = Move.objects.create(
        matter=matter,
        assignment=row if isinstance(row, Assignment) else None,
        act=URGE,
        was=row.step,
        became=row.step,
        role=hat.role,
        person_id=hat.person_id,
        unit_id=hat.unit_id,
        words=words,
        at=now(),
    )
    write(row, "urged", ("person", hat.person_id), move=move.pk)
    return move
