"""The city's congress: a term, the sessions of the last three years, and who sits in it."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from qunce.common.clock import today
from qunce.demo.accounts import DEPUTY_ACCOUNTS, PASSWORD
from qunce.demo.city import CONGRESS, DELEGATIONS, DEPUTIES, NUMBER, Deputy
from qunce.demo.city.deputies import FIELDS, TERRITORIAL
from qunce.people import actions as people
from qunce.people.models import Congress, GroupKind, Person, Term, Tier, Unit
from qunce.people.queries import congress_of
from qunce.people.rules import Hat
from qunce.places.models import Area

YEARS = 5
SESSIONS = 3  # those of the last three years; the first began the term


@transaction.atomic
def build(*, office: Unit, areas: dict[str, Area], hat: Hat, year: int) -> Congress:
    """All of it or nothing; `areas` by name, `year` that of the newest session.

    A congress that stands already stays as it is.
    """
    if built := congress_of(office.jurisdiction_id):
        return built
    congress = people.found_congress(office=office, name=CONGRESS, tier=Tier.CITY)
    term = _term(congress, hat, year)
    _sessions(term, hat)
    _seats(term, areas, hat)
    return congress


def opening(year: int) -> date:
    """The second Tuesday of January."""
    first = date(year, 1, 1)
    return first + timedelta(days=(1 - first.weekday()) % 7 + 7)


def last_year() -> int:
    """The year of the newest session that is over."""
    on = today()
    return on.year if on > opening(on.year) + timedelta(days=3) else on.year - 1


def _term(congress: Congress, hat: Hat, year: int) -> Term:
    first = year - SESSIONS + 1
    return people.begin_term(
        congress_id=congress.pk,
        number=NUMBER,
        begins_on=opening(first),
        ends_on=opening(first + YEARS) - timedelta(days=1),
        hat=hat,
    )


def _sessions(term: Term, hat: Hat) -> None:
    """Four days each; bills are taken until the second day at six in the evening."""
    for number in range(1, SESSIONS + 1):
        opens_on = opening(term.begins_on.year + number - 1)
        evening = datetime.combine(opens_on + timedelta(days=1), time(18))
        people.convene(
            term_id=term.pk,
            number=number,
            opens_on=opens_on,
            closes_on=opens_on + timedelta(days=3),
            bills_until=timezone.make_aware(evening),
            hat=hat,
        )


def _seats(term: Term, areas: dict[str, Area], hat: Hat) -> None:
    delegations = people.form_delegations(
        term_id=term.pk,
        delegations=[people.NewDelegation(d.name, areas[d.area]) for d in DELEGATIONS],
        hat=hat,
    )
    groups = people.form_groups(term_id=term.pk, groups=list(_groups()), hat=hat)
    for place, deputy in enumerate(DEPUTIES, 1):
        new = people.NewSeat(
            person=_person(place, deputy),
            since_on=term.begins_on,
            delegation=delegations[deputy.delegation],
            groups=[groups[name] for name in deputy.groups],
            certificate=f"{NUMBER:02d}{place:04d}",
        )
        people.seat(term_id=term.pk, new=new, hat=hat)


def _groups() -> Iterator[people.NewGroup]:
    for name in TERRITORIAL:
        yield people.NewGroup(name, GroupKind.TERRITORIAL)
    for name in FIELDS:
        yield people.NewGroup(name, GroupKind.FIELD)


def _person(place: int, deputy: Deputy) -> Person:
    """A few can enter with the demo's password, the others not at all."""
    username = DEPUTY_ACCOUNTS.get(deputy.name)
    return people.open_account(
        username=username or f"deputy-{place:03d}",
        name=deputy.name,
        password=PASSWORD if username else None,
    )
