"""A voice is taken out of a matter again; the trace stays."""

from django.db import transaction
from django.utils.translation import gettext as _

from qunce.common import now
from qunce.common.errors import NotAllowed, Refused
from qunce.matters.actions.acting import locked
from qunce.matters.actions.moving import write
from qunce.matters.queries.facts import facts_of
from qunce.matters.queries.saying import told_as
from qunce.matters.rules import roles_in
from qunce.notices.actions import tell
from qunce.people.rules import Hat
from qunce.procedure import Role
from qunce.voices.actions import carrying


@transaction.atomic
def split(*, matter_id: int, voice_id: int, hat: Hat) -> None:
    """Take one voice out again; it waits by itself, its author is told, the trace stays."""
    matter = locked(matter_id)
    if not roles_in(hat, facts_of(matter)) & {Role.OFFICE, Role.DEPUTY_OFFICE, Role.STATION}:
        raise NotAllowed(_("Only the office may take a voice out of a matter."))
    row = matter.carried.filter(voice=voice_id, until=None).first()
    if row is None:
        raise Refused(_("This matter does not carry that voice."))
    row.until = now()
    row.save(update_fields=["until"])
    carrying.let_go(voice_ids=[voice_id], matter_id=matter.pk, actor=("person", hat.person_id))
    tell(voices=[voice_id], code="matter.let_go", params={"title": told_as(matter)})
    write(matter, "voice_split", ("person", hat.person_id), voice=voice_id)
