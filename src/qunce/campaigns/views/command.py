"""The command page for those who follow, and one's own tasks for a unit."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qunce.campaigns import actions, queries
from qunce.campaigns.forms.planning import OwnActionForm, OwnPlanForm
from qunce.campaigns.models import Campaign
from qunce.campaigns.queries.command import Wanted, command
from qunce.campaigns.queries.letters import opened as opened_letters
from qunce.campaigns.queries.pages import Mine, mine, names_of
from qunce.campaigns.rules import FOLLOWERS
from qunce.campaigns.views.opened import action as opened_action
from qunce.campaigns.views.opened import said
from qunce.common.clock import today
from qunce.common.sent import number
from qunce.people.entrance import DeskRequest, hat_required
from qunce.people.models import Role
from qunce.people.rules import UNIT
from qunce.voices import queries as voices


@hat_required(*FOLLOWERS, *UNIT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: DeskRequest) -> HttpResponse:
    """The campaign that runs: one screen for the office and the groups, a list for a unit."""
    campaign = queries.current(request.hat.jurisdiction_id)
    if campaign is None:
        return render(request, "campaigns/nothing.html", {"hat": request.hat})
    if request.hat.role in UNIT:
        return _mine(request, campaign)
    found = command(campaign, _wanted(request), names_of(campaign), _("units of the city"))
    context = {
        "hat": request.hat,
        "found": found,
        "campaign": campaign,
        "counts": voices.counts(queries.call_ids(campaign)),
        "letters": opened_letters(campaign),
        "today": today(),
        "is_office": request.hat.role == Role.OFFICE,
    }
    return render(request, "campaigns/command.html", context)


def _wanted(request: DeskRequest) -> Wanted:
    sort = request.GET.get("sort", "late")
    return Wanted(
        area=number(request, "area"),
        group=number(request, "group"),
        sort=sort if sort in {"late", "done", "due", "name"} else "late",
        page=number(request, "page") or 1,
    )


def _mine(request: DeskRequest, campaign: Campaign) -> HttpResponse:
    found = mine(campaign, request.hat.unit_id)
    if found is None:
        return render(request, "campaigns/nothing.html", {"hat": request.hat})
    form = OwnActionForm(
        list(campaign.phases.all()), request.POST if request.method == "POST" else None
    )
    if form.is_bound and form.is_valid() and (answer := _declare(request, found, form)):
        return answer
    context = {
        "hat": request.hat,
        "campaign": campaign,
        "mine": found,
        "form": form,
        "plan_form": OwnPlanForm(initial={"plan": found.participation.plan}),
    }
    return render(request, "campaigns/mine.html", context, status=400 if form.errors else 200)


@hat_required(*UNIT)
@require_POST
def own_plan(request: DeskRequest) -> HttpResponse:
    """The unit's own plan in words."""
    campaign = queries.current(request.hat.jurisdiction_id)
    found = mine(campaign, request.hat.unit_id) if campaign else None
    form = OwnPlanForm(request.POST)
    if found is None or not form.is_valid():
        messages.error(request, _("At most 2,000 characters, please; nothing was changed."))
        return redirect("campaigns:home")
    answer = said(
        request,
        None,
        lambda: actions.write_plan(
            participation_id=found.participation.pk, hat=request.hat, **form.cleaned_data
        ),
        _("Kept; the office and your supervision group read it."),
        "campaigns:home",
    )
    return answer or redirect("campaigns:home")


@hat_required(Role.OFFICE, *UNIT)
@require_POST
def say_for_all(request: DeskRequest, action_id: int) -> HttpResponse:
    """What a co-unit did, once for every task of an action that waits for it."""
    found, words = opened_action(request, action_id), request.POST.get("words", "")
    answer = said(
        request,
        None,
        lambda: actions.say_for_all(action_id=found.pk, words=words, hat=request.hat),
        _("It stands in each of these tasks; the lead units read it."),
        "campaigns:home",
    )
    return answer or redirect("campaigns:home")


def _declare(request: DeskRequest, found: Mine, form: OwnActionForm) -> HttpResponse | None:
    return said(
        request,
        form,
        lambda: actions.declare_own(
            participation_id=found.participation.pk, new=form.new(), hat=request.hat
        ),
        _("The office sees what you declared and gives it as your task."),
        "campaigns:home",
    )


@hat_required(*FOLLOWERS)
@never_cache
@require_safe
def intake(request: DeskRequest) -> HttpResponse:
    """The figures of the idea intake, asked again while the page is open."""
    campaign = queries.current(request.hat.jurisdiction_id)
    if campaign is None:
        return redirect("campaigns:home")
    counts = voices.counts(queries.call_ids(campaign))
    context = {"counts": counts, "letters": opened_letters(campaign)}
    return render(request, "campaigns/_intake.html", context)
