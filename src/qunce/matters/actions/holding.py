"""Bulk acts: confirmed once, held for sixty seconds, called back or done one by one."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qunce.common import later, now
from qunce.common.errors import Conflict, NotAllowed, Problem, Refused
from qunce.matters.actions.acting import act_on_matter
from qunce.matters.actions.given import Given, Part
from qunce.matters.actions.urging import urge
from qunce.matters.models import Held, Matter
from qunce.matters.queries.urges import URGE
from qunce.people.queries import hats_of
from qunce.people.rules import Hat
from qunce.record import actions as record
from qunce.record.actions import Line

SECONDS = 60
_MOST = 200  # more than a clerk can have looked at before confirming


@dataclass(frozen=True)
class Rehearsed:
    """What would become of one matter: its due date then, or the sentence of why not."""

    matter_id: int
    due_on: date | None = None
    refused: str = ""


class _Back(Exception):
    """Takes a rehearsal back."""


def rehearse(
    *, matter_ids: Sequence[int], act: str, hat: Hat, given: Given | None = None
) -> list[Rehearsed]:
    """What the act would do to each. It is done and taken back at once, so nothing is guessed."""
    return [_rehearse(pk, act, hat, given or Given()) for pk in _counted(matter_ids)]


def _rehearse(matter_id: int, act: str, hat: Hat, given: Given) -> Rehearsed:
    found = Rehearsed(matter_id)
    try:
        with transaction.atomic():
            _do(matter_id, act, hat, given)
            due_on = Matter.objects.values_list("due_on", flat=True).get(pk=matter_id)
            found = Rehearsed(matter_id, due_on)
            raise _Back
    except _Back:
        return found
    except Problem as problem:
        return Rehearsed(matter_id, refused=str(problem.message))


@transaction.atomic
def hold(*, matter_ids: Sequence[int], act: str, hat: Hat, given: Given | None = None) -> Held:
    """Hold an act for these matters; it takes effect after a minute unless it is called back."""
    wanted = _counted(matter_ids)
    if not hat.post_id:
        raise NotAllowed(_("Only a post can act for many matters at once."))
    held = Held.objects.create(
        jurisdiction_id=hat.jurisdiction_id,
        post_id=hat.post_id,
        act=act,
        matters=wanted,
        given=_as_json(given or Given()),
        at=now(),
        takes_effect_at=now() + timedelta(seconds=SECONDS),
    )
    later("matters.take_effect", [held.pk], after=SECONDS)
    return held


def _counted(matter_ids: Sequence[int]) -> list[int]:
    wanted = sorted(set(matter_ids))
    if not wanted:
        raise Refused(_("Tick at least one matter."))
    if len(wanted) > _MOST:
        raise Refused(_("At most %(n)d matters at once.") % {"n": _MOST})
    return wanted


@transaction.atomic
def call_back(*, held_id: int, hat: Hat) -> Held:
    """Within the minute, and by whoever confirmed it, nothing happens after all."""
    held = _locked(held_id)
    if held.post_id != hat.post_id:
        raise NotAllowed(_("Only who confirmed it can call it back."))
    if held.called_back_at:
        return held
    if held.takes_effect_at <= now() or held.done:
        raise Conflict(_("It has taken effect already; nothing was changed."))
    held.called_back_at = held.ended_at = now()
    held.save(update_fields=["called_back_at", "ended_at"])
    return held


def take_effect(*, held_id: int) -> Held:
    """Do it for each matter that is left; killed in the middle, it simply goes on."""
    held = Held.objects.select_related("post__person").get(pk=held_id)
    hat = next((h for h in hats_of(held.post.person) if h.post_id == held.post_id), None)
    for matter_id in held.matters:
        _one(held_id, matter_id, hat)
    return _end(held_id)


@transaction.atomic
def _one(held_id: int, matter_id: int, hat: Hat | None) -> None:
    held = _locked(held_id)
    settled = {*held.done, *(pk for pk, _said in held.refused)}
    if held.ended_at or held.takes_effect_at > now() or matter_id in settled:
        return
    try:
        with transaction.atomic():
            _act(held, matter_id, hat)
        held.done = [*held.done, matter_id]
    except Problem as problem:
        held.refused = [*held.refused, [matter_id, str(problem.message)]]
    held.save(update_fields=["done", "refused"])


def _act(held: Held, matter_id: int, hat: Hat | None) -> None:
    if hat is None:
        raise NotAllowed(_("The post that confirmed it has ended meanwhile."))
    _do(matter_id, held.act, hat, _from_json(held.given))


def _do(matter_id: int, act: str, hat: Hat, given: Given) -> None:
    if act == URGE:
        urge(matter_id=matter_id, words=given.text, hat=hat)
    else:
        act_on_matter(matter_id=matter_id, act=act, hat=hat, given=given)


@transaction.atomic
def _end(held_id: int) -> Held:
    held = _locked(held_id)
    if held.ended_at is None and held.takes_effect_at <= now():
        held.ended_at = now()
        held.save(update_fields=["ended_at"])
        record.write(
            Line(
                jurisdiction_id=held.jurisdiction_id,
                verb="bulk.ended",
                actor=("post", held.post_id),
                subject=("held", held.pk),
                body={"act": held.act, "done": len(held.done), "refused": len(held.refused)},
            )
        )
    return held


def _locked(held_id: int) -> Held:
    return Held.objects.select_for_update().get(pk=held_id)


def _as_json(given: Given) -> dict[str, Any]:
    return {
        "text": given.text,
        "reason": given.reason,
        "reason_code": given.reason_code,
        "units": [asdict(part) for part in given.units],
    }


def _from_json(kept: dict[str, Any]) -> Given:
    return Given(**{**kept, "units": tuple(Part(**part) for part in kept["units"])})
