"""Supervision at the desk: the map for the office, the units for a group, the visits for a unit."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from qunce.campaigns import actions
from qunce.campaigns import queries as campaigns
from qunce.campaigns.forms.supervision import GroupsForm, VisitSheet
from qunce.campaigns.models import Campaign, Participation, Phase, Severity, SupervisionGroup
from qunce.campaigns.queries import visits
from qunce.campaigns.queries.coverage import coverage, seen
from qunce.campaigns.queries.helping import own_help, tasks_of
from qunce.campaigns.rules import is_of_group, may_read_visits
from qunce.common.errors import NotAllowed, Refused
from qunce.common.sent import number
from qunce.people.entrance import DeskRequest, hat_required
from qunce.people.models import Role
from qunce.people.rules import UNIT

READERS = (Role.OFFICE, Role.SUPERVISOR, Role.AUDITOR)
SIZE = 60


@hat_required(*READERS, *UNIT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: DeskRequest) -> HttpResponse:
    """By whoever looks: all of it, the units of one's group, or what was found at one's unit."""
    hat = request.hat
    campaign = campaigns.current(hat.jurisdiction_id)
    if campaign is None:
        return render(request, "campaigns/supervision_none.html", {"hat": hat})
    if hat.role == Role.SUPERVISOR:
        return _my_group(request, campaign)
    if hat.role in UNIT:
        return _my_unit(request, campaign)
    return _map(request, campaign)


def _map(request: DeskRequest, campaign: Campaign) -> HttpResponse:
    form = GroupsForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            names = form.cleaned_data["names"]
            actions.set_up_groups(campaign_id=campaign.pk, names=names, hat=request.hat)
        except Refused as problem:
            form.add_error("names", str(problem.message))
        else:
            messages.success(request, _("The groups are set up. Give them units and members."))
            return redirect("supervision:home")
    phase = _phase(request, campaign)
    found = visits.findings_of(campaign.pk)
    context = {
        "hat": request.hat,
        "campaign": campaign,
        "form": form,
        "map": coverage(campaign, phase),
        "open": list(_links(visits.open_by_severity(found))),
        "mended": visits.mended(found),
    }
    status = 400 if form.errors else 200
    return render(request, "campaigns/coverage.html", context, status=status)


def _links(counted: Iterable[tuple[Severity, int]]) -> Iterator[tuple[str, int, str]]:
    """How many of each severity are open, and where they stand."""
    for severity, n in counted:
        address = reverse("supervision:findings")
        yield str(severity.label), n, f"{address}?severity={severity.value}&state=open"


def _phase(request: DeskRequest, campaign: Campaign) -> Phase | None:
    asked = number(request, "phase")
    chosen = campaign.phases.filter(pk=asked).first() if asked else None
    return chosen or visits.phase_now(campaign)


def _my_group(request: DeskRequest, campaign: Campaign) -> HttpResponse:
    unit_id = request.hat.unit_id
    group = campaign.supervision_groups.select_related("unit").filter(unit=unit_id).first()
    if group is None:
        return render(request, "campaigns/supervision_none.html", {"hat": request.hat})
    return render(request, "campaigns/group.html", group_context(request, group))


def group_context(request: DeskRequest, group: SupervisionGroup) -> dict[str, Any]:
    """What every reader of a group's page sees."""
    phase = _phase(request, group.campaign)
    found = visits.findings_of(group.campaign_id, group=group.pk)
    standing = Paginator(found.filter(matter__phase="open"), SIZE).page(1)
    return {
        "hat": request.hat,
        "group": group,
        "campaign": group.campaign,
        "phase": phase,
        "phases": list(group.campaign.phases.all()),
        "units": seen(group.campaign, phase, group.unit_id),
        "findings": visits.lines(standing),
        "left": standing.paginator.count - len(standing),
        "mended": visits.mended(found),
        "is_mine": is_of_group(request.hat, group.unit_id),
    }


def _my_unit(request: DeskRequest, campaign: Campaign) -> HttpResponse:
    one = campaign.participations.filter(unit=request.hat.unit_id).first()
    if one is None:
        return render(request, "campaigns/supervision_none.html", {"hat": request.hat})
    return redirect("supervision:unit", one.pk)


