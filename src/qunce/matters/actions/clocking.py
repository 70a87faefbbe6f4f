"""The clock stands, goes on, is counted anew."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from qunce.common.clock import today
from qunce.common.errors import Conflict, NotAllowed, Refused
from qunce.matters.actions.acting import locked
from qunce.matters.actions.clocks import CLOCK, set_clock
from qunce.matters.actions.limits import checked_words
from qunce.matters.actions.moving import write
from qunce.matters.models import Assignment, Matter, Running
from qunce.matters.queries.facts import facts_of
from qunce.matters.rules import roles_in
from qunce.people.rules import Hat
from qunce.places import actions as places
from qunce.places.models import Jurisdiction
from qunce.procedure import Phase, Role

KEEPERS = {Role.OFFICE, Role.DEPUTY_OFFICE, Role.GOVERNMENT_OFFICE, Role.SECRETARIAT}


@transaction.atomic
def pause(*, matter_id: int, reason: str, hat: Hat) -> Matter:
    """The clock stands from today, of the matter and of every open part, for a reason."""
    matter = _kept(matter_id, hat)
    reason = checked_words("because", reason, 200)
    if not reason:
        raise Refused(_("Say why the clock stands; everybody who waits reads it."))
    if matter.stands_since:
        raise Conflict(_("The clock stands already."))
    for row in _with_parts(matter):
        row.stands_since, row.stands_because = today(), reason
        _count(row, "paused", hat)
    return matter


@transaction.atomic
def resume(*, matter_id: int, hat: Hat) -> Matter:
    """The clock goes on; the days it stood are not counted."""
    matter = _kept(matter_id, hat)
    if not matter.stands_since:
        raise Conflict(_("The clock is running already."))
    for row in _with_parts(matter):
        _go_on(row, hat)
    return matter


@transaction.atomic
def enter_calendar(*, jurisdiction: Jurisdiction, days: Mapping[date, bool]) -> int:
    """A year's days off and moved weekends are known; returns how many due dates moved."""
    places.enter_calendar(jurisdiction=jurisdiction, days=days)
    return recount(jurisdiction_id=jurisdiction.pk)


@transaction.atomic
def recount(*, jurisdiction_id: int) -> int:
    """Work out every provisional date again; returns how many moved. The record has the old one."""
    moved = 0
    for row in _provisional(jurisdiction_id):
        before, said = row.due_on, (row.reminded_on, row.escalated_on)
        set_clock(row)
        if row.due_on == before:
            row.reminded_on, row.escalated_on = said
        row.save(update_fields=list(CLOCK))
        if row.due_on != before:
            write(row, "due_recounted", ("system", 0), was=str(before), due=str(row.due_on))
            moved += 1
    return moved


def _provisional(jurisdiction_id: int) -> Iterator[Running]:
    matters = Matter.objects.filter(jurisdiction=jurisdiction_id, provisional=True)
    yield from matters.filter(phase=Phase.OPEN).order_by("pk").select_for_update()
    parts = Assignment.objects.filter(matter__jurisdiction=jurisdiction_id, provisional=True)
    yield from (
        parts.filter(phase=Phase.OPEN)
        .select_related("matter")
        .order_by("pk")
        .select_for_update(of=("self",))
    )


def _kept(matter_id: int, hat: Hat) -> Matter:
    matter = locked(matter_id)
    if not roles_in(hat, facts_of(matter)) & KEEPERS:
        raise NotAllowed(_("Only the office that assigned it may stop or start its clock."))
    if matter.phase != Phase.OPEN:
        raise Refused(_("It is not open; no clock is running."))
    return matter


def _with_parts(matter: Matter) -> Iterator[Running]:
    yield matter
    yield from matter.assignments.filter(phase=Phase.OPEN).order_by("pk").select_for_update()


def _go_on(row: Running, hat: Hat) -> None:
    if row.stands_since is None:
        return
    stood = {
        "since": row.stands_since.isoformat(),
        "until": today().isoformat(),
        "reason": row.stands_because,
    }
    row.pauses = [*row.pauses, stood]
    row.stands_since, row.stands_because = None, ""
    _count(row, "resumed", hat)


def _count(row: Running, verb: str, hat: Hat) -> None:
    set_clock(row)
    row.save(update_fields=["pauses", "stands_since", "stands_because", *CLOCK])
    write(row, verb, ("person", hat.person_id), due=str(row.due_on or ""))
