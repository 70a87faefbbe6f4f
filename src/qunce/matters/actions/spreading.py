"""Telling every voice that a matter carries what became of it: each once, however often begun."""

from uuid import UUID, uuid5

from django.db import transaction

from qunce.matters.models import Carried, Matter, Move
from qunce.matters.queries.answered import answering, answers
from qunce.matters.queries.saying import told_as
from qunce.notices.actions import tell
from qunce.voices.actions import carrying

# Names of batches: the same move always has the same one, so nobody is told twice.
_HOUSE = UUID("6f6b1c2e-5d0f-4d57-9a5e-71756e636500")
_CHUNK = 500


def spread(*, move_id: int) -> int:
    """Tell the authors of the voices of a move, five hundred a transaction; returns how many.

    Killed in the middle it is simply begun again: whoever was told stays told, by the name of
    the batch. An answer also turns the fate of each voice.
    """
    move = Move.objects.select_related("matter", "unit").get(pk=move_id)
    told, last = 0, 0
    while rows := _next(move.matter, last):
        _tell(move, rows)
        told, last = told + len(rows), rows[-1].pk
    return told


def batch_of(move_id: int) -> UUID:
    """The name of the batch in which the authors hear of a move."""
    return uuid5(_HOUSE, f"move {move_id}")


def greet(*, matter_id: int) -> int:
    """Tell the authors of voices that were just taken up, each once; returns how many."""
    matter, told = Matter.objects.get(pk=matter_id), 0
    while rows := list(matter.carried.filter(until=None, greeted=False).order_by("pk")[:_CHUNK]):
        told += _greet(matter, rows)
    return told


@transaction.atomic
def _greet(matter: Matter, rows: list[Carried]) -> int:
    batch = uuid5(_HOUSE, f"taken up {matter.pk}")
    params = {"title": told_as(matter), "number": matter.number}
    tell(voices=[r.voice_id for r in rows], code="matter.taken_up", params=params, batch=batch)
    return Carried.objects.filter(pk__in=[r.pk for r in rows]).update(greeted=True)


def _next(matter: Matter, after: int) -> list[Carried]:
    rows = matter.carried.filter(until=None, pk__gt=after).order_by("pk")
    return list(rows[:_CHUNK])


@transaction.atomic
def _tell(move: Move, rows: list[Carried]) -> None:
    ids = [row.voice_id for row in rows]
    # An answer that was overtaken by a reopening is told, and leaves the voice carried.
    if answers(move) and answering(move.matter) == move:
        carrying.answer(voice_ids=ids, matter_id=move.matter_id)
    tell(voices=ids, code=_code(move), params=_params(move), batch=batch_of(move.pk))


def _code(move: Move) -> str:
    if answers(move):
        return "matter.answered"
    return "matter.assigned" if move.act in {"assign", "reassign"} else "matter.moved"


def _params(move: Move) -> dict[str, str]:
    matter = move.matter
    answer = matter.answers.exclude(signed_at=None).select_related("unit").order_by("-pk").first()
    unit = answer.unit.name if answer and answers(move) else _units(matter)
    return {
        "title": told_as(matter),
        "number": matter.number,
        "unit": unit,
        "due": matter.due_on.isoformat() if matter.due_on else "",
        "step": matter.grammar.step(move.became).title.zh,
        "matter": str(matter.pk),
    }


def _units(matter: Matter) -> str:
    parts = matter.assignments.exclude(mode="co").exclude(step__in=["returned", "ended"])
    return "、".join(part.unit.name for part in parts.select_related("unit").order_by("pk"))
