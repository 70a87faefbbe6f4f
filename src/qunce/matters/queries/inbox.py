"""What a post holds now: matters, parts and reviews together, what is due first first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from qunce.matters.models import Assignment, Matter, Move, Publication, Signer
from qunce.matters.queries.colours import Colour, colour
from qunce.matters.queries.doing import doings
from qunce.matters.queries.saying import say
from qunce.matters.queries.urges import urges_of
from qunce.matters.rules import Facts, roles_in
from qunce.matters.rules.seeing import REVIEWERS
from qunce.people.models import Role as Post
from qunce.people.rules import UNIT, Hat
from qunce.procedure import Phase, Role

Row = Matter | Assignment | Publication
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
    matter: Matter
    colour: Colour
    acts: list[str]
    urged: Move | None = None

    @property
    def kind(self) -> str:
        return say(self.matter.grammar.title)

    @property
    def is_review(self) -> bool:
        return isinstance(self.row, Publication)

    @property
    def place(self) -> Place:
        return Place(self.row.due_on, _kind(self.row), self.row.pk)


@dataclass(frozen=True)
class Inbox:
    rows: list[Held]
    next: Place | None


def inbox(hat: Hat, after: Place | None = None, size: int = SIZE) -> Inbox:
    rows: list[Row] = [
        *_page(_matters(hat), 0, after, size + 1),
        *_page(_parts(hat), 1, after, size + 1),
        *(_page(_reviews(hat), 2, after, size + 1) if hat.role in REVIEWERS else []),
    ]
    rows.sort(key=lambda row: (row.due_on or date.max, _kind(row), row.pk))
    urged = urges_of(row for row in rows[:size] if not isinstance(row, Publication))
    held = [_held(row, hat, urged.get((_kind(row), row.pk))) for row in rows[:size]]
    return Inbox(held, held[-1].place if len(rows) > size else None)


def invitations(hat: Hat) -> list[Matter]:
    """Drafts that somebody else wrote and this deputy was asked to sign."""
    if hat.role != Post.DEPUTY:
        return []
    asked = Signer.objects.filter(
        person=hat.person_id, confirmed_at=None, declined_at=None, matter__phase=Phase.DRAFT
    )
    return [one.matter for one in asked.select_related("matter__author").order_by("pk")[:SIZE]]


def _held(row: Row, hat: Hat, urged: Move | None) -> Held:
    matter = row if isinstance(row, Matter) else row.matter
    acts = [doing.title for doing in doings(row, hat)]
    return Held(row, matter, colour(row.due_on, matter.jurisdiction_id), acts, urged)


def _kind(row: Row) -> int:
    return (Matter, Assignment, Publication).index(type(row))


def _page(found: QuerySet[Any], kind: int, after: Place | None, size: int) -> Iterable[Any]:
    if after:
        found = found.filter(_after(after, kind))
    return found.order_by(F("due_on").asc(nulls_last=True), "pk")[:size]


def _after(place: Place, kind: int) -> Q:
    same_day = Q(due_on=place.due_on) & (
        Q(pk__gt=place.pk) if kind == place.kind else Q(pk__gt=0 if kind > place.kind else 2**62)
    )
    if place.due_on is None:
        return same_day
    return same_day | Q(due_on__gt=place.due_on) | Q(due_on=None)


def _matters(hat: Hat) -> QuerySet[Matter]:
    """What the post holds itself; where its unit has an open part, the part stands for both."""
    found = Matter.objects.select_related("author")
    found = found.prefetch_related("assignments", "signers")
    if hat.role == Post.DEPUTY:
        return found.filter(holder_person=hat.person_id, phase__in=[Phase.DRAFT, Phase.OPEN])
    if hat.role == Post.SUPERVISOR:
        return found.filter(holder_unit=hat.unit_id, phase=Phase.OPEN)
    if hat.role in UNIT:
        # No EXISTS: with 10,000 open parts of one unit it was asked for each row, and took seconds.
        own = Assignment.objects.filter(unit=hat.unit_id, phase=Phase.OPEN).values("matter")
        mine = found.filter(holder_unit=hat.unit_id, phase=Phase.OPEN).exclude(pk__in=own)
        return _without_the_heads(mine, hat)
    return found.filter(
        jurisdiction=hat.jurisdiction_id,
        holder_role__in=_offices(hat),
        phase=Phase.OPEN,
        holder_unit=None,
    )


def _parts(hat: Hat) -> QuerySet[Assignment]:
    """A unit's own parts; for the offices that assign, what a unit asked of them."""
    found = Assignment.objects.select_related("unit", "matter__author").filter(phase=Phase.OPEN)
    found = found.prefetch_related("matter__assignments", "matter__signers")
    if hat.role in UNIT:
        return _without_the_heads(found.filter(holder_unit=hat.unit_id), hat)
    return found.filter(
        matter__jurisdiction=hat.jurisdiction_id, holder_role__in=_offices(hat), holder_unit=None
    )


def _reviews(hat: Hat) -> QuerySet[Publication]:
    """What of an answer may be public, where this office decides it."""
    found = Publication.objects.select_related("matter__author").filter(phase=Phase.OPEN)
    found = found.prefetch_related("matter__assignments", "matter__signers")
    return found.filter(
        matter__jurisdiction=hat.jurisdiction_id, holder_role__in=_offices(hat), holder_unit=None
    )


def _without_the_heads(found: QuerySet[Any], hat: Hat) -> QuerySet[Any]:
    """A handler has nothing to do with what waits for the head's signature."""
    return found if hat.role == Post.UNIT_HEAD else found.exclude(holder_role__in=_HEADS)


def _offices(hat: Hat) -> list[str]:
    """What a post is whatever the matter; who else holds something is named as unit or person."""
    return [role.value for role in roles_in(hat, Facts(hat.jurisdiction_id))]
