"""Pages that explain, and what machines ask for."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qunce.people.queries import congress_of

# Nothing below a receipt's address is for a search engine, nor is the desk.
ROBOTS = """User-agent: *
Disallow: /r/
Disallow: /desk/
Disallow: /enter/
Disallow: /ui/
"""
# The worker writes its beat every 10 seconds; three missed ones are silence.
SILENT_SECONDS = 30


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "square/about.html", {"congress": congress_of()})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "square/privacy.html", {"contact_days": settings.CONTACT_DAYS})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 while voices can be received. A silent worker delays things but loses nothing."""
    try:
        beat = _worker_beat()
    except DatabaseError:
        return JsonResponse({"database": "unreachable"}, status=503)
    worker = "ok" if beat is not None and beat <= SILENT_SECONDS else "silent"
    return JsonResponse({"database": "ok", "worker": worker, "worker_beat_seconds": beat})


def _worker_beat() -> float | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers"
        )
        (seconds,) = cursor.fetchone()
    return None if seconds is None else round(float(seconds), 1)
