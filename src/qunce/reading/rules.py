"""Who may read, teach and look."""

from qunce.people.rules import Hat, is_office

# A title stands in lists, on phones and in briefs; longer ones were wrapped there.
LONGEST_TITLE = 60


def may_edit(hat: Hat | None, jurisdiction_id: int | None) -> bool:
    """Start and stop a reading, rename, merge, split, pin, move: the campaign office."""
    return jurisdiction_id is not None and is_office(hat, jurisdiction_id)


def may_look(hat: Hat | None, jurisdiction_id: int | None) -> bool:
    """The desk's pages of a reading; they hold words that were not released, so: the office."""
    return may_edit(hat, jurisdiction_id)
