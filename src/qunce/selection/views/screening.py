"""A unit's first screening: a list of pages, ticked and decided together."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from qunce.common.errors import Conflict, Refused
from qunce.common.sent import number, numbers
from qunce.people.entrance import DeskRequest, hat_required
from qunce.people.models import Role
from qunce.people.rules import UNIT
from qunce.selection import actions
from qunce.selection.forms import DropForm
from qunce.selection.models import Round
from qunce.selection.queries import pages
from qunce.selection.views.office import opened


@hat_required(Role.OFFICE, *UNIT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def screen(request: DeskRequest, round_id: int) -> HttpResponse:
    found = opened(round_id, request.hat)
    if request.method != "POST":
        return _show(request, found, DropForm(), [])
    form, ticked = DropForm(request.POST), numbers(request.POST.getlist("candidate"))
    if "page" in request.POST:
        # Turned over: nothing is decided; what was ticked and typed goes along.
        return _show(request, found, DropForm(initial=request.POST.dict()), ticked)
    if not form.is_valid():
        return _show(request, found, form, ticked, status=400)
    try:
        n = _decide(request, found, form, ticked)
    except (Conflict, Refused) as problem:
        form.add_error(None, str(problem.message))
        return _show(request, found, form, ticked, status=problem.status)
    messages.success(request, _("%(n)d decided and on record.") % {"n": n})
    return redirect("selection:screen", found.pk)


def _decide(request: DeskRequest, found: Round, form: DropForm, ticked: list[int]) -> int:
    if "drop" not in request.POST:
        return actions.pass_on(round_id=found.pk, candidate_ids=ticked, hat=request.hat)
    return actions.turn_down(
        round_id=found.pk,
        candidate_ids=ticked,
        reason=form.cleaned_data["reason"],
        words=form.cleaned_data["words"],
        hat=request.hat,
    )


def _show(
    request: DeskRequest, found: Round, form: DropForm, ticked: list[int], status: int = 200
) -> HttpResponse:
    asked = number(request, "page", request.POST) or number(request, "at", request.POST) or 1
    screening = pages.to_screen(found, request.hat, ticked, asked)
    context = {
        "hat": request.hat,
        "round": found,
        "page": screening.page,
        "lines": screening.lines,
        "elsewhere": screening.elsewhere,
        "counts": pages.screened(found, request.hat),
        "form": form,
        "ticked": ticked,
    }
    return render(request, "selection/screen.html", context, status=status)
