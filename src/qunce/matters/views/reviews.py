"""The review of openness: what waits, and one decision with its reason."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from qunce.common.errors import Conflict, Refused
from qunce.matters import actions
from qunce.matters.forms.reviewing import ReviewForm
from qunce.matters.models import Publication
from qunce.matters.queries import reviews
from qunce.matters.queries.reviews import ReviewPage
from qunce.matters.reasons import reason_words
from qunce.matters.rules.seeing import REVIEWERS
from qunce.people.entrance import DeskRequest, hat_required


@dataclass(frozen=True)
class Offer:
    form: ReviewForm
    title: str
    is_open: bool


@hat_required(*REVIEWERS)
@never_cache
@require_safe
def waiting(request: DeskRequest) -> HttpResponse:
    place = request.hat.jurisdiction_id
    page = Paginator(reviews.waiting(place), reviews.SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": reviews.lines(list(page.object_list)),
        "decided": reviews.decided(place),
    }
    return render(request, "matters/reviews.html", context)


@hat_required(*REVIEWERS)
@never_cache
@require_safe
def review(request: DeskRequest, review_id: int) -> HttpResponse:
    return _show(request, _opened(request, review_id))


@hat_required(*REVIEWERS)
@require_POST
def decide(request: DeskRequest, review_id: int, act: str) -> HttpResponse:
    found = _opened(request, review_id)
    wanted = next((a for step in found.grammar.steps if (a := step.act(act))), None)
    if wanted is None:
        raise Http404
    form = ReviewForm(wanted, reviews.page(found, request.hat), request.POST)
    if not form.is_valid():
        return _show(request, found, form, status=400)
    try:
        actions.review(publication_id=found.pk, act=act, hat=request.hat, given=form.given())
    except (Conflict, Refused) as problem:
        form.add_error(None, str(problem.message))
        return _show(request, _opened(request, review_id), form, status=problem.status)
    messages.success(request, _("Decided and on record."))
    return redirect("matters:reviews")


def _opened(request: DeskRequest, review_id: int) -> Publication:
    found = reviews.review_of(review_id, request.hat.jurisdiction_id)
    if found is None:
        raise Http404
    return found


def _show(
    request: DeskRequest, found: Publication, bound: ReviewForm | None = None, status: int = 200
) -> HttpResponse:
    page = reviews.page(found, request.hat)
    context = {
        "page": page,
        "review": found,
        "reason": reason_words(found.procedure, found.reason_code),
        "offers": _offers(page, bound),
    }
    return render(request, "matters/review.html", context, status=status)


def _offers(page: ReviewPage, bound: ReviewForm | None) -> list[Offer]:
    """What may be decided; of what is confidential, only that it stays closed."""
    confidential = page.review.matter.confidential
    offered = [d for d in page.doings if not confidential or d.act.code == "keep"]
    kept = {bound.act.code: bound} if bound else {}
    return [
        Offer(kept.get(d.act.code) or ReviewForm(d.act, page), d.title, d.act.code in kept)
        for d in offered
        if d.act.code != "full" or not page.is_stopped
    ]
