"""What a post holds now: matters, parts and reviews together, what is due first first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import get_language

from qunce.common.compiled import compiled
from qunce.matters.models import Assignment, Matter, Publication, Signer
from qunce.matters.queries.colours import Colour, colour
from qunce.matters.queries.doing import titles
from qunce.matters.queries.rows import Kind, Row, columns, facts_of_rows, row
from qunce.matters.queries.urges import Urge, urges_of
from qunce.matters.rules import Facts, roles_in
from qunce.matters.rules.seeing import REVIEWERS
from qunce.people.models import Role as Post
from qunce.people.rules import UNIT, Hat
from qunce.procedure import Phase, Role

SIZE = 30
_HEADS = [Role.UNIT_HEAD.value, Role.TOWN_LEADER.value]


@dataclass(frozen=True)
class Place:
    """Where a list goes on: after this day, this kind of row and this number."""

    due_on: date | None
    kind: int
    pk: int

    @classmethod
    def parse(cls, typed: str) -> "Place | None":
        """None for anything that is no place; the list then begins anew."""
        day, _, rest = typed.partition("_")
        kind, _, pk = rest.partition("_")
        try:
            return cls(date.fromisoformat(day) if day else None, int(kind), int(pk[:18]))
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.due_on or ''}_{self.kind}_{self.pk}"


@dataclass(frozen=True)
class Held:
    """One line: the matter, part or review, how near its day is, what may be done with it.

    `urged` is the reminder that somebody sent by hand and that still counts.
    """

    row: Row
    colour: Colour
    acts: tuple[str, ...]
    urged: Urge | None = None

    @property
    def is_review(self) -> bool:
        return self.row.kind == Kind.REVIEW

    @property
    def place(self) -> Place:
        return Place(self.row.due_on, self.row.kind.value, self.row.pk)


@dataclass(frozen=True)
class Inbox:
    rows: list[Held]
    next: Place | None


def inbox(hat: Hat, after: Place | None = None, size: int = SIZE) -> Inbox:
    found = [row for kind in Kind for row in _page(kind, hat, after, size + 1)]
    found.sort(key=lambda row: (row.due_on or date.max, row.kind, row.pk))
    rows = found[:size]
    lines = zip(rows, facts_of_rows(rows), urges_of(rows), strict=True)
    held = [_held(row, facts, hat, urged) for row, facts, urged in lines]
    return Inbox(held, held[-1].place if len(found) > size else None)


def invitations(hat: Hat) -> list[Matter]:
    """Drafts that somebody else wrote and this deputy was asked to sign."""
    if hat.role != Post.DEPUTY:
        return []
    asked = Signer.objects.filter(
        person=hat.person_id, confirmed_at=None, declined_at=None, matter__phase=Phase.DRAFT
    )
    return [one.matter for one in asked.select_related("matter__author").order_by("pk")[:SIZE]]


def _held(row: Row, facts: Facts, hat: Hat, urged: Urge | None) -> Held:
    acts = titles(row.procedure, row.step, roles_in(hat, facts), get_language())
    return Held(row, colour(row.due_on, row.jurisdiction_id), acts, urged)


def _page(kind: Kind, hat: Hat, after: Place | None, size: int) -> list[Row]:
    """The first lines of one kind after a place; none where the post holds nothing of it."""
    whose, given = _whose(kind, hat)
    if whose is None:
        return []
    return [row(kind, read) for read in _asking(kind, whose, size)(given, _beyond(kind, after))]


def _beyond(kind: Kind, after: Place | None) -> tuple[Any, ...]:
    """Of this kind what stands behind the place: on its day after this number, then later days."""
    if after is None:
        return ()
    number = after.pk if kind == after.kind else 0 if kind > after.kind else 2**61
    return (number,) if after.due_on is None else (number, after.due_on)


@cache
def _asking(
    kind: Kind, whose: Callable[..., QuerySet[Any]], size: int
) -> Callable[..., list[tuple[Any, ...]]]:
    """What asks for a page of one kind: a few for each post, each with its SQL made once."""

    @compiled
    def page(given: tuple[Any, ...], beyond: tuple[Any, ...]) -> QuerySet[Any, tuple[Any, ...]]:
        found = whose(*given)
        if beyond:
            found = found.filter(_after(*beyond))
        found = found.order_by(F("due_on").asc(nulls_last=True), "pk")
        return columns(kind, found)[:size]

    return page


def _after(number: int, day: date | None = None) -> Q:
    same_day = Q(due_on=day, pk__gt=number)
    return same_day if day is None else same_day | Q(due_on__gt=day) | Q(due_on=None)


def _whose(kind: Kind, hat: Hat) -> tuple[Callable[..., QuerySet[Any]] | None, tuple[Any, ...]]:
    """By which question a post finds what it holds of a kind, and what the question is given."""
    if hat.role in UNIT:
        of_a_unit = _OF_A_HEAD if hat.role == Post.UNIT_HEAD else _OF_A_HANDLER
        return of_a_unit.get(kind), (hat.unit_id,)
    if kind == Kind.MATTER and hat.role == Post.DEPUTY:
        return _of_a_deputy, (hat.person_id,)
    if kind == Kind.MATTER and hat.role == Post.SUPERVISOR:
        return _of_a_group, (hat.unit_id,)
    if kind == Kind.REVIEW and hat.role not in REVIEWERS:
        return None, ()
    offices = _offices(hat)
    return (_OF_AN_OFFICE[kind], (hat.jurisdiction_id, offices)) if offices else (None, ())


def _of_a_deputy(person_id: int) -> QuerySet[Matter]:
    return Matter.objects.filter(holder_person=person_id, phase__in=[Phase.DRAFT, Phase.OPEN])


def _of_a_group(unit_id: int) -> QuerySet[Matter]:
    return Matter.objects.filter(holder_unit=unit_id, phase=Phase.OPEN)


def _of_a_unit(unit_id: int) -> QuerySet[Matter]:
    """Where the unit has an open part, the part stands for both."""
    # No EXISTS: with 10,000 open parts of one unit it was asked for each row, and took seconds.
    own = Assignment.objects.filter(unit=unit_id, phase=Phase.OPEN).values("matter")
    return _of_a_group(unit_id).exclude(pk__in=own)


def _parts_of_a_unit(unit_id: int) -> QuerySet[Assignment]:
    return Assignment.objects.filter(holder_unit=unit_id, phase=Phase.OPEN)


def _of_an_office(jurisdiction_id: int, offices: tuple[str, ...]) -> QuerySet[Matter]:
    return Matter.objects.filter(
        jurisdiction=jurisdiction_id, holder_role__in=offices, phase=Phase.OPEN, holder_unit=None
    )


def _parts_of_an_office(jurisdiction_id: int, offices: tuple[str, ...]) -> QuerySet[Assignment]:
    """For the offices that assign, what a unit asked of them."""
    return Assignment.objects.filter(
        matter__jurisdiction=jurisdiction_id,
        holder_role__in=offices,
        phase=Phase.OPEN,
        holder_unit=None,
    )


def _reviews(jurisdiction_id: int, offices: tuple[str, ...]) -> QuerySet[Publication]:
    """What of an answer may be public, where this office decides it."""
    return Publication.objects.filter(
        matter__jurisdiction=jurisdiction_id,
        holder_role__in=offices,
        phase=Phase.OPEN,
        holder_unit=None,
    )


def _for_a_handler(found: Callable[[int], QuerySet[Any]]) -> Callable[[int], QuerySet[Any]]:
    """A handler has nothing to do with what waits for the head's signature."""
    return lambda unit_id: found(unit_id).exclude(holder_role__in=_HEADS)


_OF_A_HEAD = {Kind.MATTER: _of_a_unit, Kind.PART: _parts_of_a_unit}
_OF_A_HANDLER = {kind: _for_a_handler(found) for kind, found in _OF_A_HEAD.items()}
_OF_AN_OFFICE = {
    Kind.MATTER: _of_an_office,
    Kind.PART: _parts_of_an_office,
    Kind.REVIEW: _reviews,
}


def _offices(hat: Hat) -> tuple[str, ...]:
    """What a post is whatever the matter; who else holds something is named as unit or person."""
    return tuple(sorted(role.value for role in roles_in(hat, Facts(hat.jurisdiction_id))))
