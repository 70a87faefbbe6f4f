"""The release queue: one voice at a time, with what the screen stopped at."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from qunce.common.errors import Conflict
from qunce.people.entrance import DeskRequest, hat_required
from qunce.people.models import Role
from qunce.voices import actions
from qunce.voices.marks import pieces
from qunce.voices.queries.desk import calls_of, next_in_queue
from qunce.voices.reasons import SCREEN, WITHHOLD
from qunce.voices.words import whole


@hat_required(Role.OFFICE)
@require_safe
def queue(request: DeskRequest) -> HttpResponse:
    """The next voice that waits; `after` passes over those before it for now."""
    after = request.GET.get("after", "0")
    call_ids = [call.pk for call in calls_of(request.hat.jurisdiction_id)]
    number = int(after) if after.isdecimal() and len(after) <= 18 else 0
    voice, waiting = next_in_queue(call_ids, number)
    context = {
        "voice": voice,
        "waiting": waiting,
        "passed": number,
        "pieces": list(pieces(whole(voice.title, voice.text))) if voice else [],
        "found": [SCREEN.get(code, code) for code in voice.screen.split()] if voice else [],
        "reasons": list(WITHHOLD.items()),
    }
    return render(request, "voices/desk_queue.html", context)


@hat_required(Role.OFFICE)
@require_POST
def decide(request: DeskRequest, voice_id: int) -> HttpResponse:
    """Release, or withhold for the reason that the button carries; then the next one."""
    decision = request.POST.get("decision", "")
    try:
        if decision == "release":
            actions.release(voice_id=voice_id, hat=request.hat)
            messages.success(
                request, _("No. %(n)d is released; the square shows it now.") % {"n": voice_id}
            )
        else:
            actions.withhold(voice_id=voice_id, reason=decision, hat=request.hat)
            messages.success(request, _("No. %(n)d stays off the square.") % {"n": voice_id})
    except Conflict as conflict:
        messages.warning(request, str(conflict.message))
    if request.POST.get("back") == "voice":
        return redirect("voices_desk:voice", voice_id)
    after = request.POST.get("after", "")
    query = f"?after={after}" if after.isdecimal() and after != "0" else ""
    return redirect(f"{reverse('voices_desk:queue')}{query}")
