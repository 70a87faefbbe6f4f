"""What every change of a congress does: lock, permit, record."""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from qunce.common.errors import NotAllowed
from qunce.people.models import Congress, Term
from qunce.people.rules import Hat, may_keep_the_congress
from qunce.record import actions as record
from qunce.record.actions import Line


def locked_term(term_id: int) -> Term:
    """Two hands on one term wait for each other."""
    return Term.objects.select_for_update(of=("self",)).select_related("congress").get(pk=term_id)


def permit(hat: Hat, congress: Congress) -> None:
    if not may_keep_the_congress(hat, congress.jurisdiction_id):
        raise NotAllowed(_("The deputies' office of this congress does this."))


def actor(hat: Hat) -> tuple[str, int]:
    return ("person", hat.person_id)


def write(
    verb: str, congress: Congress, subject: Model, by: tuple[str, int], body: dict[str, Any]
) -> None:
    """An entry about the congress, its terms or its seats; the subject's kind is its model."""
    kind = str(subject._meta.model_name)
    record.write(
        Line(
            jurisdiction_id=congress.jurisdiction_id,
            verb=verb,
            actor=by,
            subject=(kind, subject.pk),
            body=body,
        )
    )
