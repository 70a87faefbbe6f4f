"""The words of procedures in the reader's language, and how a row is named to people."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qunce.matters.models import Matter, Running
from qunce.procedure import Role, Words


def say(words: Words) -> str:
    return words.in_language(get_language() or "zh")


def holder_of(row: Running) -> str:
    """Who holds it: the unit's or the person's name, else the role's."""
    if row.holder_unit:
        return row.holder_unit.name
    if row.holder_person:
        return row.holder_person.name
    return say(Role(row.holder_role).words) if row.holder_role else _("nobody")


def told_as(matter: Matter) -> str:
    """Its title for those whose voices it carries; empty where it is confidential."""
    return "" if matter.confidential else matter.title
