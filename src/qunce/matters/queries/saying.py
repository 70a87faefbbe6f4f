"""The words of procedures in the reader's language, and how a row is named to people."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qunce.matters.models import Matter, Running
from qunce.procedure import Role, Words


def say(words: Words) -> str:
    return words.in_language(get_language() or "zh")


def holder_of(row: Running) -> str:
    """Who holds it: the unit's or the person's name, else the role's."""
    unit = row.holder_unit.name if row.holder_unit else None
    person = row.holder_person.name if row.holder_person else None
    return holder_named(unit, person, row.holder_role)


def holder_named(unit: str | None, person: str | None, role: str) -> str:
    return unit or person or (say(Role(role).words) if role else _("nobody"))


def told_as(matter: Matter) -> str:
    """Its title for those whose voices it carries; empty where it is confidential."""
    return "" if matter.confidential else matter.title
