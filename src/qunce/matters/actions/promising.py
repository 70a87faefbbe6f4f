"""Promises are followed until they are kept, or the reason why not was told."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from qunce.common.clock import today
from qunce.common.errors import Conflict, NotAllowed, Refused
from qunce.matters.actions.acting import follow, locked
from qunce.matters.actions.clocks import CLOCK
from qunce.matters.actions.limits import checked_words
from qunce.matters.actions.moving import enter, write
from qunce.matters.models import Matter, Promise, PromiseState
from qunce.matters.queries.saying import hushed
from qunce.notices.actions import tell
from qunce.people.rules import UNIT, Hat
from qunce.procedure.grammar import PROMISES


@transaction.atomic
def keep(*, promise_id: int, words: str, hat: Hat) -> Promise:
    """It is done; the second answer says what was done, and the authors hear of it."""
    return _settle(promise_id, words, hat, PromiseState.KEPT, "matter.promise_kept")


@transaction.atomic
def give_up(*, promise_id: int, words: str, hat: Hat) -> Promise:
    """It cannot be done; the reason is told."""
    return _settle(promise_id, words, hat, PromiseState.IMPOSSIBLE, "matter.promise_impossible")


@transaction.atomic
def move(*, promise_id: int, to: date, words: str, hat: Hat) -> Promise:
    """To another day, with the reason. Whether it was kept is judged by the first day."""
    words = checked_words("said", words)
    promise, matter = _locked(promise_id, words, hat)
    if to <= today():
        raise Refused(_("A promise lies ahead; choose a later day."))
    if to == promise.due_on:
        raise Conflict(_("It is promised for this day already; nothing was changed."))
    promise.due_on, promise.said = to, words
    promise.reminded_on = promise.escalated_on = None
    promise.save(update_fields=["due_on", "said", "reminded_on", "escalated_on"])
    write(matter, "promise_moved", ("person", hat.person_id), promise=promise.pk, to=str(to))
    _restart(matter)
    return promise


def _settle(promise_id: int, words: str, hat: Hat, state: PromiseState, code: str) -> Promise:
    words = checked_words("said", words)
    promise, matter = _locked(promise_id, words, hat)
    promise.state, promise.said, promise.settled_on = state, words, today()
    promise.save(update_fields=["state", "said", "settled_on"])
    actor = ("person", hat.person_id)
    write(matter, f"promise_{state.value}", actor, promise=promise.pk)
    what, why = hushed(matter, promise.what), hushed(matter, words)
    params = {"unit": promise.unit.name, "what": what, "why": why}
    tell(voices=_carried(matter), code=code, params=params)
    _restart(matter)
    follow(matter)
    return promise


def _locked(promise_id: int, words: str, hat: Hat) -> tuple[Promise, Matter]:
    found = Promise.objects.select_related("unit").filter(pk=promise_id).first()
    if found is None:
        raise Refused(_("There is no such promise."))
    matter = locked(found.matter_id)
    own = Promise.objects.select_for_update(of=("self",)).select_related("unit")
    promise = own.get(pk=promise_id)
    if hat.unit_id != promise.unit_id or hat.role not in UNIT:
        raise NotAllowed(_("Only the unit that promised says what became of it."))
    if promise.state != PromiseState.RUNNING:
        raise Conflict(_("This promise is settled already; nothing was changed."))
    if not words.strip():
        raise Refused(_("Say what was done, or why it cannot be; the authors read it."))
    return promise, matter


def _restart(matter: Matter) -> None:
    """The matter's clock is the next promise's day."""
    if matter.at_step.term == PROMISES:
        enter(matter, matter.step)
        matter.save(update_fields=list(CLOCK))


def _carried(matter: Matter) -> list[int]:
    return list(matter.carried.filter(until=None).values_list("voice", flat=True))
