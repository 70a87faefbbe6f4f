"""Co-signers: each is asked, and each speaks for themselves (rule 7)."""

from django.utils.translation import gettext as _

from qunce.common import now
from qunce.common.errors import Conflict, Refused
from qunce.matters.actions.moving import Moving
from qunce.matters.models import Signer
from qunce.people.queries import acting_deputies


def ask(moving: Moving) -> None:
    asked = set(moving.given.people) - {moving.matter.author_id}
    if asked - acting_deputies(moving.matter.jurisdiction_id, asked):
        raise Refused(_("Only deputies of this congress can sign."))
    Signer.objects.bulk_create(
        [Signer(matter=moving.matter, person_id=pk, asked_at=now()) for pk in sorted(asked)],
        ignore_conflicts=True,
    )


def confirm(moving: Moving) -> None:
    signer = _own(moving)
    signer.confirmed_at = now()
    signer.save(update_fields=["confirmed_at"])


def decline(moving: Moving) -> None:
    signer = _own(moving)
    signer.declined_at = now()
    signer.save(update_fields=["declined_at"])


def agree(moving: Moving) -> None:
    """A co-signer lets the matter be withdrawn; where all must, the last one makes it possible."""
    assert moving.hat is not None
    signer = moving.matter.signers.get(person=moving.hat.person_id)
    signer.withdrew_at = now()
    signer.save(update_fields=["withdrew_at"])


def _own(moving: Moving) -> Signer:
    assert moving.hat is not None
    signer = Signer.objects.select_for_update().get(
        matter=moving.matter, person=moving.hat.person_id
    )
    if signer.confirmed_at or signer.declined_at:
        raise Conflict(_("You have answered already; nothing was changed."))
    return signer
