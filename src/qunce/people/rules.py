"""Who may what, by the hat they wear."""

from collections.abc import Collection
from dataclasses import dataclass

from qunce.people.models import Role, Tier

# Who prepares a unit's answers, and who signs them.
UNIT = frozenset({Role.UNIT, Role.UNIT_HEAD})
# Who reads what everybody may read: the office reads every voice, the auditor the record.
HEARERS = frozenset(Role) - {Role.OFFICE, Role.AUDITOR}

# Who sees how the congress stands; the deputies' office alone keeps it.
CONGRESS_READERS = frozenset(
    {
        Role.DEPUTY_OFFICE,
        Role.SECRETARIAT,
        Role.COMMITTEE,
        Role.CHAIRS,
        Role.GOVERNMENT_OFFICE,
        Role.OFFICE,
        Role.SUPERVISOR,
        Role.AUDITOR,
    }
)

BILL_NEEDS = {Tier.TOWNSHIP: 5, Tier.COUNTY: 10, Tier.CITY: 10, Tier.PROVINCE: 10}


@dataclass(frozen=True)
class Hat:
    """One post of a person, as rules read it."""

    person_id: int
    name: str
    role: str
    unit_id: int
    unit: str
    jurisdiction_id: int
    post_id: int = 0  # none for whoever gives commands on the machine itself

    @property
    def role_name(self) -> str:
        return str(Role(self.role).label)


def is_office(hat: Hat | None, jurisdiction_id: int) -> bool:
    """The campaign office's clerks and editors, in their own jurisdiction."""
    return hat is not None and hat.role == Role.OFFICE and hat.jurisdiction_id == jurisdiction_id


def may_keep_the_congress(hat: Hat | None, jurisdiction_id: int) -> bool:
    """The deputies' office (代表工委) convenes sessions and keeps the seats of its congress."""
    return (
        hat is not None
        and hat.role == Role.DEPUTY_OFFICE
        and hat.jurisdiction_id == jurisdiction_id
    )


def enough_for_a_bill(tier: str, deputies: int) -> bool:
    """组织法 (2022) Art. 22: at county level and above ten deputies jointly, in a township five."""
    return deputies >= BILL_NEEDS[Tier(tier)]


def may_keep_the_account(hat: Hat, posts: Collection[Hat]) -> bool:
    """Who opens an account may renew and close it, while all its posts are such as they give.

    An account that is a unit's or a deputy's too stays with whoever runs the site: with its
    password somebody could answer or vote in another's name.
    """
    if hat.role != Role.OFFICE or not posts:
        return False
    return all(
        (post.role == Role.OFFICE and post.unit_id == hat.unit_id)
        or (post.role == Role.SUPERVISOR and post.jurisdiction_id == hat.jurisdiction_id)
        for post in posts
    )


def may_enter_the_desk(hat: Hat | None) -> bool:
    return hat is not None


def may_read_every_voice(hat: Hat | None, jurisdiction_id: int) -> bool:
    """The desk shows unreleased words to the office alone: they were not screened for others."""
    return is_office(hat, jurisdiction_id)
