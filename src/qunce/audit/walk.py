"""Finding every room's laws and walking them over one snapshot of what is stored."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.conf import settings
from django.db import connection, transaction

from qunce.common.laws import Breach, Law, Sum

# More rows than a person will look at one by one; the rest is counted.
MOST_NAMED = 20
_TICK = 10_000  # rows between two signs of progress


@dataclass(frozen=True, slots=True)
class Result:
    """What one law found: `breaches` are the first of `broken`."""

    law: Law
    seen: int
    broken: int
    breaches: tuple[Breach, ...]

    @property
    def kept(self) -> bool:
        return self.broken == 0


def rooms() -> list[ModuleType]:
    """The laws of every room that has any, from the ground up."""
    apps = [app for app in reversed(settings.INSTALLED_APPS) if app.startswith("qunce.")]
    return [import_module(f"{app}.laws") for app in apps if _has_laws(app)]


def laws() -> list[Law]:
    return [law for room in rooms() for law in getattr(room, "LAWS", ())]


def sums() -> list[Sum]:
    return [part for room in rooms() for part in getattr(room, "sums", tuple)()]


def walk(law: Law, tick: Callable[[int], None] = lambda seen: None) -> Result:
    """Walk one law; `tick` hears now and then how many rows were looked at."""
    seen = broken = 0
    named: list[Breach] = []

    def look(rows: int) -> None:
        nonlocal seen
        if seen // _TICK != (seen + rows) // _TICK:
            tick(seen + rows)
        seen += rows

    for breach in law.check(look):
        broken += 1
        if len(named) < MOST_NAMED:
            named.append(breach)
    return Result(law, seen, broken, tuple(named))


@contextmanager
def snapshot() -> Iterator[None]:
    """One unmoving view, read only: work that goes on meanwhile cannot look like a breach."""
    if connection.in_atomic_block:
        _set("enable_nestloop = off")
        yield
        return
    with transaction.atomic():
        _set("TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        # Laws walk whole tables. After a large import the statistics may still say that they are
        # empty; then the planner would pair every row with every other.
        _set("enable_nestloop = off")
        yield


def _set(what: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL {what}" if "=" in what else f"SET {what}")


def _has_laws(app: str) -> bool:
    # common.laws says what a law is; it has none.
    return app != "qunce.common" and find_spec(f"{app}.laws") is not None
