"""The entrance."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from qunce.common import limits
from qunce.common.errors import Problem
from qunce.people import signing_in
from qunce.people.forms import EntranceForm
from qunce.people.models import Person
from qunce.ui.targets import inside


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    form = EntranceForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            person = signing_in.check(**form.cleaned_data, address=limits.address(request))
        except Problem as problem:
            form.add_error(None, str(problem.message))
            status = problem.status
        else:
            return _let_in(request, person)
    after = request.POST.get("next") or request.GET.get("next", "")
    context = {"form": form, "next": after, "demo": settings.DEMO}
    return render(request, "people/enter.html", context, status=status)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.success(request, _("You have signed out."))
    return redirect("people:enter")


def _let_in(request: HttpRequest, person: Person) -> HttpResponse:
    before = person.last_login
    login(request, person)
    if before:
        when = date_format(timezone.localtime(before), "Y-m-d H:i")
        said = _("Signed in. The time before was %(when)s; if that was not you, tell the office.")
        messages.info(request, said % {"when": when})
    elif not person.must_change:
        # Whoever must change the password is told so on the page that opens.
        messages.info(request, _("Signed in for the first time with this account."))
    asked = request.POST.get("next", "")
    target = inside(request, asked) if asked else "/"
    return redirect(settings.LOGIN_REDIRECT_URL if target == "/" else target)
