"""More voices for a matter that is there already."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from qunce.common import later
from qunce.common.errors import NotAllowed, Refused
from qunce.matters.actions.acting import locked
from qunce.matters.actions.beginning import take
from qunce.matters.models import Matter
from qunce.matters.queries.answered import answering
from qunce.matters.queries.facts import facts_of
from qunce.matters.rules import roles_in
from qunce.people.rules import Hat
from qunce.procedure import Phase, Role

_TAKERS = {Role.OFFICE, Role.DEPUTY_OFFICE, Role.STATION, Role.SECRETARIAT}


@transaction.atomic
def carry(*, matter: Matter, voice_ids: Sequence[int], hat: Hat) -> None:
    """Take voices up. All of them, or none: the rest is named and nothing is changed.

    A matter that has answered gives them its answer; one that ended without takes none.
    """
    matter = locked(matter.pk)
    if not roles_in(hat, facts_of(matter)) & _TAKERS:
        raise NotAllowed(_("Only the office may have a matter carry voices."))
    answer = answering(matter)
    if matter.phase == Phase.ENDED and answer is None:
        raise Refused(_("It ended without an answer; begin another matter for these voices."))
    take(matter, voice_ids, hat)
    if answer and voice_ids:
        later("matters.tell", [answer.pk])
