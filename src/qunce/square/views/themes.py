"""What it is about: all themes, and one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qunce.campaigns import queries as campaigns
from qunce.reading import queries as reading
from qunce.square.frame import position, public_themes, the_campaign
from qunce.square.trend import trend_of
from qunce.square.views.search import more_url
from qunce.ui.shares import Part


@require_safe
def themes(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = the_campaign(slug)
    corpus_id = campaign.corpus_id
    found = public_themes(campaign)
    ledger = reading.ledger(corpus_id) if corpus_id else None
    context = {
        "campaign": campaign,
        "themes": found,
        "largest": max((t.size for t in found), default=0),
        "ledger": ledger,
        "shares": shares(ledger) if ledger else [],
    }
    return render(request, "square/themes.html", context)


def shares(ledger: reading.Ledger) -> list[Part]:
    """The ledger as the parts of one bar; they always add up to what was received."""
    return [
        Part(_("in a theme"), ledger.theme, "red"),
        Part(_("same text as another"), ledger.duplicate, "gold"),
        Part(_("no theme found yet"), ledger.undecided, "blue"),
        Part(_("not understandable"), ledger.not_understandable, "plain"),
        Part(_("waits to be read"), ledger.waiting, "plain"),
    ]


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
    page = _theme_page(theme_id, before)
    if page.card.id != theme_id:
        return redirect("square:theme", page.card.id, permanent=False)
    context = {
        "page": page,
        "card": page.card,
        # A theme below another leads back to that one.
        "campaign": None if page.parent else campaigns.of_corpus(page.corpus_id),
        "trend": trend_of(page.trend),
        "found": page.found,
        "is_first": before is None,
        "more": more_url(page.found),
    }
    return render(request, "square/theme.html", context)


def _more(request: HttpRequest, theme_id: int, before: int) -> HttpResponse:
    found = _theme_page(theme_id, before).found
    return render(request, "square/_hits.html", {"found": found, "more": more_url(found)})


def _theme_page(theme_id: int, before: int | None) -> reading.ThemePage:
    page = reading.theme_page(theme_id, public=True, before=before)
    if page is None:
        raise Http404(_("There is no such theme."))
    return page
