"""The plan of a campaign: its aim, phases, actions, days; and a new one from an old."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from qunce.campaigns import actions
from qunce.campaigns import queries as campaigns
from qunce.campaigns.forms.planning import CopyForm, DayForm, PlanForm, plan_initial
from qunce.campaigns.models import Campaign
from qunce.campaigns.outlines import OUTLINES
from qunce.campaigns.queries.pages import asked, plans_of
from qunce.campaigns.views import opened
from qunce.common.errors import Conflict, Refused
from qunce.common.sent import number
from qunce.people.entrance import DeskRequest, hat_required
from qunce.people.models import Role
from qunce.voices.queries import topics_of


@hat_required(Role.OFFICE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: DeskRequest, campaign_id: int) -> HttpResponse:
    campaign = opened.campaign(request, campaign_id)
    if request.method != "POST":
        return _show(request, campaign)
    do = _DEEDS.get(request.POST.get("act", ""))
    if do is None:
        raise Http404
    return do(request, campaign)


def _show(
    request: DeskRequest,
    campaign: Campaign,
    form: PlanForm | None = None,
    day: DayForm | None = None,
    status: int = 200,
) -> HttpResponse:
    listed = list(asked(campaign))
    context = {
        "campaign": campaign,
        "plans": plans_of(request.hat.jurisdiction_id),
        "phases": campaign.phases.all(),
        "required": [a for a in listed if a.own_id is None],
        "own": [a for a in listed if a.own_id],
        "units": campaign.participations.count(),
        "days": campaign.key_dates.all(),
        "idea_topics": topics_of(campaigns.call_ids(campaign)),
        "form": form or PlanForm(initial=plan_initial(campaign)),
        "day": day or DayForm(),
        "outlines": OUTLINES.values(),
    }
    return render(request, "campaigns/plan.html", context, status=status)


def _revise(request: DeskRequest, campaign: Campaign) -> HttpResponse:
    form = PlanForm(request.POST)
    answer = form.is_valid() and opened.said(
        request,
        form,
        lambda: actions.revise(campaign_id=campaign.pk, hat=request.hat, **form.cleaned_data),
        _("The plan is kept."),
        "campaigns:plan",
        campaign.pk,
    )
    return answer or _show(request, campaign, form=form, status=400)


def _day(request: DeskRequest, campaign: Campaign) -> HttpResponse:
    form = DayForm(request.POST)
    answer = form.is_valid() and opened.said(
        request,
        form,
        lambda: actions.set_day(campaign_id=campaign.pk, hat=request.hat, **form.cleaned_data),
        _("The day is in the plan."),
        "campaigns:plan",
        campaign.pk,
    )
    return answer or _show(request, campaign, day=form, status=400)


def _strike_day(request: DeskRequest, campaign: Campaign) -> HttpResponse:
    day_id = number(request, "day", request.POST) or 0
    answer = opened.said(
        request,
        None,
        lambda: actions.strike_day(day_id=day_id, hat=request.hat),
        _("The day is out of the plan."),
        "campaigns:plan",
        campaign.pk,
    )
    return answer or _show(request, campaign, status=409)


def _issue(request: DeskRequest, campaign: Campaign) -> HttpResponse:
    answer = opened.said(
        request,
        None,
        lambda: actions.issue(campaign_id=campaign.pk, hat=request.hat),
        _("It is issued: the square shows it, and tasks can be given."),
        "campaigns:plan",
        campaign.pk,
    )
    return answer or _show(request, campaign, status=409)


def _outline(request: DeskRequest, campaign: Campaign) -> HttpResponse:
    outline = OUTLINES.get(request.POST.get("outline", ""))
    if outline is None:
        raise Http404
    answer = opened.said(
        request,
        None,
        lambda: actions.apply_outline(campaign_id=campaign.pk, outline=outline, hat=request.hat),
        _("The actions are in the plan; change each as your place needs it."),
        "campaigns:plan",
        campaign.pk,
    )
    return answer or _show(request, campaign, status=409)


_DEEDS = {
    "revise": _revise,
    "day": _day,
    "strike_day": _strike_day,
    "issue": _issue,
    "outline": _outline,
}


@hat_required(Role.OFFICE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: DeskRequest, campaign_id: int) -> HttpResponse:
    """A draft with the plan of an earlier campaign."""
    source = opened.campaign(request, campaign_id)
    form = CopyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = actions.copy(campaign_id=source.pk, hat=request.hat, **form.cleaned_data)
        except (Conflict, Refused) as problem:
            form.add_error(None, str(problem.message))
        else:
            messages.success(request, _("The draft has last time's plan; look at every day of it."))
            return redirect("campaigns:plan", made.pk)
    status = 400 if form.errors else 200
    return render(request, "campaigns/copy.html", {"campaign": source, "form": form}, status=status)
