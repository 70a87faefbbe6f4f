"""The home of the desk, what units and deputies may read, and one's own account."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qunce.campaigns import queries as campaigns
from qunce.common.sent import number
from qunce.desk import queries
from qunce.matters.queries.inbox import inbox
from qunce.people import actions as people
from qunce.people.entrance import DeskRequest, change_hat, hat_required
from qunce.people.models import Person, Role
from qunce.people.rules import HEARERS, UNIT
from qunce.places.queries import below
from qunce.voices import queries as voices
from qunce.voices.queries.desk import shown_page

# As many lines of the inbox as leave room for the rest of the page.
FIRST = 5


@hat_required()
@never_cache
@require_safe
def home(request: DeskRequest) -> HttpResponse:
    hat = request.hat
    campaign = campaigns.current(hat.jurisdiction_id)
    context = {"hat": hat, "inbox": inbox(hat, size=FIRST)}
    if campaign is None:
        return render(request, "desk/nothing.html", context)
    if hat.role == Role.OFFICE:
        return render(
            request, "desk/office.html", context | {"home": queries.office_home(campaign)}
        )
    if hat.role in HEARERS:
        found = queries.area_home(campaign, hat, themes=hat.role not in UNIT)
        return render(request, "desk/area.html", context | {"home": found})
    counts = voices.counts(campaigns.call_ids(campaign))
    return render(request, "desk/auditor.html", {"hat": hat, "counts": counts})


@hat_required(*HEARERS)
@require_safe
def shown(request: DeskRequest) -> HttpResponse:
    """The voices of one's area whose words everybody may read."""
    hat = request.hat
    campaign = campaigns.current(hat.jurisdiction_id)
    area = queries.area_of(hat)
    found = shown_page(
        campaigns.call_ids(campaign) if campaign else (),
        below(area) if area else None,
        before=number(request, "before"),
    )
    return render(request, "desk/shown.html", {"found": found, "area": area})


@hat_required()
@require_POST
def change_post(request: DeskRequest) -> HttpResponse:
    """To the home of another post: the page one stood on may be closed to it."""
    hat = change_hat(request, number(request, "post", request.POST) or 0)
    said = _("You now act as %(post)s · %(unit)s.")
    messages.success(request, said % {"post": hat.role_name, "unit": hat.unit})
    return redirect("desk:home")


@sensitive_post_parameters()
@hat_required()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: DeskRequest) -> HttpResponse:
    """Who one is here, and one's password."""
    assert isinstance(request.user, Person)
    form = PasswordChangeForm(request.user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        # Other sessions of this account end with the old password.
        new = form.cleaned_data["new_password1"]
        update_session_auth_hash(request, people.choose_password(person=request.user, password=new))
        messages.success(request, _("The new password counts from now on."))
        return redirect("desk:account")
    status = 400 if form.is_bound else 200
    context = {"hat": request.hat, "form": form, "must_change": request.user.must_change}
    return render(request, "desk/account.html", context, status=status)
