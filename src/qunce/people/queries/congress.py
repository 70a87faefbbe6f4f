"""The congress at a time: its term, its session, its deputies, and whether bills are taken."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from django.db.models import QuerySet
from django.utils import timezone

from qunce.people.models import Congress, Delegation, Deputy, Session, Status, Term
from qunce.people.rules import Hat, enough_for_a_bill


class Obstacle(Enum):
    """Why a bill cannot be moved. What is no bill can still be a suggestion."""

    NO_SESSION = "no-session"
    TOO_LATE = "too-late"
    TOO_FEW = "too-few"


@dataclass(frozen=True)
class SeatedDelegation:
    """A delegation and who sits in it; None where a congress has none."""

    delegation: Delegation | None
    deputies: list[Deputy]


def congress_of(jurisdiction_id: int | None = None) -> Congress | None:
    """The congress of a jurisdiction, or the first of this installation."""
    found = Congress.objects.order_by("pk")
    return (found.filter(jurisdiction=jurisdiction_id) if jurisdiction_id else found).first()


def term_at(congress_id: int, on: date) -> Term | None:
    return (
        Term.objects.filter(congress=congress_id, begins_on__lte=on, ends_on__gte=on)
        .select_related("congress")
        .first()
    )


def session_open_at(congress_id: int, at: datetime) -> Session | None:
    """The session of that day; a session lasts from the first day's begin to the last day's end."""
    on = timezone.localtime(at).date()
    return (
        Session.objects.filter(term__congress=congress_id, opens_on__lte=on, closes_on__gte=on)
        .select_related("term__congress")
        .first()
    )


def sessions_of(jurisdiction_id: int) -> QuerySet[Session]:
    """Every session of the congress here, the first one first."""
    found = Session.objects.filter(term__congress__jurisdiction=jurisdiction_id)
    return found.select_related("term").order_by("opens_on", "pk")


def deputies_of(term_id: int) -> QuerySet[Deputy]:
    """The deputies of a term who may act now."""
    return (
        Deputy.objects.filter(term=term_id, status=Status.ACTIVE)
        .select_related("person", "delegation")
        .order_by("delegation_id", "pk")
    )


def deputy_of(hat: Hat) -> Deputy | None:
    """The seat in whose post somebody acts."""
    return (
        Deputy.objects.filter(post=hat.post_id, status=Status.ACTIVE)
        .select_related("term__congress", "delegation__area")
        .first()
    )


def obstacle_to_bill(
    congress_id: int, at: datetime, deputy_ids: Collection[int]
) -> Obstacle | None:
    """What hinders these deputies from moving a bill at this instant; each has confirmed."""
    session = session_open_at(congress_id, at)
    if session is None:
        return Obstacle.NO_SESSION
    if at > session.bills_until:
        return Obstacle.TOO_LATE
    movers = deputies_of(session.term_id).filter(pk__in=deputy_ids).count()
    if not enough_for_a_bill(session.term.congress.tier, movers):
        return Obstacle.TOO_FEW
    return None


def may_move_bills(congress_id: int, at: datetime, deputy_ids: Collection[int]) -> bool:
    return obstacle_to_bill(congress_id, at, deputy_ids) is None


def seated(term_id: int) -> list[SeatedDelegation]:
    """Who sits in which delegation, with their groups, in two queries however many they are."""
    found: dict[int | None, SeatedDelegation] = {}
    for deputy in deputies_of(term_id).prefetch_related("groups"):
        empty = SeatedDelegation(deputy.delegation, [])
        found.setdefault(deputy.delegation_id, empty).deputies.append(deputy)
    return list(found.values())
