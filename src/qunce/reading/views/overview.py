"""How the reading goes, where every voice went, what to read first, what people taught."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from qunce.common import jobs
from qunce.common.errors import Conflict, Refused
from qunce.people.entrance import DeskRequest, hat_required
from qunce.people.models import Role
from qunce.reading import actions, pictures, queries, steps
from qunce.reading.models import Corpus
from qunce.reading.views.corpora import opened
from qunce.ui.shares import Part
from qunce.voices.queries import lines_by_id

PAGE = 20


@hat_required(Role.OFFICE)
@require_safe
def overview(request: DeskRequest, corpus_id: int) -> HttpResponse:
    corpus = opened(request, corpus_id)
    ledger = queries.ledger(corpus.pk)
    context = _progress(corpus, whole=True)
    coverage = queries.coverage_of(context["reading"])
    context |= {
        "ledger": ledger,
        "parts": _parts(corpus, ledger),
        "coverage": coverage,
        "curve": pictures.curve(coverage),
        "themes": queries.themes(corpus.pk, public=False),
        "movements": [one for one in queries.movements_of(corpus.pk) if not one.by],
        "lessons": queries.lessons(corpus.pk)[:5],
    }
    return render(request, "reading/overview.html", context)


def _parts(corpus: Corpus, ledger: queries.Ledger) -> list[Part]:
    undecided = reverse("reading:undecided", args=[corpus.pk])
    silent = reverse("reading:not_understandable", args=[corpus.pk])
    parts = [
        Part(_("in a theme"), ledger.theme, "red"),
        Part(_("same text as another"), ledger.duplicate, "gold"),
        Part(_("undecided"), ledger.undecided, "blue", undecided),
        Part(_("not understandable"), ledger.not_understandable, "plain", silent),
    ]
    if ledger.waiting:
        parts.append(Part(_("not yet placed"), ledger.waiting, "green"))
    return parts


def _progress(corpus: Corpus, *, whole: bool = False) -> dict[str, Any]:
    job = queries.progress(corpus.pk)
    return {
        "corpus": corpus,
        "job": job,
        "silent": job is not None and jobs.is_silent(job),
        "step": steps.label(job.step) if job else "",
        "reading": queries.last_reading(corpus.pk, whole=whole),
    }


@hat_required(Role.OFFICE)
@require_safe
def progress(request: DeskRequest, corpus_id: int) -> HttpResponse:
    """The part of the overview that asks again by itself; at the end the page comes anew."""
    context = _progress(opened(request, corpus_id))
    response = render(request, "reading/_progress.html", context)
    if context["job"] is None or context["job"].is_over:
        response["HX-Refresh"] = "true"
    return response


@hat_required(Role.OFFICE)
@require_POST
def act(request: DeskRequest, corpus_id: int) -> HttpResponse:
    corpus = opened(request, corpus_id)
    try:
        if request.POST.get("act") == "stop":
            actions.stop_reading(corpus.pk, request.hat)
        else:
            actions.start_reading(corpus.pk, request.hat)
    except (Conflict, Refused) as problem:
        messages.warning(request, problem.message)
    return redirect("reading:overview", corpus.pk)


@hat_required(Role.OFFICE)
@require_safe
def first(request: DeskRequest, corpus_id: int) -> HttpResponse:
    """What to read first, in the order in which most is heard soonest."""
    corpus = opened(request, corpus_id)
    coverage = queries.coverage(corpus.pk)
    page = Paginator(coverage.order, PAGE).get_page(request.GET.get("page"))
    context = {
        "corpus": corpus,
        "page": page,
        "voices": lines_by_id(page.object_list),
        "heard": coverage.heard(page.end_index()),
    }
    return render(request, "reading/first.html", context)


@hat_required(Role.OFFICE)
@require_safe
def lessons(request: DeskRequest, corpus_id: int) -> HttpResponse:
    corpus = opened(request, corpus_id)
    page = Paginator(queries.lessons(corpus.pk), 50).get_page(request.GET.get("page"))
    return render(request, "reading/lessons.html", {"corpus": corpus, "page": page})
