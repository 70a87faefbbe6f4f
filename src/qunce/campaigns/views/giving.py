"""From the plan to tasks: look at what would happen, then one confirmation. The burden ledger."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from qunce.campaigns import actions
from qunce.campaigns.forms.planning import DemandForm
from qunce.campaigns.models import Campaign
from qunce.campaigns.queries.burden import burden_of, counted, sent_since
from qunce.campaigns.queries.giving import Preview, preview
from qunce.campaigns.queries.pages import asked, taking_part
from qunce.campaigns.views import opened
from qunce.common.errors import Conflict, Refused
from qunce.common.sent import numbers
from qunce.people.entrance import DeskRequest, hat_required
from qunce.people.models import Role

SIZE = 60
HEAVIEST = 20


@hat_required(Role.OFFICE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: DeskRequest, campaign_id: int) -> HttpResponse:
    """Choose, look, confirm: nothing is given before the last step."""
    campaign = opened.campaign(request, campaign_id)
    chosen = numbers(request.POST.getlist("action"))
    if request.method != "POST" or not chosen:
        if request.method == "POST":
            messages.error(request, _("Tick at least one action."))
        return _choose(request, campaign, 400 if request.method == "POST" else 200)
    named = _named(request)
    found = preview(campaign, chosen, request.POST.get("whom", ""), named)
    if request.POST.get("act") != "give":
        return _look(request, campaign, found)
    return _give(request, campaign, found, named)


def _named(request: DeskRequest) -> dict[int, list[int]]:
    """Who helps, for the actions where the page asked."""
    asked = numbers(request.POST.getlist("named"))
    return {pk: numbers(request.POST.getlist(f"co_unit_{pk}")) for pk in asked}


def _look(
    request: DeskRequest, campaign: Campaign, found: Preview, status: int = 200
) -> HttpResponse:
    context = {"campaign": campaign, "found": found}
    return render(request, "campaigns/give_look.html", context, status=status)


def _choose(request: DeskRequest, campaign: Campaign, status: int = 200) -> HttpResponse:
    context = {"campaign": campaign, "asked": asked(campaign), "parts": Preview.parts(campaign)}
    return render(request, "campaigns/give.html", context, status=status)


def _give(
    request: DeskRequest, campaign: Campaign, found: Preview, named: dict[int, list[int]]
) -> HttpResponse:
    try:
        given = actions.give(
            campaign_id=campaign.pk,
            action_ids=[a.pk for a in found.actions],
            participation_ids=[p.pk for p in found.units],
            co_units=named,
            hat=request.hat,
        )
    except (Conflict, Refused) as problem:
        messages.error(request, str(problem.message))
        if named:  # what was ticked stays
            return _look(request, campaign, found, problem.status)
        return _choose(request, campaign, problem.status)
    said = _("%(n)d tasks were given now; %(known)d had been given before and stay as they are.")
    messages.success(request, said % {"n": given.given, "known": given.known})
    return redirect("campaigns:home")


@hat_required(Role.OFFICE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def burden(request: DeskRequest, campaign_id: int) -> HttpResponse:
    """What was sent to units this year; and one more sending, counted before it is sent."""
    campaign = opened.campaign(request, campaign_id)
    form = DemandForm(request.POST if request.method == "POST" else None)
    answer = (
        form.is_bound
        and form.is_valid()
        and opened.said(
            request,
            form,
            lambda: actions.send(campaign_id=campaign.pk, hat=request.hat, **form.cleaned_data),
            _("It is in the ledger, once for each unit."),
            "campaigns:burden",
            campaign.pk,
        )
    )
    return answer or _ledger(request, campaign, form)


def _ledger(request: DeskRequest, campaign: Campaign, form: DemandForm) -> HttpResponse:
    units = list(taking_part(campaign))
    counts = counted(p.unit_id for p in units)
    heaviest = Paginator(sorted(units, key=lambda p: -counts[p.unit_id]), HEAVIEST)
    most = heaviest.get_page(request.GET.get("units"))
    context = {
        "campaign": campaign,
        "form": form,
        "sent": Paginator(sent_since(campaign.pk), SIZE).get_page(request.GET.get("page")),
        "burden": burden_of([p.unit_id for p in units]),
        "units": most,
        "most": [(counts[p.unit_id], p) for p in most],
    }
    return render(request, "campaigns/burden.html", context, status=400 if form.errors else 200)
