"""Living through the years: every suggestion takes its next step on its day."""

import heapq
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import count

from django.db import transaction
from django.utils import timezone

from qunce.common.clock import moved_to, today
from qunce.demo.opening import open_up
from qunce.demo.suggestions import grid, session
from qunce.demo.suggestions.lives import Cast, life
from qunce.demo.suggestions.plans import plans
from qunce.demo.suggestions.staff import Staff
from qunce.matters import actions
from qunce.matters.models import Matter
from qunce.people.models import Session, Term, Unit
from qunce.people.queries import deputies_of, hat_of
from qunce.people.rules import Hat

_WEEK = timedelta(days=7)


@transaction.atomic
def live(
    *,
    term: Term,
    units: dict[str, Unit],
    deputy_office: Hat,
    n: int,
    seed: int,
    say: Callable[[float], None],
) -> None:
    """`n` suggestions since the term began, each as far as it has come by today; all or none."""
    if Matter.objects.filter(jurisdiction=deputy_office.jurisdiction_id).exists():
        return
    began, until = term.begins_on, today()
    cast = Cast(
        deputies=[hat for d in deputies_of(term.pk) if (hat := hat_of(d.person))],
        staff=Staff(units, began),
        office=deputy_office,
    )
    sessions = list(Session.objects.filter(term=term).values_list("opens_on", flat=True))
    drawn = plans(
        sessions=sorted(sessions), until=until, deputies=len(cast.deputies), n=n, seed=seed
    )
    lives = [life(plan, cast) for plan in drawn]
    lives += session.lives(sorted(sessions), cast, session.Offices.open(units, began))
    lives += grid.lives(cast.staff, units, began, until)
    for on in _days([*lives, _weeks(began, deputy_office)], began, until):
        say((on - began) / max(until - began, _WEEK))
    say(1)


def _days(lives: list[Iterator[date]], began: date, until: date) -> Iterator[date]:
    """Each life is asked for its first day, then woken on every day it asked for."""
    order = count()
    ahead = [(next(one), next(order), one) for one in lives]
    heapq.heapify(ahead)
    while ahead and ahead[0][0] <= until:
        on, _n, one = heapq.heappop(ahead)
        with moved_to(_morning(max(on, began))):
            wakes_on = next(one, None)
        if wakes_on:
            heapq.heappush(ahead, (max(wakes_on, on), next(order), one))
        yield on


def _weeks(began: date, office: Hat) -> Iterator[date]:
    """Every Monday the clocks are looked at, and answers are opened to everybody."""
    on = began + timedelta(days=7 - began.weekday())
    while True:
        yield on
        actions.watch(jurisdiction_id=office.jurisdiction_id)
        open_up(office)
        on += _WEEK


def _morning(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(9, 30)))
