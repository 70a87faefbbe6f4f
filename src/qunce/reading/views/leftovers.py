"""Voices that the engine put nowhere: a person reads them and decides."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qunce.common.errors import Conflict, Refused
from qunce.common.sent import number, numbers
from qunce.people.entrance import DeskRequest, hat_required
from qunce.people.models import Role
from qunce.reading import actions, queries
from qunce.reading.models import Corpus, Outcome
from qunce.reading.views.corpora import opened


@hat_required(Role.OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def undecided(request: DeskRequest, corpus_id: int) -> HttpResponse:
    return _page(request, opened(request, corpus_id), Outcome.UNDECIDED)


@hat_required(Role.OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def not_understandable(request: DeskRequest, corpus_id: int) -> HttpResponse:
    return _page(request, opened(request, corpus_id), Outcome.NOT_UNDERSTANDABLE)


def _page(request: DeskRequest, corpus: Corpus, outcome: Outcome) -> HttpResponse:
    status = 200
    if request.method == "POST":
        try:
            messages.success(request, _place(request, corpus, outcome))
            return redirect(request.get_full_path())
        except (Conflict, Refused) as problem:
            messages.error(request, problem.message)
            status = problem.status
    before = number(request, "before")
    grove = queries.themes(corpus.pk, public=False)
    context = {
        "corpus": corpus,
        "outcome": outcome,
        "found": queries.leftovers(corpus.pk, outcome, before=before),
        "is_first": before is None,
        "leaves": queries.theme_choices(grove, leaves=True),
        "typed": request.POST,
        "ticked": numbers(request.POST.getlist("voice")),
    }
    return render(request, "reading/leftovers.html", context, status=status)


def _place(request: DeskRequest, corpus: Corpus, seen: Outcome) -> str:
    chosen = numbers(request.POST.getlist("voice"))
    if request.POST.get("act") == "split":
        made = actions.gather(
            corpus_id=corpus.pk,
            voice_ids=chosen,
            title=request.POST.get("new", ""),
            hat=request.hat,
            seen=seen,
        )
        return _("The new theme “%(theme)s” is made; the voices stay in it.") % {"theme": made}
    goal = number(request, "goal", request.POST)
    if not goal:
        raise Refused(_("Please choose a theme."), code="no-theme")
    moved = actions.move_voices(
        voice_ids=chosen, corpus_id=corpus.pk, theme_id=goal, hat=request.hat, seen=seen
    )
    return _("Moved, with those that say the same text: %(n)d.") % {"n": len(moved)}
