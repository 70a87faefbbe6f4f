"""A matter with all that its page and its rules ask of it again and again, by SQL made once."""

from collections.abc import Callable
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from qunce.common.compiled import compiled, give
from qunce.matters.models import Answer, Assignment, Carried, Contact, Matter, Move, Signer

_MOVES = 200


def with_parts(matter_id: int) -> Matter | None:
    """The matter with what its page and its rules ask of it again and again."""
    matter = next(iter(_matter(matter_id)), None)
    if matter:
        for relation, ask in _PARTS.items():
            give(matter, relation, ask(matter_id))
    return matter


@compiled
def _matter(matter_id: int) -> QuerySet[Matter]:
    carried = Carried.objects.filter(matter=OuterRef("pk"), until=None).order_by()
    count = Subquery(carried.values("matter").annotate(n=Count("pk")).values("n"))
    found = Matter.objects.select_related(
        "author", "holder_unit", "holder_person", "place", "parent"
    )
    return found.annotate(carried_now=Coalesce(count, 0)).filter(pk=matter_id)


@compiled
def _assignments(matter_id: int) -> QuerySet[Assignment]:
    found = Assignment.objects.select_related("unit", "holder_unit", "holder_person")
    return found.filter(matter=matter_id).order_by("pk")


@compiled
def _signers(matter_id: int) -> QuerySet[Signer]:
    return Signer.objects.filter(matter=matter_id).select_related("person").order_by("pk")


@compiled
def _contacts(matter_id: int) -> QuerySet[Contact]:
    return Contact.objects.filter(matter=matter_id).select_related("by").order_by("on", "pk")


@compiled
def _answers(matter_id: int) -> QuerySet[Answer]:
    found = Answer.objects.select_related("unit", "signed_by")
    return found.filter(matter=matter_id).order_by("pk")


_PARTS: dict[str, Callable[[int], list[Any]]] = {
    "assignments": _assignments,
    "signers": _signers,
    "contacts": _contacts,
    "answers": _answers,
}


@compiled
def last_moves(matter_id: int) -> QuerySet[Move]:
    found = Move.objects.select_related("person", "unit", "assignment__unit")
    found = found.only(*_OF_A_MOVE, "person__name", "unit__name", *_OF_ITS_PART)
    return found.filter(matter=matter_id).order_by("-at", "-pk")[:_MOVES]


# What the timeline and the line of steps show; a move's row is a tenth of what hangs on it.
_OF_A_MOVE = ("matter", "act", "was", "became", "role", "words", "code", "due_before", "at")
_OF_ITS_PART = ("assignment__procedure", "assignment__unit__name")
