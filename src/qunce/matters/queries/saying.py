"""The words of procedures in the reader's language, and how a row is named to people."""

import re

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


def hushed(matter: Matter, words: str) -> str:
    """Words about it for those whose voices it carries: a confidential title is named in none."""
    if not matter.confidential:
        return words
    stands = _("a matter that is kept confidential")
    for name in _names(matter.title):
        words = re.sub(name, stands, words)
    return words


# “关于…的建议” is quoted with and without its frame; less than this is no name but a word.
_FRAME = re.compile(r"^关于(?P<core>.+?)的?(建议|议案|意见|提案|请求|报告)?$")
_SHORTEST = 4


def _names(title: str) -> list[str]:
    """Patterns for the title and for what it is about, the longest first; a line may break it."""
    framed = _FRAME.match(title)
    known = [title, framed["core"] if framed else ""]
    wanted = [name for name in known if name == title or len(name) >= _SHORTEST]
    return [rf"《?{_loosely(name)}》?" for name in wanted if name]


def _loosely(name: str) -> str:
    return r"\s*".join(re.escape(char) for char in name if not char.isspace())
