"""The same act for many matters: tick, look at what will happen, confirm, call back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from qunce.common.errors import Conflict, NotAllowed, Refused
from qunce.common.sent import numbers
from qunce.matters.actions import holding
from qunce.matters.actions.holding import Rehearsed
from qunce.matters.forms.bulk import BulkForm
from qunce.matters.queries import bulk, choices
from qunce.matters.queries.bulk import ASSIGN, Card
from qunce.matters.rules.seeing import OVERSEERS
from qunce.matters.views.lists import listed
from qunce.people.entrance import DeskRequest, hat_required


@hat_required(*OVERSEERS)
@never_cache
@require_safe
def several(request: DeskRequest, act: str) -> HttpResponse:
    return _choose(request, act, _form(request, act))


@hat_required(*OVERSEERS)
@never_cache
@require_POST
def confirm(request: DeskRequest, act: str) -> HttpResponse:
    """One page that says what will happen to which, and what cannot be done and why."""
    form, ticked = _form(request, act, request.POST), numbers(request.POST.getlist("matter"))
    if not form.is_valid():
        return _choose(request, act, form, ticked, status=400)
    try:
        found = holding.rehearse(matter_ids=ticked, act=act, hat=request.hat, given=form.given())
    except Refused as problem:
        form.add_error(None, str(problem.message))
        return _choose(request, act, form, ticked, status=400)
    return _confirm(request, act, form, found)


@hat_required(*OVERSEERS)
@require_POST
def hold(request: DeskRequest, act: str) -> HttpResponse:
    form, ticked = _form(request, act, request.POST), numbers(request.POST.getlist("matter"))
    if not form.is_valid():
        return _choose(request, act, form, ticked, status=400)
    try:
        held = holding.hold(matter_ids=ticked, act=act, hat=request.hat, given=form.given())
    except (NotAllowed, Refused) as problem:
        form.add_error(None, str(problem.message))
        return _choose(request, act, form, ticked, status=problem.status)
    return redirect("matters:held", held.pk)


@hat_required(*OVERSEERS)
@never_cache
@require_safe
def held(request: DeskRequest, held_id: int) -> HttpResponse:
    card = _card(request, held_id)
    name = "_holding" if request.headers.get("HX-Request") else "held"
    known = bulk.matters_of(card.held.matters, request.hat.jurisdiction_id)
    refused = dict(card.held.refused)
    context = {
        "card": card,
        "lines": [
            (known[pk], pk in card.held.done, refused.get(pk, ""))
            for pk in card.held.matters
            if pk in known
        ],
    }
    return render(request, f"matters/{name}.html", context)


@hat_required(*OVERSEERS)
@require_POST
def call_back(request: DeskRequest, held_id: int) -> HttpResponse:
    card = _card(request, held_id)
    try:
        holding.call_back(held_id=card.held.pk, hat=request.hat)
    except Conflict as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, _("Called back: nothing was done."))
    return redirect("matters:held", held_id)


def _card(request: DeskRequest, held_id: int) -> Card:
    if (card := bulk.card(held_id, request.hat)) is None:
        raise Http404
    return card


def _form(request: DeskRequest, act: str, data: Any = None) -> BulkForm:
    if act not in bulk.ACTS:
        raise Http404
    if act not in {code for code, _title in bulk.acts(request.hat)}:
        raise NotAllowed(_("Your post cannot do this for many matters at once."))
    units = choices.units(request.hat.jurisdiction_id) if act == ASSIGN else []
    return BulkForm(act, units, data)


def _choose(
    request: DeskRequest,
    act: str,
    form: BulkForm,
    ticked: list[int] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = listed(request, bulk.among(request.hat, act)) | {
        "act": act,
        "title": bulk.title(act),
        "form": form,
        "ticked": ticked or [],
        "query": request.GET.urlencode(),
    }
    return render(request, "matters/several.html", context, status=status)


def _confirm(
    request: DeskRequest, act: str, form: BulkForm, found: list[Rehearsed]
) -> HttpResponse:
    known = bulk.matters_of((one.matter_id for one in found), request.hat.jurisdiction_id)
    lines = [(known[one.matter_id], one) for one in found if one.matter_id in known]
    context = {
        "act": act,
        "title": bulk.title(act),
        "form": form,
        "will": [line for line in lines if not line[1].refused],
        "cannot": [line for line in lines if line[1].refused],
        "query": request.GET.urlencode(),
        "seconds": holding.SECONDS,
        "units": form.chosen(),
    }
    return render(request, "matters/confirm.html", context)
