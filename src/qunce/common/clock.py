"""The one clock. Nothing else in the house asks the machine for the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_moved: ContextVar[datetime | None] = ContextVar("moved", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _moved.get() or timezone.now()


def today() -> date:
    """The present date where the jurisdiction lives (TIME_ZONE)."""
    return timezone.localdate(now())


@contextmanager
def moved_to(instant: datetime) -> Iterator[None]:
    """Inside, it is that instant: for the made-up city alone, whose past is lived through."""
    token = _moved.set(instant)
    try:
        yield
    finally:
        _moved.reset(token)
