"""Who may do what with bulletins."""

from qunce.briefs.models import Brief, Secrecy, State
from qunce.people.rules import Hat, is_office


def may_edit(hat: Hat | None, jurisdiction_id: int) -> bool:
    """The campaign office drafts, signs and issues."""
    return is_office(hat, jurisdiction_id)


def may_sign(hat: Hat | None, brief: Brief) -> bool:
    """Somebody else of the office than who drafted it: four eyes see what goes out."""
    if hat is None or not is_office(hat, brief.campaign.jurisdiction_id):
        return False
    return hat.person_id != brief.drafted_by_id


def is_public(brief: Brief) -> bool:
    return brief.state == State.ISSUED and brief.secrecy == Secrecy.PUBLIC
