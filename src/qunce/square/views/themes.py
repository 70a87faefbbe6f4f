"""What it is about: all themes, and one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qunce.campaigns import queries as campaigns
from qunce.reading import queries as reading
from qunce.square.frame import position, the_campaign
from qunce.square.trend import trend_of
from qunce.square.views.search import more_url


@require_safe
def themes(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = the_campaign(slug)
    found = reading.themes(campaign.corpus_id, public=True) if campaign.corpus_id else []
    context = {
        "campaign": campaign,
        "themes": found,
        "largest": max((t.size for t in found), default=0),
        "ledger": reading.ledger(campaign.corpus_id) if campaign.corpus_id else None,
    }
    return render(request, "square/themes.html", context)


@require_safe
def themes_now(request: HttpRequest) -> HttpResponse:
    found = campaigns.current()
    if found is None:
        raise Http404(_("There is no campaign yet."))
    return redirect("square:themes", found.slug)


@require_safe
def theme(request: HttpRequest, theme_id: int) -> HttpResponse:
    before = position(request.GET)
    if request.htmx and before is not None:  # type: ignore[attr-defined]
        return _more(request, theme_id, before)
    page = reading.theme_page(theme_id, public=True)
    if page is None:
        raise Http404(_("There is no such theme."))
    if page.card.id != theme_id:
        return redirect("square:theme", page.card.id, permanent=False)
    found = reading.voices_of_theme(theme_id, public=True, before=before)
    context = {
        "page": page,
        "card": page.card,
        "campaign": campaigns.of_theme(theme_id),
        "trend": trend_of(page.trend),
        "found": found,
        "is_first": before is None,
        "more": more_url(found),
    }
    return render(request, "square/theme.html", context)


def _more(request: HttpRequest, theme_id: int, before: int) -> HttpResponse:
    if reading.theme_page(theme_id, public=True) is None:
        raise Http404(_("There is no such theme."))
    found = reading.voices_of_theme(theme_id, public=True, before=before)
    return render(request, "square/_hits.html", {"found": found, "more": more_url(found)})
