"""Founding a congress, beginning its term, convening it, and forming delegations and groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qunce.common.clock import today
from qunce.common.errors import Conflict, Refused
from qunce.people.actions.keeping import actor, locked_term, permit, write
from qunce.people.models import Congress, Delegation, Group, Session, Term, Unit
from qunce.people.rules import Hat
from qunce.places.models import Area


@dataclass(frozen=True)
class NewDelegation:
    name: str
    area: Area | None = None


@dataclass(frozen=True)
class NewGroup:
    name: str
    kind: str


@transaction.atomic
def found_congress(*, office: Unit, name: str, tier: str) -> Congress:
    """The congress of the office's jurisdiction, or the one that already has this name."""
    congress, made = Congress.objects.get_or_create(
        jurisdiction=office.jurisdiction, name=name, defaults={"tier": tier, "office": office}
    )
    if made:
        body = {"tier": tier, "office": office.pk}
        write("congress.founded", congress, congress, ("system", 0), body)
    return congress


@transaction.atomic
def begin_term(*, congress_id: int, number: int, begins_on: date, ends_on: date, hat: Hat) -> Term:
    """A term (届); the terms of a congress do not overlap."""
    congress = Congress.objects.select_for_update().get(pk=congress_id)
    permit(hat, congress)
    if ends_on <= begins_on:
        raise Refused(_("A term ends after it begins."))
    if congress.terms.filter(begins_on__lte=ends_on, ends_on__gte=begins_on).exists():
        raise Refused(_("Another term of this congress lies in these years."))
    if congress.terms.filter(number=number).exists():
        raise Refused(_("This congress already has a term %(number)s.") % {"number": number})
    term = Term.objects.create(
        congress=congress, number=number, begins_on=begins_on, ends_on=ends_on
    )
    body = {"number": number, "begins_on": str(begins_on), "ends_on": str(ends_on)}
    write("term.begun", congress, term, actor(hat), body)
    return term


@transaction.atomic
def convene(
    *,
    term_id: int,
    number: int,
    opens_on: date,
    closes_on: date,
    bills_until: datetime,
    hat: Hat,
) -> Session:
    """A session (次会议) of a term, with the instant until which it takes bills."""
    term = locked_term(term_id)
    permit(hat, term.congress)
    _check_session(term, number, opens_on, closes_on, bills_until)
    session = Session.objects.create(
        term=term, number=number, opens_on=opens_on, closes_on=closes_on, bills_until=bills_until
    )
    body = {"number": number, **_days(opens_on, closes_on, bills_until)}
    write("session.convened", term.congress, session, actor(hat), body)
    return session


@transaction.atomic
def move_session(
    *,
    session_id: int,
    opens_on: date,
    closes_on: date,
    bills_until: datetime,
    hat: Hat,
    seen: str = "",
) -> Session:
    """Other days for a session that is not over; once opened, its first day stays.

    `seen` are the days that the hand had before it (`Session.days`): who moved it first is not
    overruled by somebody who did not know.
    """
    found = Session.objects.filter(pk=session_id).first()
    if found is None:
        raise Refused(_("There is no such session."))
    term = locked_term(found.term_id)
    permit(hat, term.congress)
    session = Session.objects.get(pk=session_id)
    _check_seen(session, seen, (opens_on, closes_on, bills_until))
    _check_move(session, opens_on, closes_on)
    _check_days(term, opens_on, closes_on, bills_until, but=session.pk)
    was = session.opens_on
    session.opens_on, session.closes_on, session.bills_until = opens_on, closes_on, bills_until
    session.save(update_fields=["opens_on", "closes_on", "bills_until"])
    body = {"was": str(was), **_days(opens_on, closes_on, bills_until)}
    write("session.moved", term.congress, session, actor(hat), body)
    return session


def _check_seen(session: Session, seen: str, wanted: tuple[date, date, datetime]) -> None:
    if seen and seen != session.days:
        raise Conflict(
            _(
                "Somebody has set other days meanwhile: %(opens)s to %(closes)s. Look at them, "
                "and set yours again if they are still right."
            )
            % {"opens": session.opens_on, "closes": session.closes_on}
        )
    if wanted == (session.opens_on, session.closes_on, session.bills_until):
        raise Conflict(_("These are its days already; nothing was changed."))


def _check_move(session: Session, opens_on: date, closes_on: date) -> None:
    on = today()
    if session.closes_on < on:
        raise Refused(_("This session is over; its days stay as they are."))
    if session.opens_on <= on and opens_on != session.opens_on:
        raise Refused(_("This session has opened; its first day stays as it is."))
    if closes_on < on:
        raise Refused(_("A session cannot be closed on a day that is over; choose today or later."))


def _days(opens_on: date, closes_on: date, bills_until: datetime) -> dict[str, str]:
    return {
        "opens_on": str(opens_on),
        "closes_on": str(closes_on),
        "bills_until": f"{bills_until:%Y-%m-%dT%H:%M:%S%z}",
    }


def _check_session(
    term: Term, number: int, opens_on: date, closes_on: date, bills_until: datetime
) -> None:
    _check_days(term, opens_on, closes_on, bills_until)
    if term.sessions.filter(number=number).exists():
        raise Refused(_("This term already has a session %(number)s.") % {"number": number})


def _check_days(
    term: Term, opens_on: date, closes_on: date, bills_until: datetime, but: int = 0
) -> None:
    if closes_on < opens_on:
        raise Refused(_("A session closes no earlier than it opens."))
    if not term.begins_on <= opens_on <= closes_on <= term.ends_on:
        raise Refused(_("A session opens and closes within its term."))
    if not opens_on <= timezone.localtime(bills_until).date() <= closes_on:
        raise Refused(_("The deadline for bills lies within the session."))
    others = term.sessions.exclude(pk=but)
    if others.filter(opens_on__lte=closes_on, closes_on__gte=opens_on).exists():
        raise Refused(_("Another session of this term lies in these days."))


@transaction.atomic
def form_delegations(
    *, term_id: int, delegations: Sequence[NewDelegation], hat: Hat
) -> dict[str, Delegation]:
    """Delegations (代表团) of a term by name; those that are known stay as they are."""
    term = locked_term(term_id)
    permit(hat, term.congress)
    known = {d.name: d for d in term.delegations.all()}
    fresh = [d for d in delegations if d.name not in known]
    for new in fresh:
        made = Delegation.objects.create(term=term, name=new.name, area=new.area)
        write("delegation.formed", term.congress, made, actor(hat), {"term": term.number})
        known[new.name] = made
    return known


@transaction.atomic
def form_groups(*, term_id: int, groups: Sequence[NewGroup], hat: Hat) -> dict[str, Group]:
    """Deputies' groups (代表小组) of a term by name; those that are known stay as they are."""
    term = locked_term(term_id)
    permit(hat, term.congress)
    known = {g.name: g for g in term.groups.all()}
    fresh = [g for g in groups if g.name not in known]
    for new in fresh:
        made = Group.objects.create(term=term, name=new.name, kind=new.kind)
        body = {"term": term.number, "kind": new.kind}
        write("group.formed", term.congress, made, actor(hat), body)
        known[new.name] = made
    return known
