"""The guard before every page of the desk."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from qunce.common.errors import NotAllowed
from qunce.people.queries import hats_of
from qunce.people.rules import Hat

P = ParamSpec("P")
WORN = "post"  # where the session keeps which post was chosen


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
            if getattr(request.user, "must_change", False) and request.path != _own_account():
                return redirect(_own_account())
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


def _own_account() -> str:
    """Where one chooses a password; the desk stands above this room, so by its address alone."""
    return "/desk/account/"


def _to_the_door(request: HttpRequest) -> HttpResponseBase:
    """A part of a page that asks again by itself must not get the entrance into its frame."""
    door = redirect_to_login(request.get_full_path())
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return door


def hat_worn(request: HttpRequest) -> Hat | None:
    """The post that whoever asks has chosen, or the first of theirs if it counts no longer."""
    if not hasattr(request, "hat"):
        held = hats_held(request)
        chosen = request.session.get(WORN) if len(held) > 1 else None
        first = next(iter(held), None)
        request.hat = next(  # type: ignore[attr-defined]
            (hat for hat in held if hat.post_id == chosen), first
        )
    return request.hat  # type: ignore[attr-defined,no-any-return]


def hats_held(request: HttpRequest) -> list[Hat]:
    """The posts of whoever asks, looked up once for each request."""
    if not hasattr(request, "hats"):
        request.hats = hats_of(getattr(request, "user", None))  # type: ignore[attr-defined]
    return request.hats  # type: ignore[attr-defined,no-any-return]


def change_hat(request: HttpRequest, post_id: int) -> Hat:
    """Wear another of one's own posts until one leaves."""
    for hat in hats_held(request):
        if hat.post_id == post_id:
            request.session[WORN] = post_id
            return hat
    raise NotAllowed(_("This post is not yours, or it has ended."))
