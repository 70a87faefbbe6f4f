"""The made-up calendar: its autumn is brought to the present, or some weeks before it."""

from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from qunce.campaigns.models import Campaign
from qunce.common.clock import moved_to, now, today
from qunce.demo import city

# The day in the made-up calendar that is shown as today: the middle of the second phase.
_MIDDLE = date(2026, 11, 23)
# Where a campaign was run to its end, its middle was so long ago: it ended ten to sixteen days ago.
WEEKS_SINCE = 8


def shift() -> timedelta:
    """Whole weeks that bring the made-up calendar to the present."""
    return timedelta(weeks=(today() - _MIDDLE).days // 7)


def in_the_middle(campaign: Campaign) -> AbstractContextManager[None]:
    """On the day of its middle that is like today's: today itself where it still runs."""
    middle = campaign.starts_on + (_MIDDLE - city.CAMPAIGN.starts_on)
    weeks = (today() - middle).days // 7
    return moved_to(now() - timedelta(weeks=weeks)) if weeks else nullcontext()


def local(at: datetime) -> datetime:
    return timezone.make_aware(at) if timezone.is_naive(at) else timezone.localtime(at)


def days_ago(days: int) -> datetime:
    """Ten o'clock on the day so many days before today."""
    return instant(today() - timedelta(days=days), 10)


def instant(on: date, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(hour, minute)))
