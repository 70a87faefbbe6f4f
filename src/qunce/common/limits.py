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
    at = now()
    start = at - within
    name = blind("limit", f"{what}/{who}")
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [name, at, cost, start, start])
        (used,) = cursor.fetchone()
    if used > most:
        raise TooMany(
            _(
                "That was very quick: many entries came from this address within a short time. "
                "Nothing that was accepted is lost. Please wait a minute and send it again; "
                "your words stay in the form."
            )
        )


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
