"""Setting up units, accounts and posts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from qunce.common.clock import today
from qunce.common.errors import NotAllowed, Refused
from qunce.people.actions.accounts import once
from qunce.people.models import Person, Post, Role, Unit
from qunce.people.rules import Hat
from qunce.places.models import Area, Jurisdiction
from qunce.record import actions as record
from qunce.record.actions import Line

_ACCOUNT = re.compile(r"[a-z][a-z0-9.-]{2,39}")


@dataclass(frozen=True)
class NewUnit:
    code: str
    name: str
    kind: str
    short: str = ""
    duties: str = ""
    area: Area | None = None


@transaction.atomic
def set_up_units(*, jurisdiction: Jurisdiction, units: Iterable[NewUnit]) -> dict[str, Unit]:
    """Add units; those whose code is known stay as they are. Returns all by code."""
    # Not the key: every voice and entry of the place refers to it, and would wait.
    Jurisdiction.objects.select_for_update(no_key=True).get(pk=jurisdiction.pk)
    known = {u.code: u for u in Unit.objects.filter(jurisdiction=jurisdiction)}
    fresh = [u for u in units if u.code not in known]
    for unit in fresh:
        known[unit.code] = Unit.objects.create(
            jurisdiction=jurisdiction,
            code=unit.code,
            name=unit.name,
            short=unit.short,
            kind=unit.kind,
            duties=unit.duties,
            area=unit.area,
        )
    if fresh:
        _record(jurisdiction.pk, "units.set_up", ("jurisdiction", jurisdiction.pk), len(fresh))
    return known


@transaction.atomic
def appoint(
    *, username: str, name: str, password: str, unit: Unit, role: str, since_on: date
) -> Person:
    """Open an account with one post; an account that exists keeps its password and posts."""
    person = Person.objects.filter(username=username).first()
    if person is None:
        person = open_account(username=username, name=name, password=password)
        give_post(person=person, unit=unit, role=role, since_on=since_on)
    return person


@transaction.atomic
def open_account(*, username: str, name: str, password: str | None = None) -> Person:
    """An account without a post; without a password nobody can enter with it."""
    person, made = Person.objects.get_or_create(username=username, defaults={"name": name})
    if made:
        person.set_password(password)
        person.save(update_fields=["password"])
    return person


@transaction.atomic
def invite(*, username: str, name: str, hat: Hat) -> tuple[Person, str]:
    """A new account, and the password of its first entry: told once, kept nowhere.

    The campaign office does this; the post that the account is for is given beside it.
    """
    if hat.role != Role.OFFICE:
        raise NotAllowed(_("The campaign office opens accounts."))
    username, name = username.strip().lower(), name.strip()
    if not _ACCOUNT.fullmatch(username):
        raise Refused(
            _("An account is 3 to 40 small letters, digits, dots or hyphens, such as li.ming.")
        )
    if not name or len(name) > 60:
        raise Refused(_("Give the name of the person, at most 60 characters."))
    password = once()
    person = Person(username=username, name=name, must_change=True)
    person.set_password(password)
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:
        raise Refused(
            _("This account is taken; choose another, or add the one that is there.")
        ) from None
    record.write(
        Line(
            jurisdiction_id=hat.jurisdiction_id,
            verb="person.invited",
            actor=("person", hat.person_id),
            subject=("person", person.pk),
            body={},
        )
    )
    return person, password


@transaction.atomic
def choose_password(*, person: Person, password: str) -> Person:
    """One's own; from then on the password of the first entry opens nothing."""
    person.set_password(password)
    person.must_change = False
    person.save(update_fields=["password", "must_change"])
    return person


@transaction.atomic
def invite_colleague(*, username: str, name: str, hat: Hat) -> tuple[Person, str]:
    """Somebody more in the office of whoever asks: who drafts a bulletin needs one who signs."""
    person, password = invite(username=username, name=name, hat=hat)
    unit = Unit.objects.get(pk=hat.unit_id)
    give_post(person=person, unit=unit, role=Role.OFFICE, since_on=today())
    return person, password


@transaction.atomic
def give_post(*, person: Person, unit: Unit, role: str, since_on: date) -> Post:
    """One more post, or the one that the person has already."""
    Person.objects.select_for_update().get(pk=person.pk)
    post, made = Post.objects.get_or_create(
        person=person, unit=unit, role=role, until_on=None, defaults={"since_on": since_on}
    )
    if made:
        _record(unit.jurisdiction_id, "person.appointed", ("person", person.pk), unit.pk)
    return post


@transaction.atomic
def end_post(*, person: Person, unit: Unit, role: str, last_on: date) -> None:
    """The posts of this person in this role there count until that day, and no longer."""
    held = Post.objects.select_for_update().filter(person=person, unit=unit, role=role)
    if held.filter(Q(until_on=None) | Q(until_on__gt=last_on)).update(until_on=last_on):
        _record(unit.jurisdiction_id, "person.dismissed", ("person", person.pk), unit.pk)


def _record(jurisdiction_id: int, verb: str, subject: tuple[str, int], number: int) -> None:
    record.write(
        Line(
            jurisdiction_id=jurisdiction_id,
            verb=verb,
            actor=("system", 0),
            subject=subject,
            body={"number": number},
        )
    )
