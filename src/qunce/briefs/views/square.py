"""Bulletins that everybody may read."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qunce.briefs.queries import pages
from qunce.briefs.queries.pages import Page
from qunce.briefs.views.papers import sent

PER_PAGE = 20


@require_safe
def bulletins(request: HttpRequest) -> HttpResponse:
    page = Paginator(pages.public(), PER_PAGE).get_page(request.GET.get("page"))
    listed = [(brief, pages.issue_words(brief)) for brief in page]
    return render(request, "briefs/bulletins.html", {"page": page, "listed": listed})


@require_safe
def bulletin(request: HttpRequest, brief_id: int) -> HttpResponse:
    page = _page(brief_id)
    context = {"page": page, "issue_words": pages.issue_words(page.brief)}
    return render(request, "briefs/bulletin.html", context)


@require_safe
def paper(request: HttpRequest, brief_id: int, form: str) -> HttpResponse:
    return sent(_page(brief_id), form)


def _page(brief_id: int) -> Page:
    found = pages.one(brief_id)
    if found is None:
        raise Http404
    return pages.page(found, public=True)
