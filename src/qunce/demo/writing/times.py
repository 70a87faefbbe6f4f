"""When people speak: the swell of the campaign, the week, the hours of the day."""

from bisect import bisect
from datetime import datetime, time, timedelta, timezone
from itertools import accumulate
from random import Random

from qunce.demo.city import CAMPAIGN

ZONE = timezone(timedelta(hours=8))
HOURS = (1, 0.5, 0.4, 0.3, 0.4, 1, 2, 4, 7, 9, 9, 7, 6, 5, 6, 7, 7, 6, 5, 7, 9, 9, 6, 3)
DAYS = (CAMPAIGN.ideas_until - CAMPAIGN.ideas_from).days + 1
OPENS = datetime.combine(CAMPAIGN.ideas_from, time(0), ZONE)
CLOSES = datetime.combine(CAMPAIGN.ideas_until, time(23, 59, 59), ZONE)


def _swell(day: int) -> float:
    """Slow at first, a peak after the second week, a last rush; less at weekends."""
    weekday = (CAMPAIGN.ideas_from + timedelta(days=day)).weekday()
    peak = 1 / (1 + ((day - DAYS * 0.45) / 6) ** 2)
    rush = 0.5 if day >= DAYS - 3 else 0.0
    return (0.15 + peak + rush) * (0.6 if weekday >= 5 else 1.0)


DAY_SUMS = tuple(accumulate(_swell(day) for day in range(DAYS)))
HOUR_SUMS = tuple(accumulate(HOURS))


def drawn(random: Random) -> datetime:
    draw = random.random
    day = bisect(DAY_SUMS, draw() * DAY_SUMS[-1])
    hour = bisect(HOUR_SUMS, draw() * HOUR_SUMS[-1])
    return OPENS + timedelta(days=day, hours=hour, seconds=int(draw() * 3600))


def soon_after(moment: datetime, random: Random) -> datetime:
    """Hours to a few days later, never after the call has closed."""
    return min(moment + timedelta(hours=random.expovariate(1 / 30)), CLOSES)
