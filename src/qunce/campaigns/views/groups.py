"""One supervision group: its members, its units, and its rota."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from qunce.campaigns import actions
from qunce.campaigns.forms.supervision import MemberForm, RotaForm, UnitsForm
from qunce.campaigns.models import SupervisionGroup, Turn
from qunce.campaigns.queries import visits
from qunce.campaigns.queries.members import members
from qunce.campaigns.rules import is_of_group, may_run
from qunce.campaigns.views.supervision import group_context
from qunce.common.errors import NotAllowed, Refused
from qunce.common.sent import number
from qunce.people.entrance import DeskRequest, hat_required
from qunce.people.forms.accounts import InviteForm
from qunce.people.models import Person, Role


@hat_required(Role.OFFICE, Role.SUPERVISOR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def group(request: DeskRequest, group_id: int) -> HttpResponse:
    """Its page; the office changes members and units there."""
    found = _opened(request, group_id)
    asked = request.POST.get("act", "") if request.method == "POST" else ""
    forms = _forms(request, found, asked)
    invited = None
    if asked:
        if not may_run(request.hat, found.campaign.jurisdiction_id):
            raise NotAllowed(_("The campaign office does this."))
        invited = _invite(request, found, forms["invite"]) if asked == "invite" else None
        if asked != "invite" and _do(request, found, asked, forms):
            return redirect("supervision:group", found.pk)
    context = group_context(request, found) | {
        "forms": forms,
        "invited": invited,
        "members": members(found.unit_id),
        "runs": may_run(request.hat, found.campaign.jurisdiction_id),
    }
    status = 400 if any(form.errors for form in forms.values()) else 200
    return render(request, "campaigns/group.html", context, status=status)


def _opened(request: DeskRequest, group_id: int) -> SupervisionGroup:
    found = SupervisionGroup.objects.select_related("campaign", "unit").filter(pk=group_id).first()
    hat = request.hat
    if found is None or found.campaign.jurisdiction_id != hat.jurisdiction_id:
        raise Http404
    if hat.role == Role.SUPERVISOR and not is_of_group(hat, found.unit_id):
        raise NotAllowed(_("A group is seen by its members and by the office."))
    return found


def _forms(request: DeskRequest, group: SupervisionGroup, asked: str) -> dict[str, Form]:
    free = group.campaign.participations.filter(group=None).select_related("unit")
    data = request.POST if asked else None
    return {
        "give": UnitsForm(list(free.order_by("unit__code")), data if asked == "give" else None),
        "join": MemberForm(data if asked == "join" else None),
        "invite": InviteForm(data if asked == "invite" else None),
    }


def _do(
    request: DeskRequest, group: SupervisionGroup, asked: str, forms: Mapping[str, Form]
) -> bool:
    """Whether it was done; else the form says why not."""
    form = forms.get(asked)
    if form and not form.is_valid():
        return False
    try:
        _DEEDS[asked](request, group, form.cleaned_data if form else {})
    except KeyError:
        raise Http404 from None
    except Refused as problem:
        if form is None:
            messages.error(request, problem.message)
            return True
        form.add_error(None, str(problem.message))
        return False
    messages.success(request, _("It is done and on record."))
    return True


def _give(request: DeskRequest, group: SupervisionGroup, typed: dict[str, Any]) -> None:
    actions.give_units(group_id=group.pk, participation_ids=typed["units"], hat=request.hat)


def _take(request: DeskRequest, group: SupervisionGroup, typed: dict[str, Any]) -> None:
    one = number(request, "unit", request.POST) or 0
    actions.take_unit(group_id=group.pk, participation_id=one, hat=request.hat)


def _join(request: DeskRequest, group: SupervisionGroup, typed: dict[str, Any]) -> None:
    actions.join_group(group_id=group.pk, username=typed["username"], hat=request.hat)


def _invite(request: DeskRequest, group: SupervisionGroup, form: Form) -> tuple[Person, str] | None:
    """The new account with its password, which stands on this answer alone."""
    if not form.is_valid():
        return None
    try:
        return actions.invite_member(group_id=group.pk, hat=request.hat, **form.cleaned_data)
    except Refused as problem:
        form.add_error(None, str(problem.message))
        return None


def _leave(request: DeskRequest, group: SupervisionGroup, typed: dict[str, Any]) -> None:
    person = number(request, "person", request.POST) or 0
    actions.leave_group(group_id=group.pk, person_id=person, hat=request.hat)


_DEEDS: Mapping[str, Callable[[DeskRequest, SupervisionGroup, dict[str, Any]], None]] = {
    "give": _give,
    "take": _take,
    "join": _join,
    "leave": _leave,
}


@hat_required(Role.OFFICE, Role.SUPERVISOR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rota(request: DeskRequest, group_id: int) -> HttpResponse:
    """When the group means to be where, in one phase."""
    found = _opened(request, group_id)
    phases = list(found.campaign.phases.all())
    asked, now = number(request, "phase"), visits.phase_now(found.campaign)
    phase = next((p for p in phases if p.pk == asked), now or phases[0])
    units = found.campaign.participations.filter(group=found.unit).select_related("unit")
    planned = list(Turn.objects.filter(participation__in=units, phase=phase))
    data = request.POST if request.method == "POST" else None
    form = RotaForm(list(units.order_by("unit__code")), phase, planned, data)
    if form.is_bound and form.is_valid():
        try:
            actions.plan_turns(group_id=found.pk, turns=form.turns(), hat=request.hat)
        except Refused as problem:
            form.add_error(None, str(problem.message))
        else:
            messages.success(request, _("The rota is kept."))
            return redirect("supervision:group", found.pk)
    context = {"hat": request.hat, "group": found, "phase": phase, "phases": phases, "form": form}
    return render(request, "campaigns/rota.html", context, status=400 if form.errors else 200)
