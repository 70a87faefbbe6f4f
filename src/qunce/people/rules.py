"""Who may what, by the hat they wear."""

from dataclasses import dataclass

from qunce.people.models import Role

# Who prepares a unit's answers, and who signs them.
UNIT = frozenset({Role.UNIT, Role.UNIT_HEAD})
# Who reads what everybody may read: the office reads every voice, the auditor the record.
HEARERS = frozenset(Role) - {Role.OFFICE, Role.AUDITOR}


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


def may_enter_the_desk(hat: Hat | None) -> bool:
    return hat is not None


def may_read_every_voice(hat: Hat | None, jurisdiction_id: int) -> bool:
    """The desk shows unreleased words to the office alone: they were not screened for others."""
    return is_office(hat, jurisdiction_id)
