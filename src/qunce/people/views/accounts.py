"""The accounts that an office keeps: one more, a forgotten password, one that is closed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from qunce.common.errors import NotAllowed, Refused
from qunce.common.sent import number
from qunce.people import actions
from qunce.people.entrance import DeskRequest, hat_required
from qunce.people.forms.accounts import InviteForm
from qunce.people.models import Role
from qunce.people.queries.colleagues import colleagues, supervisors


@hat_required(Role.OFFICE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accounts(request: DeskRequest) -> HttpResponse:
    """The password of the next entry stands on this answer alone; it is kept nowhere."""
    if request.method != "POST":
        return _show(request, InviteForm())
    if "act" in request.POST:
        return _keep(request, request.POST["act"])
    form, invited = InviteForm(request.POST), None
    if form.is_valid():
        try:
            invited = actions.invite_colleague(hat=request.hat, **form.cleaned_data)
        except Refused as problem:
            form.add_error(None, str(problem.message))
        else:
            form = InviteForm()
    return _show(request, form, 400 if form.errors else 200, invited=invited)


def _keep(request: DeskRequest, act: str) -> HttpResponse:
    whose = number(request, "person", request.POST) or 0
    try:
        if act == "renew":
            renewed = actions.renew_password(person_id=whose, hat=request.hat)
            return _show(request, InviteForm(), renewed=renewed)
        if act != "close":
            raise Refused(_("Choose what to do with the account."))
        closed = actions.close_account(person_id=whose, hat=request.hat)
    except (NotAllowed, Refused) as problem:
        messages.error(request, str(problem.message))
        return _show(request, InviteForm(), problem.status)
    messages.success(request, _("The account of %(name)s is closed.") % {"name": closed.name})
    return redirect("accounts:accounts")


def _show(request: DeskRequest, form: InviteForm, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "hat": request.hat,
        "colleagues": colleagues(request.hat.unit_id),
        "supervisors": supervisors(request.hat.jurisdiction_id),
        "form": form,
        "unit": request.hat.unit,
        **more,
    }
    return render(request, "people/accounts.html", context, status=status)
