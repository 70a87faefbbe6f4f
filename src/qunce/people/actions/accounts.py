"""An account whose password was forgotten, and one that is needed no longer."""

from datetime import timedelta
from secrets import choice

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from qunce.common.clock import today
from qunce.common.errors import NotAllowed, Refused
from qunce.people.models import Person
from qunce.people.queries.posts import hats_of
from qunce.people.rules import Hat, may_keep_the_account
from qunce.record import actions as record
from qunce.record.actions import Line

# Without signs that are taken for one another when a password is written down.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


def once() -> str:
    """A password for one entry, short enough to be told by telephone."""
    return "-".join("".join(choice(_SIGNS) for _n in range(4)) for _g in range(4))


@transaction.atomic
def renew_password(*, person_id: int, hat: Hat) -> tuple[Person, str]:
    """For whoever forgot theirs: one for the next entry, told once, kept nowhere.

    What was open under the old password ends.
    """
    person, password = _locked(person_id, hat), once()
    person.set_password(password)
    person.must_change = True
    person.save(update_fields=["password", "must_change"])
    _record("person.password_renewed", person, hat)
    return person, password


@transaction.atomic
def close_account(*, person_id: int, hat: Hat) -> Person:
    """Nobody enters with it from now on, and its posts end; what its owner did stays theirs."""
    person = _locked(person_id, hat)
    person.is_active = False
    person.save(update_fields=["is_active"])
    # A post counts to the end of its last day; this one is over at once.
    later = Q(until_on=None) | Q(until_on__gte=today())
    person.posts.filter(later).update(until_on=today() - timedelta(days=1))
    _record("person.account_closed", person, hat)
    return person


def _locked(person_id: int, hat: Hat) -> Person:
    person = Person.objects.select_for_update().filter(pk=person_id, is_active=True).first()
    if person is None:
        raise Refused(_("There is no open account like this; perhaps it was closed already."))
    if person.pk == hat.person_id:
        raise Refused(
            _("For your own password there is “My account”; another closes your account.")
        )
    if not may_keep_the_account(hat, hats_of(person)):
        raise NotAllowed(
            _(
                "The office renews and closes accounts of its own colleagues and of supervision "
                "groups, where these have no other post. For others ask whoever runs the site."
            )
        )
    return person


def _record(verb: str, person: Person, hat: Hat) -> None:
    record.write(
        Line(
            jurisdiction_id=hat.jurisdiction_id,
            verb=verb,
            actor=("person", hat.person_id),
            subject=("person", person.pk),
        )
    )
