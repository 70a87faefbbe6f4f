"""The switches of the look, and the page that shows every component."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from qunce.ui import gallery as samples
from qunce.ui.look import COOKIE, Look
from qunce.ui.targets import inside

YEAR = 365 * 24 * 60 * 60


@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """Remember a theme or a size. GET works too: it changes nothing but this reader's cookie."""
    asked = request.POST if request.method == "POST" else request.GET
    wish = Look.read(request.COOKIES).chosen(
        theme=asked.get("theme", ""), size=asked.get("size", "")
    )
    response = HttpResponseRedirect(inside(request, asked.get("next", "")))
    response.set_cookie(
        COOKIE, wish.cookie, max_age=YEAR, samesite="Lax", secure=request.is_secure()
    )
    return response


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    form = samples.SampleForm(samples.TYPED if "wrong" in request.GET else None)
    context = samples.context() | {"form": form, "page": samples.page(request.GET.get("page"))}
    return render(request, "ui/gallery.html", context)
