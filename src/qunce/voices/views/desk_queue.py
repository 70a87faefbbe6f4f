"""The release queue: what the screen stopped at, one voice at a time or a sheet of them."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from qunce.common.errors import Conflict
from qunce.common.sent import number, numbers
from qunce.people.entrance import DeskRequest, hat_required
from qunce.people.models import Role
from qunce.voices import actions
from qunce.voices.marks import passages, pieces
from qunce.voices.models import Showing
from qunce.voices.queries import desk
from qunce.voices.queries.desk import Waiting, calls_of
from qunce.voices.reasons import SCREEN, WITHHOLD
from qunce.voices.views.desk_voices import voice_or_404
from qunce.voices.words import whole

# As many as are read at one go before a decision.
SHEET = 20


@hat_required(Role.OFFICE)
@require_safe
def queue(request: DeskRequest) -> HttpResponse:
    """The next voice that waits; `after` passes over those before it for now."""
    only, after, waiting = _asked(request, 1)
    voice = waiting.voices[0] if waiting.voices else None
    context = {
        **_frame(only, after, waiting),
        "voice": voice,
        "pieces": list(pieces(whole(voice.title, voice.text))) if voice else [],
        "found": _labels(voice.screen) if voice else [],
        "reasons": list(WITHHOLD.items()),
    }
    return render(request, "voices/desk_queue.html", context)


@hat_required(Role.OFFICE)
@require_safe
def sheet(request: DeskRequest) -> HttpResponse:
    """Several that wait, each with what stands around the marks, to release those ticked."""
    only, after, waiting = _asked(request, SHEET)
    rows = [(v, list(passages(whole(v.title, v.text))), _labels(v.screen)) for v in waiting.voices]
    context = {
        **_frame(only, after, waiting),
        "rows": rows,
        "last": waiting.voices[-1].pk if waiting.voices else 0,
    }
    return render(request, "voices/desk_queue_sheet.html", context)


def _asked(request: DeskRequest, size: int) -> tuple[str, int, Waiting]:
    only, after = request.GET.get("only", ""), number(request, "after") or 0
    call_ids = [call.pk for call in calls_of(request.hat.jurisdiction_id)]
    return only, after, desk.queue(call_ids, only, after=after, size=size)


def _frame(only: str, after: int, waiting: Waiting) -> dict[str, object]:
    return {
        "only": only,
        "passed": after,
        "waiting": waiting.total,
        "kinds": [(codes, _labels(codes), n) for codes, n in waiting.kinds.items()],
    }


def _labels(codes: str) -> list[str]:
    return [str(SCREEN.get(code, code)) for code in codes.split()]


@hat_required(Role.OFFICE)
@require_POST
def release_ticked(request: DeskRequest) -> HttpResponse:
    """Release each of the ticked voices by itself: what somebody else decided meanwhile stays."""
    sent = numbers(request.POST.getlist("voice"))[:SHEET]
    ticked = desk.by_numbers(sent, request.hat.jurisdiction_id)
    released = 0
    for voice in ticked:
        try:
            actions.release(voice_id=voice.pk, hat=request.hat, seen=Showing.QUEUED)
            released += 1
        except Conflict as conflict:
            said = _("No. %(n)d: %(what)s") % {"n": voice.pk, "what": conflict.message}
            messages.warning(request, said)
    if released:
        text = ngettext(
            "One voice is released; the square shows it now.",
            "%(n)d voices are released; the square shows them now.",
            released,
        )
        messages.success(request, text % {"n": released})
    elif not ticked:
        messages.warning(request, _("Nothing was ticked, so nothing was released."))
    return redirect(f"{reverse('voices_desk:sheet')}{_onwards(request)}")


@hat_required(Role.OFFICE)
@require_POST
def decide(request: DeskRequest, voice_id: int) -> HttpResponse:
    """Release, or withhold for the reason that the button carries; then the next one."""
    voice = voice_or_404(request, voice_id)
    decision, seen = request.POST.get("decision", ""), request.POST.get("seen", "")
    try:
        if decision == "release":
            actions.release(voice_id=voice.pk, hat=request.hat, seen=seen)
            messages.success(
                request, _("No. %(n)d is released; the square shows it now.") % {"n": voice_id}
            )
        else:
            actions.withhold(voice_id=voice.pk, reason=decision, hat=request.hat, seen=seen)
            messages.success(request, _("No. %(n)d stays off the square.") % {"n": voice_id})
    except Conflict as conflict:
        messages.warning(request, str(conflict.message))
    if request.POST.get("back") == "voice":
        return redirect("voices_desk:voice", voice_id)
    return redirect(f"{reverse('voices_desk:queue')}{_onwards(request)}")


def _onwards(request: DeskRequest) -> str:
    """The same kind, from the same place on."""
    kept = {"only": request.POST.get("only"), "after": number(request, "after", request.POST)}
    query = urlencode({name: value for name, value in kept.items() if value})
    return f"?{query}" if query else ""
