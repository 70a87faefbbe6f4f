"""Nothing is late in silence: who holds something is reminded, what is overdue is escalated."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from qunce.common import now
from qunce.common.clock import today
from qunce.matters.actions.acting import follow, lapse, locked
from qunce.matters.actions.moving import matter_of, write
from qunce.matters.models import (
    Assignment,
    Matter,
    Move,
    Promise,
    PromiseState,
    Publication,
    Running,
)
from qunce.places.queries import calendar
from qunce.procedure import Phase, Role
from qunce.procedure.grammar import PROMISES

_LAPSING = "lapse"
_HOUSE = ("system", 0)


def watch(*, jurisdiction_id: int) -> None:
    """Once a day: remind the working day before, escalate what is late, let silence lapse.

    Matters, parts, reviews of openness and promises; each date is said once before and once after.
    """
    tomorrow = next(calendar(jurisdiction_id).workdays_after(today()))
    for followed in _followed(jurisdiction_id):
        unsaid = followed.filter(_unsaid(tomorrow))
        for pk in list(unsaid.values_list("pk", flat=True)):
            _say(unsaid, pk)
    for pk in list(_overdue_matters(jurisdiction_id)):
        _let_lapse(pk)


def _followed(jurisdiction_id: int) -> "Iterator[QuerySet[Any]]":
    of = {"matter__jurisdiction": jurisdiction_id}
    yield Matter.objects.filter(phase=Phase.OPEN, jurisdiction=jurisdiction_id)
    yield Assignment.objects.filter(phase=Phase.OPEN, **of)
    yield Publication.objects.filter(phase=Phase.OPEN, **of)
    yield Promise.objects.filter(state=PromiseState.RUNNING, **of)


def _unsaid(tomorrow: date) -> Q:
    return Q(due_on__lte=tomorrow, reminded_on=None) | Q(due_on__lt=today(), escalated_on=None)


@transaction.atomic
def _say(unsaid: "QuerySet[Any]", pk: int) -> None:
    """Asked again under the lock of its matter: a hand may have moved it since it was found."""
    seen = unsaid.filter(pk=pk).first()
    if seen is None:
        return
    locked(seen.pk if isinstance(seen, Matter) else seen.matter_id)
    row = unsaid.filter(pk=pk).select_for_update(of=("self",)).first()
    if row is None:
        return
    late = row.due_on < today()
    row.reminded_on = row.reminded_on or today()
    row.escalated_on = today() if late else None
    row.save(update_fields=["reminded_on", "escalated_on"])
    if not _speaks_through_its_promises(row):
        _put_on_the_timeline(row, "overdue" if late else "reminded")


def _speaks_through_its_promises(row: Running | Promise) -> bool:
    """Its date is that of a promise, which says so itself."""
    return isinstance(row, Running) and row.at_step.term == PROMISES


def _put_on_the_timeline(row: Running | Promise, verb: str) -> None:
    matter = matter_of(row)
    step = row.step if isinstance(row, Running) else matter.step
    Move.objects.create(
        matter=matter,
        assignment=row if isinstance(row, Assignment) else None,
        act=verb,
        was=step,
        became=step,
        role=Role.HOUSE,
        words=row.what if isinstance(row, Promise) else "",
        at=now(),
    )
    if isinstance(row, Promise):
        write(matter, f"promise_{verb}", _HOUSE, promise=row.pk, due=str(row.due_on))
    else:
        write(row, verb, _HOUSE, due=str(row.due_on))


def _overdue_matters(jurisdiction_id: int) -> "QuerySet[Matter, int]":
    late = Matter.objects.filter(jurisdiction=jurisdiction_id, phase=Phase.OPEN, due_on__lt=today())
    return late.values_list("pk", flat=True)


@transaction.atomic
def _let_lapse(matter_id: int) -> None:
    matter = locked(matter_id)
    here = matter.at_step.act(_LAPSING) if matter.phase == Phase.OPEN else None
    if here and matter.due_on and matter.due_on < today():
        lapse(matter, _LAPSING)
        follow(matter)
