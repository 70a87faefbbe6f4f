"""What every answer carries, and how a Problem becomes a page."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from qunce.common.errors import Problem, TooLarge

Answer = Callable[[HttpRequest], HttpResponse]
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


def content_security(answer: Answer) -> Answer:
    def with_policy(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.setdefault("Content-Security-Policy", POLICY)
        return response

    return with_policy


def announced(request: HttpRequest) -> int:
    """How many bytes the request says it brings; 0 if it does not say. Then Django reads none."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


class small_bodies:  # noqa: N801 — a middleware that looks at the view must be a class
    """Refuse what announces more than a form holds before any of it is read, or put on the disk.

    A view that takes more says so by its `largest_body`.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(self, request: HttpRequest, view: Any, *_given: Any) -> HttpResponse | None:
        most: float = getattr(view, "largest_body", settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        if (sent := announced(request)) <= most:
            return None
        problem = TooLarge(
            _(
                "%(sent).1f MB were sent, and this page takes %(most).1f MB at most. Nothing of "
                "it was read or kept. Please go back and send less at once."
            )
            % {"sent": sent / 1e6, "most": most / 1e6}
        )
        return render(request, "ui/problem.html", {"problem": problem}, status=problem.status)


class problems:  # noqa: N801 — a middleware with an exception hook must be a class
    """Turn a Problem that a view did not handle into a page that says what to do next."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Problem):
            return None
        return render(request, "ui/problem.html", {"problem": error}, status=error.status)
