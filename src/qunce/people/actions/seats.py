"""Seating deputies, suspending and restoring them, ending their seats.

The day given is the first on which the change holds: whoever is suspended today acts no more today.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from qunce.common.errors import Conflict, Refused
from qunce.people.actions.keeping import actor, locked_term, permit, write
from qunce.people.models import (
    Delegation,
    Deputy,
    EndReason,
    Group,
    Person,
    Post,
    Role,
    Status,
    Term,
)
from qunce.people.rules import Hat

DAY = timedelta(days=1)


@dataclass(frozen=True)
class NewSeat:
    person: Person
    since_on: date
    delegation: Delegation | None = None
    groups: Sequence[Group] = ()
    certificate: str = ""


@transaction.atomic
def seat(*, term_id: int, new: NewSeat, hat: Hat) -> Deputy:
    """Give a person a seat, and the post in which the deputy acts here until the term ends."""
    term = locked_term(term_id)
    permit(hat, term.congress)
    _check_seat(term, new)
    deputy = Deputy.objects.create(
        person=new.person,
        term=term,
        delegation=new.delegation,
        certificate=new.certificate,
        since_on=new.since_on,
        post=_post(term, new.person, new.since_on),
    )
    deputy.groups.set(new.groups)
    delegation = new.delegation.pk if new.delegation else 0
    body = {"term": term.pk, "since_on": str(new.since_on), "delegation": delegation}
    write("deputy.seated", term.congress, deputy, actor(hat), body)
    return deputy


def _check_seat(term: Term, new: NewSeat) -> None:
    if not term.begins_on <= new.since_on <= term.ends_on:
        raise Refused(_("A seat begins within its term."))
    terms = {group.term_id for group in new.groups}
    if new.delegation:
        terms.add(new.delegation.term_id)
    if terms - {term.pk}:
        raise Refused(_("Delegation and groups belong to another term."))
    held = Deputy.objects.filter(
        Q(until_on=None) | Q(until_on__gte=new.since_on),
        person=new.person,
        term__congress=term.congress_id,
        term__ends_on__gte=new.since_on,
    )
    if held.exists():
        raise Refused(
            _("%(name)s has a seat in this congress already.") % {"name": new.person.name},
            code="seated-already",
        )


@transaction.atomic
def suspend(*, deputy_id: int, on: date, hat: Hat) -> Deputy:
    """The deputy may not act for a time (代表法 2025 Art. 61); why is not kept here."""
    deputy = _held(deputy_id, hat, Status.ACTIVE)
    _check_day(deputy, on)
    _change(deputy, Status.SUSPENDED)
    _end_post(deputy.post, on)
    _record("deputy.suspended", deputy, hat, {"on": str(on)})
    return deputy


@transaction.atomic
def restore(*, deputy_id: int, on: date, hat: Hat) -> Deputy:
    """A suspended deputy acts again, in a new post."""
    deputy = _held(deputy_id, hat, Status.SUSPENDED)
    if not deputy.post.until_on or not deputy.post.until_on < on <= deputy.term.ends_on:
        raise Refused(_("A seat cannot be restored before it was suspended."))
    deputy.post = _post(deputy.term, deputy.person, on)
    _change(deputy, Status.ACTIVE, "post")
    _record("deputy.restored", deputy, hat, {"on": str(on)})
    return deputy


@transaction.atomic
def end_seat(*, deputy_id: int, reason: str, on: date, hat: Hat) -> Deputy:
    """The seat ends before its term does, for one of the law's reasons."""
    deputy = _held(deputy_id, hat, Status.ACTIVE, Status.SUSPENDED)
    _check_day(deputy, on)
    if reason not in EndReason.values:
        raise Refused(_("Choose for which of the law's reasons the seat ends."))
    deputy.reason, deputy.until_on = reason, on - DAY
    _change(deputy, Status.TERMINATED, "reason", "until_on")
    _end_post(deputy.post, on)
    _record("deputy.ended", deputy, hat, {"reason": reason, "on": str(on)})
    return deputy


def _held(deputy_id: int, hat: Hat, *statuses: Status) -> Deputy:
    """The seat, locked; another hand may have been quicker.

    Locked by itself first: joined with the post, a seat that was given another post while this
    hand waited would not be found at all.
    """
    Deputy.objects.select_for_update().get(pk=deputy_id)
    deputy = Deputy.objects.select_related("term__congress", "person", "post").get(pk=deputy_id)
    permit(hat, deputy.term.congress)
    if deputy.status not in statuses:
        raise Conflict(
            _("This seat is %(status)s now; look at it again.")
            % {"status": deputy.get_status_display()}
        )
    return deputy


def _check_day(deputy: Deputy, on: date) -> None:
    if not deputy.since_on < on <= deputy.term.ends_on:
        raise Refused(_("This day lies outside the time of the seat."))


def _post(term: Term, person: Person, since_on: date) -> Post:
    """It ends with the term by itself: nobody goes on acting because a change was forgotten."""
    return Post.objects.create(
        person=person,
        unit_id=term.congress.office_id,
        role=Role.DEPUTY,
        since_on=since_on,
        until_on=term.ends_on,
    )


def _end_post(post: Post, on: date) -> None:
    if post.until_on is None or post.until_on >= on:
        post.until_on = on - DAY
        post.save(update_fields=["until_on"])


def _change(deputy: Deputy, status: Status, *fields: str) -> None:
    deputy.status = status
    deputy.save(update_fields=["status", *fields])


def _record(verb: str, deputy: Deputy, hat: Hat, body: dict[str, str]) -> None:
    write(verb, deputy.term.congress, deputy, actor(hat), body)
