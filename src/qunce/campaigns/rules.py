"""Who may do what in a campaign."""

from qunce.people.rules import UNIT, Hat, is_office


def may_run(hat: Hat | None, jurisdiction_id: int) -> bool:
    """The campaign office plans, gives tasks and closes phases."""
    return is_office(hat, jurisdiction_id)


def may_report(hat: Hat, unit_id: int) -> bool:
    """Whoever works for the unit that owes it."""
    return hat.role in UNIT and hat.unit_id == unit_id
