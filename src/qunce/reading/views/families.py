"""The same text many times, over days and places, counted raw and once."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qunce.people.entrance import DeskRequest, hat_required
from qunce.people.models import Role
from qunce.reading import pictures, queries, why
from qunce.reading.views.corpora import opened

PAGE = 20


@hat_required(Role.OFFICE)
@require_safe
def families(request: DeskRequest, corpus_id: int) -> HttpResponse:
    corpus = opened(request, corpus_id)
    page = Paginator(queries.families_of(corpus.pk), PAGE).get_page(request.GET.get("page"))
    context = {
        "corpus": corpus,
        "page": page,
        "lines": queries.lines_of(list(page.object_list)),
        "ledger": queries.ledger(corpus.pk),
        "places": queries.places_of(corpus.pk),
    }
    return render(request, "reading/families.html", context)


@hat_required(Role.OFFICE)
@require_safe
def family(request: DeskRequest, corpus_id: int, voice_id: int) -> HttpResponse:
    corpus = opened(request, corpus_id)
    found = queries.family_page(corpus.pk, voice_id)
    if found is None:
        raise Http404
    page = Paginator(queries.members_of(found.family), PAGE).get_page(request.GET.get("page"))
    context = {
        "corpus": corpus,
        "found": found,
        "family": found.family,
        "days": pictures.repeated(found.days),
        "page": page,
        "members": [(one.voice, why.words(one.reason)) for one in page.object_list],
    }
    return render(request, "reading/family.html", context)
