"""Founding the made-up city: its places, units, accounts, congress and campaign."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from qunce.campaigns import actions as campaigns
from qunce.campaigns.models import Campaign
from qunce.common.clock import moved_to, now, today
from qunce.demo import city, congress
from qunce.demo.accounts import ACCOUNTS, DEPUTIES_OFFICE, PASSWORD, Account
from qunce.demo.calendar import local, shift
from qunce.people import actions as people
from qunce.people.models import Person, Role, Unit, UnitKind
from qunce.people.queries import hat_of
from qunce.people.rules import Hat
from qunce.places import actions as places
from qunce.places.models import Area, Jurisdiction, Level

SLUG = "same-heart"
# Their posts come with the seat and with the supervision group.
LATER = frozenset({Role.DEPUTY, Role.SUPERVISOR})
# The congress' own office is not one of the campaign's 97 units.
CONGRESS = ("R001", "示例市人民代表大会常务委员会代表工作委员会", DEPUTIES_OFFICE, "示例市")


@dataclass(frozen=True)
class City:
    """What stands once the city was founded; units by their short names."""

    office: Hat
    deputies_office: Hat
    units: dict[str, Unit]
    campaign: Campaign


def found(weeks_ago: int = 0) -> City:
    """Found the city a month before its congress' term, and open a campaign.

    Today is in the campaign's middle, or so many weeks after it.
    """
    year = congress.last_year()
    with moved_to(founding_day(year)):
        office, deputies_office, units = settle_down(year)
    with moved_to(now() - timedelta(weeks=weeks_ago)):
        return City(office, deputies_office, units, open_campaign(units))


def founded() -> City:
    """The city that somebody founded before."""
    campaign = Campaign.objects.get(slug=SLUG)
    # Not the street office and the community that hear people in the grid: they came later.
    codes = [CONGRESS[0], *(unit.code for unit in city.UNITS)]
    units = Unit.objects.filter(jurisdiction=campaign.jurisdiction_id, code__in=codes)
    return City(
        office=_hat(Person.objects.get(username="office")),
        deputies_office=_hat(Person.objects.get(username="deputy-office")),
        units={u.short: u for u in units.select_related("jurisdiction", "area")},
        campaign=campaign,
    )


def founding_day(year: int) -> datetime:
    """A month before the term began, so that the record begins with the beginning."""
    first = congress.opening(year - congress.SESSIONS + 1)
    return local(datetime.combine(first - timedelta(days=30), time(9)))


def settle_down(year: int) -> tuple[Hat, Hat, dict[str, Unit]]:
    """The place, its units, its accounts and its congress: who runs the campaign, who assigns."""
    jurisdiction = places.found(code=city.AREAS[0].code, name=city.AREAS[0].name)
    areas = places.draw(jurisdiction=jurisdiction, places=_places())
    units = _units(jurisdiction, areas)
    persons = {a.username: _appoint(a, units) for a in ACCOUNTS if a.role not in LATER}
    deputies_office = _hat(persons["deputy-office"])
    congress.build(
        office=units[DEPUTIES_OFFICE],
        areas={a.name: a for a in areas.values() if a.level in (Level.COUNTY, Level.ZONE)},
        hat=deputies_office,
        year=year,
    )
    return _hat(persons["office"]), deputies_office, units


def _places() -> Iterator[places.Place]:
    for area in city.AREAS:
        yield places.Place(area.code, area.name, area.level, area.parent or "")


def _units(jurisdiction: Jurisdiction, areas: dict[str, Area]) -> dict[str, Unit]:
    """The units by their short names."""
    by_name = {a.name: a for a in areas.values()}
    code, name, short, area = CONGRESS
    made = people.set_up_units(
        jurisdiction=jurisdiction,
        units=[
            *(
                people.NewUnit(u.code, u.name, u.kind, u.short, u.duties, areas.get(u.area))
                for u in city.UNITS
            ),
            people.NewUnit(code, name, UnitKind.CONGRESS, short, "", by_name[area]),
        ],
    )
    return {u.short: u for u in made.values()}


def _appoint(account: Account, units: dict[str, Unit]) -> Person:
    unit, since_on = units[account.unit], today()
    person = people.appoint(
        username=account.username,
        name=account.name,
        password=PASSWORD,
        unit=unit,
        role=account.role,
        since_on=since_on,
    )
    if account.also:
        people.give_post(person=person, unit=unit, role=account.also, since_on=since_on)
    return person


def _hat(person: Person) -> Hat:
    hat = hat_of(person)
    assert hat is not None
    return hat


def open_campaign(units: dict[str, Unit]) -> Campaign:
    by = shift()
    made = city.CAMPAIGN
    return campaigns.open_campaign(
        office=units["市委宣传部"],
        slug=SLUG,
        title=made.title,
        slogan=made.slogan,
        about=made.phases[1].purpose,
        topics=[t.title for t in city.TOPICS],
        phases=[
            campaigns.NewPhase(p.name, p.purpose, p.starts_on + by, p.ends_on + by)
            for p in made.phases
        ],
        call_title="我为示例市献一计",
    )
