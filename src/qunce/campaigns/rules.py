"""Who may do what in a campaign."""

from qunce.campaigns.models import Participation
from qunce.people.models import Role
from qunce.people.rules import UNIT, Hat, is_office

# Who follows every unit on the command page.
FOLLOWERS = frozenset({Role.OFFICE, Role.GOVERNMENT_OFFICE, Role.SUPERVISOR, Role.AUDITOR})


def may_run(hat: Hat | None, jurisdiction_id: int) -> bool:
    """The campaign office plans, gives tasks and closes phases."""
    return is_office(hat, jurisdiction_id)


def may_report(hat: Hat, unit_id: int) -> bool:
    """Whoever works for the unit that owes it."""
    return hat.role in UNIT and hat.unit_id == unit_id


def is_of_group(hat: Hat, group: int | None) -> bool:
    """Whoever has a supervisor's post in this supervision group (its unit)."""
    return hat.role == Role.SUPERVISOR and hat.unit_id == group


def may_read_visits(hat: Hat, jurisdiction_id: int, unit_id: int, group: int | None) -> bool:
    """The office, the unit that was looked at and its own group; a group reads no other's work."""
    here = hat.jurisdiction_id == jurisdiction_id
    watches = hat.role in {Role.OFFICE, Role.AUDITOR} and here
    return watches or may_report(hat, unit_id) or is_of_group(hat, group)


def may_see_files(hat: Hat, participation: Participation) -> bool:
    """An upload is for the unit that sent it, the group that supervises it, and the office."""
    if may_run(hat, participation.campaign.jurisdiction_id):
        return True
    own = may_report(hat, participation.unit_id)
    return own or is_of_group(hat, participation.group_id)
