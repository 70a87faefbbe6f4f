"""What was typed in, as it is kept: without control characters, and never cut in silence."""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from qunce.common.clock import today
from qunce.common.errors import Refused, TooLarge
from qunce.voices import words

T = TypeVar("T")

LONGEST_TITLE = 120
# As long as the columns that keep them.
_LONGEST = {
    "title": LONGEST_TITLE,
    "reason_code": 40,
    "what": 300,
    "contact_name": 40,
    "contact_phone": 40,
    "duty": 200,
}
# More units than a place has departments, more requests than a suggestion can make.
_MOST = 100


def checked(given: T) -> T:
    """The same, cleaned; refused with a sentence where something is too long or too many."""
    assert is_dataclass(given)
    assert not isinstance(given, type)
    kept = {f.name: _kept(f.name, getattr(given, f.name)) for f in fields(given)}
    return replace(given, **kept)


def checked_words(name: str, text: str, most: int = words.LONGEST_TEXT) -> str:
    text = words.clean(text)
    if len(text) > _LONGEST.get(name, most):
        raise TooLarge(
            _("This has %(n)s characters, and at most %(most)s are taken here: “%(text)s…”")
            % {"n": len(text), "most": _LONGEST.get(name, most), "text": text[:20]},
            code="too-long",
        )
    return text


def ahead(due_on: date | None) -> date | None:
    """The day something is to be due, refused where it lies behind."""
    if due_on and due_on < today():
        raise Refused(_("The day it is due lies behind; choose today or a later day."))
    return due_on


def _kept(name: str, value: Any) -> Any:
    if isinstance(value, str):
        return checked_words(name, value)
    if isinstance(value, tuple):
        return tuple(_kept(name, each) for each in _few(value))
    return checked(value) if is_dataclass(value) else value


def _few(values: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(values) > _MOST:
        raise TooLarge(
            _("%(n)s at once are too many; at most %(most)s are taken here.")
            % {"n": len(values), "most": _MOST},
            code="too-many-at-once",
        )
    return values
