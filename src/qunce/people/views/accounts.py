"""The colleagues of an office, and one more account."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from qunce.common.errors import Refused
from qunce.people import actions
from qunce.people.entrance import DeskRequest, hat_required
from qunce.people.forms.accounts import InviteForm
from qunce.people.models import Role
from qunce.people.queries.colleagues import colleagues


@hat_required(Role.OFFICE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accounts(request: DeskRequest) -> HttpResponse:
    """The password of the first entry stands on this answer alone; it is kept nowhere."""
    form = InviteForm(request.POST if request.method == "POST" else None)
    invited = None
    if form.is_bound and form.is_valid():
        try:
            invited = actions.invite_colleague(hat=request.hat, **form.cleaned_data)
        except Refused as problem:
            form.add_error(None, str(problem.message))
        else:
            form = InviteForm()
    context = {
        "colleagues": colleagues(request.hat.unit_id),
        "form": form,
        "invited": invited,
        "unit": request.hat.unit,
    }
    return render(request, "people/accounts.html", context, status=400 if form.errors else 200)
