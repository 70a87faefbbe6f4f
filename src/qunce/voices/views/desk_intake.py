"""Taking down what came on paper, by telephone or in a meeting; and the receipts for it."""

from typing import Any

import segno
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from qunce.common.errors import NotAllowed, Problem
from qunce.common.sent import numbers
from qunce.people.entrance import DeskRequest, hat_required
from qunce.people.models import Role
from qunce.voices import actions, rules
from qunce.voices.forms.desk_intake import MOST_PARTS, FrameForm, TranscriptForm
from qunce.voices.models import Voice
from qunce.voices.queries import receipt_number
from qunce.voices.queries.desk import by_numbers, calls_of
from qunce.voices.splitting import split


@hat_required(Role.OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def take_down(request: DeskRequest) -> HttpResponse:
    """Two steps on one address: the transcript, then one box for each voice of it."""
    kwargs: dict[str, Any] = {
        "calls": calls_of(request.hat.jurisdiction_id),
        "jurisdiction_id": request.hat.jurisdiction_id,
    }
    if request.method != "POST":
        return _transcript_page(request, TranscriptForm(**kwargs))
    if "part" not in request.POST:
        first = TranscriptForm(request.POST, **kwargs)
        if not first.is_valid():
            return _transcript_page(request, first, 400)
        return _parts_page(request, first, split(first.cleaned_data["transcript"]))
    form = FrameForm(request.POST, **kwargs)
    parts = request.POST.getlist("part")
    wish, _dash, place = request.POST.get("act", "keep").partition("-")
    if wish in {"join", "drop", "more", "cut"}:
        at = int(place) if place.isdecimal() else len(parts)
        return _parts_page(request, form, changed(parts, wish, at))
    return _keep(request, form, parts)


def changed(parts: list[str], wish: str, at: int) -> list[str]:
    """The boxes after one was joined to the one above, emptied, cut in two, or added."""
    if wish == "more":
        return [*parts, ""]
    if not 0 <= at < len(parts):
        return parts
    before, box, after = parts[:at], parts[at], parts[at + 1 :]
    if wish == "join" and before:
        return [*before[:-1], f"{before[-1].rstrip()}\n{box.lstrip()}", *after]
    if wish == "cut":
        return [*before, *(split(box) or [box]), *after]
    return [*before, *after] if wish == "drop" else parts


def _keep(request: DeskRequest, form: FrameForm, parts: list[str]) -> HttpResponse:
    if not form.is_valid() or len(parts) > MOST_PARTS:
        return _parts_page(request, form, parts, 400)
    kept = form.cleaned_data
    try:
        voices = actions.take_down(
            call=kept["call"],
            texts=[part for part in parts if part.strip()],
            channel=kept["channel"],
            said_at=form.said_at,
            consent=kept["consent"],
            area=kept["area"],
            topic=kept.get("topic"),
            once=kept["once"],
            hat=request.hat,
        )
    except Problem as problem:
        form.add_error(None, str(problem.message))
        return _parts_page(request, form, parts, problem.status)
    said = ngettext(
        "One voice was taken down. Here is its receipt.",
        "%(count)d voices were taken down. Here are their receipts.",
        len(voices),
    )
    messages.success(request, said % {"count": len(voices)})
    ids = ",".join(str(v.pk) for v in voices)
    return redirect(f"{reverse('voices_desk:receipts')}?ids={ids}&new=1")


def _transcript_page(request: DeskRequest, form: TranscriptForm, status: int = 200) -> HttpResponse:
    return render(request, "voices/desk_take_down.html", {"form": form}, status=status)


def _parts_page(
    request: DeskRequest, form: FrameForm, parts: list[str], status: int = 200
) -> HttpResponse:
    many = len(parts) > MOST_PARTS
    if many:
        said = _(
            "These are %(count)d voices; at most %(most)d can be taken down at once. "
            "Divide the transcript, or import it as a spreadsheet."
        )
        messages.error(request, said % {"count": len(parts), "most": MOST_PARTS})
    frame = [form[name] for name in ("channel", "said_on", "area", "consent", "call", "once")]
    context = {"form": form, "frame": frame, "parts": parts, "many": many}
    return render(request, "voices/desk_parts.html", context, status=400 if many else status)


@hat_required(Role.OFFICE)
@never_cache
@require_safe
def receipts(request: DeskRequest) -> HttpResponse:
    """Receipts to print, for those who have no screen to read them on."""
    ids = numbers(request.GET.get("ids", "").split(","))[:MOST_PARTS]
    voices = by_numbers(ids, request.hat.jurisdiction_id)
    if not voices:
        raise Http404
    if not all(rules.may_print_receipt(request.hat, voice) for voice in voices):
        raise NotAllowed(
            _("What came by the web has its receipt already, and only its author may hold it.")
        )
    slips = [_slip(request, voice) for voice in voices]
    context = {"slips": slips, "new": "new" in request.GET}
    return render(request, "voices/desk_receipts.html", context)


def _slip(request: DeskRequest, voice: Voice) -> dict[str, Any]:
    number = receipt_number(voice)
    address = request.build_absolute_uri(f"/r/{number}/")
    return {"voice": voice, "number": number, "address": address, "picture": _picture(address)}


def _picture(address: str) -> SafeString:
    """Inline SVG without styles or scripts; dark on light in every theme, or no camera reads it."""
    code = segno.make(address, error="m", micro=False)
    return mark_safe(
        code.svg_inline(
            border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None
        )
    )
