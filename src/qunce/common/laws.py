"""What a room promises of its rows, so that `qunce audit` can walk it.

A room with promises has a module `laws` with `LAWS` and, if there is something to add up,
`sums()`. A law looks at rows and yields a Breach for each that breaks it; it adds to `seen`
how many it looked at, so that a law that met nothing is not mistaken for one that was kept.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db import connection
from django.utils.functional import Promise

Words: TypeAlias = str | Promise
Seen: TypeAlias = Callable[[int], None]

_CHUNK = 1_000  # rows in memory at a time


@dataclass(frozen=True, slots=True)
class Sum:
    """A number to be published; those with `part` are parts of the last one without."""

    label: Words
    value: int
    part: bool = False


@dataclass(frozen=True, slots=True)
class Breach:
    """A row that breaks a law, named so that somebody can find it, and what is wrong with it."""

    row: str
    words: str


@dataclass(frozen=True, slots=True)
class Law:
    """`code` is for programs, `says` is the promise in one sentence."""

    code: str
    says: Words
    check: Callable[[Seen], Iterable[Breach]]


def select(sql: str, params: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
    """The rows of a query, a thousand at a time; must be called inside a transaction."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, params)
        while rows := cursor.fetchmany(_CHUNK):
            yield from rows


def count(sql: str, params: Sequence[Any] = ()) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.fetchone()[0])


def by_query(
    counted: str, broken: str, breach: Callable[..., Breach], params: Sequence[Any] = ()
) -> Callable[[Seen], Iterator[Breach]]:
    """A check in SQL: `counted` says how many rows there are, `broken` returns those in breach."""

    def check(seen: Seen) -> Iterator[Breach]:
        seen(count(counted))
        for row in select(broken, params):
            yield breach(*row)

    return check
