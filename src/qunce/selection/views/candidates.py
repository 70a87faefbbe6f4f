"""The office's page of one candidate: talked over, brought back, rewarded."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from qunce.common.errors import Conflict, Refused
from qunce.people.entrance import DeskRequest, hat_required
from qunce.people.models import Role
from qunce.people.rules import Hat
from qunce.selection import actions
from qunce.selection.forms import AwardForm, WordsForm
from qunce.selection.models import Stage, State
from qunce.selection.queries import pages


@hat_required(Role.OFFICE)
@never_cache
@require_safe
def candidate(request: DeskRequest, candidate_id: int) -> HttpResponse:
    return _show_candidate(request, candidate_id)


@hat_required(Role.OFFICE)
@require_POST
def candidate_act(request: DeskRequest, candidate_id: int, act: str) -> HttpResponse:
    page = _opened_candidate(request, candidate_id)
    round_id, form = page.candidate.round_id, _candidate_form(act, request.POST)
    if not form.is_valid():
        return _show_candidate(request, candidate_id, form, status=400)
    try:
        _act_on(candidate_id, round_id, form, request.hat)
    except (Conflict, Refused) as problem:
        form.add_error(None, str(problem.message))
        return _show_candidate(request, candidate_id, form, status=problem.status)
    messages.success(request, _("Kept and on record."))
    return redirect("selection:candidate", candidate_id)


def _act_on(candidate_id: int, round_id: int, form: Form, hat: Hat) -> None:
    if isinstance(form, AwardForm):
        actions.award(candidate_id=candidate_id, new=form.new(), hat=hat)
    elif isinstance(form, WordsForm):
        words = form.cleaned_data["words"]
        actions.talk_over(round_id=round_id, candidate_id=candidate_id, words=words, hat=hat)
    else:
        actions.bring_back(round_id=round_id, candidate_id=candidate_id, hat=hat)


def _candidate_form(act: str, data: Any = None) -> Form:
    if act == "award":
        return AwardForm(data)
    if act == "talk":
        return WordsForm(_("What the reviewers said to each other"), data)
    if act == "back":
        return Form(data)
    raise Http404


def _opened_candidate(request: DeskRequest, candidate_id: int) -> pages.CandidatePage:
    page = pages.candidate_page(candidate_id, request.hat)
    if page is None:
        raise Http404
    return page


def _show_candidate(
    request: DeskRequest, candidate_id: int, bound: Form | None = None, status: int = 200
) -> HttpResponse:
    page = _opened_candidate(request, candidate_id)
    row = page.candidate
    offers = {
        "talk": row.round.stage == Stage.SCORING and row.state == State.PASSED,
        "award": row.state == State.SELECTED,
    }
    act = next((act for act, open_ in offers.items() if open_), "")
    form = bound or (_candidate_form(act) if act else None)
    context = {"page": page, "candidate": row, "act": act, "form": form}
    return render(request, "selection/candidate.html", context, status=status)
