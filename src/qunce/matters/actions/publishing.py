"""The review of what the public may read of an answered matter."""

from django.db import transaction
from django.utils.translation import gettext as _

from qunce.common import now
from qunce.common.errors import NotAllowed, Refused
from qunce.matters.actions.acting import act_here, ask_for, locked, not_yours
from qunce.matters.actions.given import Given
from qunce.matters.actions.limits import checked
from qunce.matters.actions.moving import STANDING, enter, write
from qunce.matters.models import Publication
from qunce.matters.queries.facts import facts_of
from qunce.matters.rules import roles_in, who_may
from qunce.people.rules import Hat

_KEPT = "not_public"


@transaction.atomic
def review(*, publication_id: int, act: str, hat: Hat, given: Given | None = None) -> Publication:
    """Publish in full, as a summary, with omissions, or not at all; each with its reason."""
    given = checked(given or Given())
    row = _locked(publication_id)
    wanted = act_here(row, act)
    if who_may(row.at_step, wanted, roles_in(hat, facts_of(row.matter))) is None:
        raise NotAllowed(not_yours(row))
    ask_for(wanted, given)
    if row.matter.confidential and wanted.to[0] != _KEPT:
        raise Refused(_("The deputy asked for secrecy; it cannot be made public."))
    enter(row, wanted.to[0])
    row.text, row.reason_code = given.text, given.reason_code
    row.by_id, row.at = hat.person_id, now()
    row.save(update_fields=[*STANDING, "text", "reason_code", "by", "at"])
    write(row, wanted.code, ("person", hat.person_id), reason=given.reason_code)
    return row


def _locked(publication_id: int) -> Publication:
    found = Publication.objects.filter(pk=publication_id).values_list("matter", flat=True).first()
    if found is None:
        raise Refused(_("There is no such review."))
    matter = locked(found)
    row = Publication.objects.select_for_update().get(pk=publication_id)
    row.matter = matter
    return row
