"""A browser's mark: a random word, set only when somebody speaks, so that support counts once.

It says nothing about a person, is blinded for each call before it is kept, and other sites and
scripts cannot read it.
"""

import re
import secrets

from django.http import HttpRequest, HttpResponse

COOKIE = "mark"
_YEAR = 365 * 24 * 60 * 60
_SHAPE = re.compile(r"[A-Za-z0-9_-]{22}")


def mark_of(request: HttpRequest) -> str:
    """The mark that this browser has, or a new one to be kept with the answer."""
    brought = request.COOKIES.get(COOKIE, "")
    return brought if _SHAPE.fullmatch(brought) else secrets.token_urlsafe(16)


def keep(request: HttpRequest, response: HttpResponse, mark: str) -> HttpResponse:
    response.set_cookie(
        COOKIE, mark, max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return response
