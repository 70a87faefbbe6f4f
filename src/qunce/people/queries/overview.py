"""What the page of a congress shows: how its sessions stand, and who sits where."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from qunce.common.clock import now, today
from qunce.people.models import Congress, Delegation, Deputy, Group, Session, Status, Term


@dataclass(frozen=True)
class SessionCard:
    """`state` is ahead, open or over; `takes_bills` while its deadline lies ahead."""

    session: Session
    state: str
    takes_bills: bool


@dataclass(frozen=True)
class TermPage:
    sessions: list[SessionCard]
    delegations: list[Delegation]
    groups: list[Group]
    acting: int
    suspended: int
    ended: int
    # By delegation, those without one last.
    seats: list[tuple[str, list[Deputy]]]


def running(congress: Congress) -> Term | None:
    return congress.terms.filter(begins_on__lte=today(), ends_on__gte=today()).first()


def not_over(term: Term) -> QuerySet[Session]:
    return term.sessions.filter(closes_on__gte=today()).order_by("opens_on")


def page(term: Term) -> TermPage:
    acting = Count("deputies", filter=Q(deputies__status=Status.ACTIVE))
    seats = list(_seats(term))
    count = {status: sum(d.status == status for d in seats) for status in Status}
    return TermPage(
        sessions=[_card(session) for session in term.sessions.order_by("-opens_on")],
        delegations=list(term.delegations.annotate(n=acting).order_by("pk")),
        groups=list(term.groups.annotate(n=acting).order_by("kind", "pk")),
        acting=count[Status.ACTIVE],
        suspended=count[Status.SUSPENDED],
        ended=count[Status.TERMINATED],
        seats=_by_delegation(seats),
    )


def _seats(term: Term) -> QuerySet[Deputy]:
    found = term.deputies.select_related("person", "delegation").prefetch_related("groups")
    return found.order_by("delegation", "pk")


def _by_delegation(seats: list[Deputy]) -> list[tuple[str, list[Deputy]]]:
    found: dict[str, list[Deputy]] = {}
    for deputy in seats:
        name = deputy.delegation.name if deputy.delegation else ""
        found.setdefault(name, []).append(deputy)
    return list(found.items())


def _card(session: Session) -> SessionCard:
    state = _state(session, today())
    opened = state == "open"
    return SessionCard(session, state, opened and now() <= session.bills_until)


def _state(session: Session, on: date) -> str:
    if on < session.opens_on:
        return "ahead"
    return "open" if on <= session.closes_on else "over"


def deputy(deputy_id: int, jurisdiction_id: int) -> Deputy | None:
    found = Deputy.objects.filter(pk=deputy_id, term__congress__jurisdiction=jurisdiction_id)
    return (
        found.select_related("person", "delegation", "term__congress", "post")
        .prefetch_related("groups")
        .first()
    )


def seat_acts(found: Deputy) -> list[str]:
    """What can be done with a seat as it stands."""
    return {
        Status.ACTIVE.value: ["suspend", "end"],
        Status.SUSPENDED.value: ["restore", "end"],
    }.get(found.status, [])
