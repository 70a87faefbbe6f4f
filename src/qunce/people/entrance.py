"""The guard before every page of the desk."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from qunce.common.errors import NotAllowed
from qunce.people.queries import hat_of
from qunce.people.rules import Hat

P = ParamSpec("P")


class DeskRequest(HttpRequest):
    """A request of somebody with a post; the post that counts now is `hat`."""

    hat: Hat


def hat_required(
    *roles: str,
) -> Callable[
    [Callable[Concatenate[DeskRequest, P], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, P], HttpResponseBase],
]:
    """Lets in who holds one of these roles, or any post if none is named.

    Passers-by are asked to sign in; others are told that the page is not open to them.
    """

    def guard(
        view: Callable[Concatenate[DeskRequest, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_the_door(request)
            hat = hat_worn(request)
            if hat is None:
                raise NotAllowed(
                    _("Your account holds no post at present. Ask the office that runs this site.")
                )
            if roles and hat.role not in roles:
                raise NotAllowed(
                    _("This page belongs to other posts than yours (%(post)s · %(unit)s).")
                    % {"post": hat.role_name, "unit": hat.unit}
                )
            return view(request, *args, **kwargs)  # type: ignore[arg-type]

        return guarded

    return guard


def _to_the_door(request: HttpRequest) -> HttpResponseBase:
    """A part of a page that asks again by itself must not get the entrance into its frame."""
    door = redirect_to_login(request.get_full_path())
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return door


def hat_worn(request: HttpRequest) -> Hat | None:
    """The post of whoever asks, looked up once for each request."""
    if not hasattr(request, "hat"):
        request.hat = hat_of(getattr(request, "user", None))  # type: ignore[attr-defined]
    return request.hat  # type: ignore[attr-defined,no-any-return]