def opened(request: DeskRequest, participation_id: int) -> Participation:
    one = visits.participation(participation_id)
    if one is None or one.campaign.jurisdiction_id != request.hat.jurisdiction_id:
        raise Http404
    if not may_read_visits(request.hat, request.hat.jurisdiction_id, one.unit_id, one.group_id):
        raise NotAllowed(_("Visits are read by the unit, by its group and by the office."))
    return one


@hat_required(*READERS, *UNIT)
@never_cache
@require_safe
def unit(request: DeskRequest, participation_id: int) -> HttpResponse:
    """The visits of a unit with their findings."""
    one = opened(request, participation_id)
    found = list(visits.visits_of(one.pk))
    context = {
        "hat": request.hat,
        "one": one,
        "cards": [(visit, visits.lines(visit.findings.all())) for visit in found],
        "is_mine": is_of_group(request.hat, one.group_id),
        "is_own": request.hat.unit_id == one.unit_id,
    }
    return render(request, "campaigns/visits.html", context)


@hat_required(*READERS, *UNIT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: DeskRequest, participation_id: int) -> HttpResponse:
    """The sheet of a visit, for the group that looks at this unit."""
    one = opened(request, participation_id)
    if not is_of_group(request.hat, one.group_id):
        raise NotAllowed(_("The supervision group that looks at this unit writes its visits."))
    phase = visits.phase_now(one.campaign)
    again = bool(phase and one.visits.filter(phase=phase).exists())
    own = own_help(one, request.hat.person_id)
    tasks = [task for task in tasks_of(one.pk) if task not in own]
    sheet = VisitSheet(request.POST if request.method == "POST" else None, again=again, tasks=tasks)
    if request.method == "POST" and sheet.is_valid():
        try:
            made = actions.write_visit(participation_id=one.pk, new=sheet.new(), hat=request.hat)
        except Refused as problem:
            sheet.refuse(problem.message)
        else:
            messages.success(request, _("The visit is on record; the unit has its findings."))
            return redirect("supervision:visit", made.pk)
    context = {
        "hat": request.hat,
        "one": one,
        "sheet": sheet,
        "phase": phase,
        "again": again,
        "own_help": [task.action.title for task in own],
    }
    return render(request, "campaigns/visit_sheet.html", context, status=sheet.status)


@hat_required(*READERS, *UNIT)
@never_cache
@require_safe
def visit(request: DeskRequest, visit_id: int) -> HttpResponse:
    found = visits.visit(visit_id)
    if found is None:
        raise Http404
    one = opened(request, found.participation_id)
    context = {
        "hat": request.hat,
        "one": one,
        "visit": found,
        "findings": visits.lines(found.findings.all()),
    }
    return render(request, "campaigns/visit.html", context)


@hat_required(*READERS, *UNIT)
@require_safe
def of_matter(request: DeskRequest, matter_id: int) -> HttpResponse:
    """From a finding's matter to the visit it was found at, which says itself who reads it."""
    found = visits.visit_of_finding(matter_id, request.hat.jurisdiction_id)
    if found is None:
        raise Http404
    return redirect("supervision:visit", found)


@hat_required(*READERS)
@never_cache
@require_safe
def findings(request: DeskRequest) -> HttpResponse:
    """The findings of the campaign, or those of one's own group."""
    hat = request.hat
    campaign = campaigns.current(hat.jurisdiction_id)
    if campaign is None:
        return render(request, "campaigns/supervision_none.html", {"hat": hat})
    group = campaign.supervision_groups.filter(unit=hat.unit_id).values_list("pk", flat=True)
    mine = (group.first() or -1) if hat.role == Role.SUPERVISOR else number(request, "group")
    wanted = {
        "severity": _one_of(request.GET.get("severity"), Severity.values),
        "state": _one_of(request.GET.get("state"), ["open", "closed"]),
    }
    found = visits.findings_of(campaign.pk, group=mine, **wanted)
    page = Paginator(found, SIZE).get_page(request.GET.get("page"))
    context = {
        "hat": hat,
        "campaign": campaign,
        "wanted": wanted,
        "page": page,
        "severities": Severity.choices,
        "lines": visits.lines(page),
        "total": page.paginator.count,
        "mended": visits.mended(found),
    }
    return render(request, "campaigns/findings.html", context)


def _one_of(typed: str | None, known: list[str]) -> str:
    return typed if typed in known else ""
