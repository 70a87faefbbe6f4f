"""Chance that anybody can recompute: an order by SHA-256 of a published seed and a name.

No generator of numbers stands behind it, so another language, or `sha256sum` by hand, finds the
same order in twenty years.
"""

import hashlib
from collections.abc import Iterable
from typing import TypeVar

Name = TypeVar("Name")


def lot(seed: str, *names: object) -> str:
    """64 hex digits: the smaller, the earlier drawn.

    >>> lot("2026", "idea", 7)[:8]
    '0c3ea0a3'
    """
    return hashlib.sha256("/".join([seed, *map(str, names)]).encode()).hexdigest()


def drawn(names: Iterable[Name], *, seed: str, purpose: str) -> list[Name]:
    """The names in the order drawn; the order in which they are given makes no difference.

    >>> drawn([1, 2, 3, 4, 5], seed="2026", purpose="lottery")
    [5, 4, 3, 2, 1]
    """
    return sorted(names, key=lambda name: lot(seed, purpose, name))
