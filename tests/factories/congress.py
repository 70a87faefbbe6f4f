from datetime import date, datetime
from typing import Any

from django.utils import timezone

from qunce.people import actions, queries
from qunce.people.models import Congress, Deputy, Person, Role, Session, Term, Tier, UnitKind
from qunce.people.rules import Hat
from tests.factories.people import make_unit


def deputies_office() -> Hat:
    """Frank of 代表工委, who keeps the congress."""
    unit = make_unit(code="R01", name="示例市人大常委会代表工委", kind=UnitKind.CONGRESS)
    person = actions.appoint(
        username="frank",
        name="frank",
        password="open sesame 2026",
        unit=unit,
        role=Role.DEPUTY_OFFICE,
        since_on=date(2020, 1, 1),
    )
    hat = queries.hat_of(person)
    assert hat is not None
    return hat


def make_congress(tier: str = Tier.CITY, name: str = "示例市人民代表大会") -> Congress:
    office = make_unit(code="R01", name="示例市人大常委会代表工委", kind=UnitKind.CONGRESS)
    return actions.found_congress(office=office, name=name, tier=tier)


def make_term(congress: Congress | None = None, number: int = 9, **fields: Any) -> Term:
    """The ninth term, 2024 to 2028, unless other days are given."""
    congress = congress or make_congress()
    found = congress.terms.filter(number=number).first()
    days = {"begins_on": date(2024, 1, 10), "ends_on": date(2028, 12, 31), **fields}
    return found or actions.begin_term(
        congress_id=congress.pk, number=number, hat=deputies_office(), **days
    )


def make_session(term: Term | None = None, number: int = 1, **fields: Any) -> Session:
    """10 to 14 January 2024, bills until the 12th at six in the evening."""
    days = {
        "opens_on": date(2024, 1, 10),
        "closes_on": date(2024, 1, 14),
        "bills_until": timezone.make_aware(datetime(2024, 1, 12, 18)),
        **fields,
    }
    term = term or make_term()
    return actions.convene(term_id=term.pk, number=number, hat=deputies_office(), **days)


def make_deputy(
    name: str = "dora", term: Term | None = None, since_on: date = date(2024, 1, 10), **fields: Any
) -> Deputy:
    term = term or make_term()
    person = Person.objects.filter(username=name).first() or actions.open_account(
        username=name, name=name
    )
    new = actions.NewSeat(person=person, since_on=since_on, **fields)
    return actions.seat(term_id=term.pk, new=new, hat=deputies_office())
