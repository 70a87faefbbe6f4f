"""Actions, units and phases of a plan, each on a page of its own."""

from dataclasses import replace

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from qunce.campaigns import actions
from qunce.campaigns.actions import NewAction
from qunce.campaigns.forms.planning import (
    ActionForm,
    CloseForm,
    PhaseForm,
    SummaryForm,
    action_initial,
)
from qunce.campaigns.models import Action, Campaign, Phase
from qunce.campaigns.queries.gates import gates_of
from qunce.campaigns.queries.pages import could_help, could_join, taking_part
from qunce.campaigns.views import opened
from qunce.common.clock import today
from qunce.common.sent import number, numbers
from qunce.people.entrance import DeskRequest, hat_required
from qunce.people.models import Role


@hat_required(Role.OFFICE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_action(request: DeskRequest, campaign_id: int) -> HttpResponse:
    campaign = opened.campaign(request, campaign_id)
    data = request.POST if request.method == "POST" else None
    form = ActionForm(list(campaign.phases.all()), data, {"gates": True})
    answer = (
        form.is_bound
        and form.is_valid()
        and opened.said(
            request,
            form,
            lambda: actions.ask(campaign_id=campaign.pk, new=_new(request, form), hat=request.hat),
            _("It is in the plan; units get it when you give the tasks."),
            "campaigns:plan",
            campaign.pk,
        )
    )
    return answer or _action_page(request, campaign, form)


def _new(request: DeskRequest, form: ActionForm) -> NewAction:
    return replace(form.new(), co_units=tuple(_ticked(request)))


def _ticked(request: DeskRequest) -> list[int]:
    return numbers(request.POST.getlist("co_unit"))


def _action_page(
    request: DeskRequest,
    campaign: Campaign,
    form: ActionForm,
    action: Action | None = None,
    given: int = 0,
) -> HttpResponse:
    planned = action.co_units.values_list("pk", flat=True) if action else []
    context = {
        "campaign": campaign,
        "form": form,
        "action": action,
        "given": given,
        "units": could_help(campaign, action),
        "chosen": set(_ticked(request) if form.is_bound else planned),
    }
    status = 400 if form.errors else 200
    return render(request, "campaigns/action.html", context, status=status)


@hat_required(Role.OFFICE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def action(request: DeskRequest, action_id: int) -> HttpResponse:
    """Other words or another day; or out of the plan, while no unit has it."""
    found = opened.action(request, action_id)
    given, to = found.tasks.count(), ("campaigns:plan", found.campaign_id)
    phases = list(found.campaign.phases.all())
    if request.POST.get("act") == "strike":
        done = _("It is out of the plan.")
        strike = lambda: actions.strike_action(action_id=found.pk, hat=request.hat)  # noqa: E731
        form = ActionForm(phases, initial=action_initial(found), given=bool(given))
        struck = opened.said(request, None, strike, done, *to)
        return struck or _action_page(request, found.campaign, form, found, given)
    data = request.POST if request.method == "POST" else None
    form = ActionForm(phases, data, action_initial(found), given=bool(given))
    answer = form.is_bound and form.is_valid() and _revise(request, found.pk, form, *to)
    return answer or _action_page(request, found.campaign, form, found, given)


def _revise(
    request: DeskRequest, action_id: int, form: ActionForm, to: str, campaign_id: int
) -> HttpResponse | None:
    reason = form.cleaned_data.get("reason", "")
    return opened.said(
        request,
        form,
        lambda: actions.revise_action(
            action_id=action_id, new=_new(request, form), reason=reason, hat=request.hat
        ),
        _("The plan is kept."),
        to,
        campaign_id,
    )


@hat_required(Role.OFFICE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def units(request: DeskRequest, campaign_id: int) -> HttpResponse:
    """Which units take part."""
    campaign = opened.campaign(request, campaign_id)
    status = 200
    if request.method == "POST":
        if answer := _join_or_leave(request, campaign):
            return answer
        status = 400
    context = {
        "campaign": campaign,
        "taking_part": taking_part(campaign),
        "others": could_join(campaign),
    }
    return render(request, "campaigns/units.html", context, status=status)


def _join_or_leave(request: DeskRequest, campaign: Campaign) -> HttpResponse | None:
    to = ("campaigns:units", campaign.pk)
    if gone := number(request, "leave", request.POST):
        leave = lambda: actions.let_go(participation_id=gone, hat=request.hat)  # noqa: E731
        return opened.said(request, None, leave, _("The unit takes part no longer."), *to)
    chosen = numbers(request.POST.getlist("unit"))
    join = lambda: actions.take_in(campaign_id=campaign.pk, unit_ids=chosen, hat=request.hat)  # noqa: E731
    return opened.said(request, None, join, _("These units take part now."), *to)


@hat_required(Role.OFFICE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def phase(request: DeskRequest, phase_id: int) -> HttpResponse:
    """Its days, its summary, its gates; and closing it."""
    found = opened.phase(request, phase_id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    if request.method == "POST" and act not in _FORMS:
        raise Http404
    forms = {name: _form(name, found, request if name == act else None) for name in _FORMS}
    if act and forms[act].is_valid() and (answer := _do(request, found, act, forms[act])):
        return answer
    context = {"campaign": found.campaign, "phase": found, "gates": gates_of(found), **forms}
    return render(request, "campaigns/phase.html", context, status=400 if act else 200)


_FORMS: dict[str, type[Form]] = {
    "revise": PhaseForm,
    "sum_up": SummaryForm,
    "close": CloseForm,
}


def _form(name: str, found: Phase, request: DeskRequest | None) -> Form:
    initial = {
        "title": found.title,
        "about": found.about,
        "starts_on": found.starts_on,
        "ends_on": found.ends_on,
        "summary": found.summary,
        "approved_on": today(),
    }
    data = request.POST if request else None
    return _FORMS[name](data, initial=initial, auto_id=f"id_{name}_%s")


def _do(request: DeskRequest, found: Phase, act: str, form: Form) -> HttpResponse | None:
    deed = {"revise": actions.revise_phase, "sum_up": actions.sum_up, "close": actions.close_phase}
    done = {
        "revise": _("The plan is kept."),
        "sum_up": _("The summary is kept; it can be rewritten until the phase closes."),
        "close": _("The phase is closed."),
    }
    return opened.said(
        request,
        form,
        lambda: deed[act](phase_id=found.pk, hat=request.hat, **form.cleaned_data),  # type: ignore[operator]
        done[act],
        "campaigns:phase",
        found.pk,
    )
