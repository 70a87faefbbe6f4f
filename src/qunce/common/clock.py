"""The one clock. Nothing else in the house asks the machine for the time."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """The present date where the jurisdiction lives (TIME_ZONE)."""
    return timezone.localdate()
