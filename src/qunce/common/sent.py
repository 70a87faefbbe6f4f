"""Numbers that a form or an address carries: whoever sends them may send anything."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest


def numbers(sent: Iterable[str]) -> list[int]:
    """The numbers among what was sent, as far as a row may have them.

    >>> numbers(["7", "", "-1", "x", "9" * 30])
    [7]
    """
    return [int(one) for one in sent if one.isdecimal() and len(one) < 19]


def number(request: HttpRequest, name: str, source: Any = None) -> int | None:
    """A number that was sent in the address, or in `source`; None if it is none."""
    found = numbers([(request.GET if source is None else source).get(name, "")])
    return found[0] if found else None
