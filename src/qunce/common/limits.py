"""Polite limits, shared by all processes. An address is kept only blinded, for a window."""

from datetime import timedelta

from django.db import connection
from django.http import HttpRequest
from django.utils.translation import gettext as _

from qunce.common.clock import now
from qunce.common.errors import TooMany
from qunce.common.keys import blind
from qunce.common.models import Count

_TAKE = """
INSERT INTO common_count AS c (name, window_at, used) VALUES (%s, %s, %s)
ON CONFLICT (name) DO UPDATE SET
    used = CASE WHEN c.window_at < %s THEN excluded.used ELSE c.used + excluded.used END,
    window_at = CASE WHEN c.window_at < %s THEN excluded.window_at ELSE c.window_at END
RETURNING used
"""


def take(what: str, who: str, *, most: int, within: timedelta, cost: int = 1) -> None:
    """Use `cost` of `who`'s share of `what`; TooMany if more than `most` within the window.

    What was accepted before is not touched: the limit only refuses the next one.
    """
    if count(what, who, within=within, cost=cost) > most:
        raise TooMany(
            _(
                "That was very quick: many entries came from this address within a short time. "
                "Nothing that was accepted is lost. Please wait a minute and send it again; "
                "your words stay in the form."
            )
        )


def count(what: str, who: str, *, within: timedelta, cost: int = 1) -> int:
    """Count one more, and say how many it makes within the window."""
    at = now()
    start = at - within
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [_name(what, who), at, cost, start, start])
        (used,) = cursor.fetchone()
    return int(used)


def used(what: str, who: str, *, within: timedelta) -> int:
    """How many there were within the window, without counting one more."""
    found = Count.objects.filter(name=_name(what, who), window_at__gte=now() - within)
    return found.values_list("used", flat=True).first() or 0


def clear(what: str, who: str) -> None:
    Count.objects.filter(name=_name(what, who)).delete()


def _name(what: str, who: str) -> bytes:
    return blind("limit", f"{what}/{who}")


def forget_old(*, older_than: timedelta = timedelta(days=1)) -> int:
    """Drop counters whose window is long over (addresses are kept at most 7 days: domain 5.6)."""
    return Count.objects.filter(window_at__lt=now() - older_than).delete()[0]


def address(request: HttpRequest) -> str:
    """The sender's address: the connection's, or what the trusted proxies wrote."""
    from django.conf import settings

    hops = [h.strip() for h in request.headers.get("x-forwarded-for", "").split(",") if h.strip()]
    if settings.PROXIES and len(hops) >= settings.PROXIES:
        return hops[-settings.PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))
