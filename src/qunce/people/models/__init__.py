"""Units, persons with an account, posts; the congress with its terms, sessions and deputies."""

from qunce.people.models.accounts import Person, Post, Role, Unit, UnitKind
from qunce.people.models.congress import Congress, Delegation, Group, GroupKind, Session, Term, Tier
from qunce.people.models.deputies import Deputy, EndReason, Status

__all__ = [
    "Congress",
    "Delegation",
    "Deputy",
    "EndReason",
    "Group",
    "GroupKind",
    "Person",
    "Post",
    "Role",
    "Session",
    "Status",
    "Term",
    "Tier",
    "Unit",
    "UnitKind",
]
