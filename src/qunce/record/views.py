"""The record's public pages: what the log is now, and whether a receipt holds."""

import base64

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qunce.record import queries, receipts
from qunce.record.forms import ReceiptForm


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    return render(request, "record/overview.html", {"logs": queries.logs()})


@require_safe
def checkpoint_text(request: HttpRequest) -> HttpResponse:
    """The signed note, byte for byte."""
    note = _log(request.GET).note
    return HttpResponse(note, content_type="text/plain; charset=utf-8")


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    log = _log(request.GET)
    return JsonResponse(
        {
            "origin": log.origin,
            "size": log.size,
            "root": _b64(log.root),
            "made_at": log.made_at,
            "public_key": log.public_key,
            "note": log.note,
        }
    )


@require_safe
def consistency(request: HttpRequest) -> HttpResponse:
    """That the log of `old` entries is the beginning of the log of `new`; new: the latest."""
    log = _log(request.GET)
    old, new = _number(request.GET, "old", 0), _number(request.GET, "new", log.size)
    found = queries.consistency(log.jurisdiction_id, old, new)
    if found is None:
        return _problem(
            _("This log has %(size)d entries. Ask with 0 ≤ old ≤ new ≤ %(size)d.")
            % {"size": log.size}
        )
    return JsonResponse(
        {
            "origin": log.origin,
            "old": found.old,
            "new": found.new,
            "old_root": _b64(found.old_root),
            "new_root": _b64(found.new_root),
            "path": [_b64(step) for step in found.path],
        }
    )


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Anybody may have a receipt checked; nothing of it is kept."""
    form = ReceiptForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and not form.is_bound:
        form = ReceiptForm({})
    finding = None
    if form.is_bound and form.is_valid():
        finding = receipts.check(receipts.read(form.cleaned_data["brought"]))
    status = 400 if form.is_bound and form.errors else 200
    return render(request, "record/check.html", {"form": form, "finding": finding}, status=status)


def _log(asked: QueryDict) -> queries.LogState:
    """The log that was asked for; the first if none was named."""
    wanted = asked.get("log", "")
    for log in queries.logs():
        if wanted in ("", str(log.jurisdiction_id)):
            return log
    raise Http404(_("There is no such log here, or nothing has been sealed in it yet."))


def _number(asked: QueryDict, name: str, otherwise: int) -> int:
    typed = asked.get(name, "")
    if not typed:
        return otherwise
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else -1


def _problem(detail: str) -> JsonResponse:
    body = {"type": "about:blank", "title": _("No such proof"), "status": 400, "detail": detail}
    return JsonResponse(body, status=400, content_type="application/problem+json")


def _b64(content: bytes) -> str:
    return base64.b64encode(content).decode()
