"""The made-up calendar: its autumn is brought to the present."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from qunce.common.clock import today

# The day in the made-up calendar that is shown as today: the middle of the second phase.
_MIDDLE = date(2026, 11, 23)


def shift() -> timedelta:
    """Whole weeks that bring the made-up calendar to the present."""
    return timedelta(weeks=(today() - _MIDDLE).days // 7)


def local(at: datetime) -> datetime:
    return timezone.make_aware(at) if timezone.is_naive(at) else timezone.localtime(at)
