"""Searching what is shown."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qunce.campaigns import queries as campaigns
from qunce.square.frame import calls_of, position, shown_of, the_campaign
from qunce.voices import queries as voices

LONGEST = 100


@require_safe
def search(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = the_campaign(slug)
    scope = shown_of(calls_of(campaign))
    asked = request.GET.get("q", "").strip().replace("\x00", "")[:LONGEST]
    before = position(request.GET)
    found = voices.search(asked, scope, before=before) if asked else None
    context = {
        "campaign": campaign,
        "asked": asked,
        "found": found,
        "longest": LONGEST,
        "is_first": before is None,
        "lag": voices.lag(scope.call_ids),
        "more": more_url(found, q=asked) if found else "",
    }
    fragment = bool(request.htmx) and before is not None  # type: ignore[attr-defined]
    template = "square/_hits.html" if fragment else "square/search.html"
    return render(request, template, context)


@require_safe
def search_now(request: HttpRequest) -> HttpResponse:
    found = campaigns.current()
    if found is None:
        raise Http404(_("There is no campaign yet."))
    return redirect("square:search", found.slug)


def more_url(found: voices.Found, **asked: str) -> str:
    """Where the list goes on; empty at its end."""
    if found.next is None:
        return ""
    return "?" + urlencode({**asked, "before": found.next})
