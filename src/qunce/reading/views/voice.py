"""What the engine makes of one voice: where it stands and why, and what it seems to say."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from qunce.common.errors import Refused
from qunce.people.entrance import DeskRequest, hat_required
from qunce.people.models import Role
from qunce.reading import actions, queries, why
from qunce.reading.models import Placement
from qunce.voices.queries.desk import voice_of


@hat_required(Role.OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def voice(request: DeskRequest, voice_id: int) -> HttpResponse:
    """A page of its own; the page of the voice fetches the part of it that is new there."""
    found = voice_of(voice_id, request.hat.jurisdiction_id)
    if found is None:
        raise Http404
    if request.method == "POST":
        _decide(request, voice_id)
        return redirect("voices_desk:voice", voice_id)
    context = {
        "voice": found,
        "hints": queries.hints_of(found),
        "places": [_place(one) for one in queries.placements_of(voice_id)],
    }
    part = "HX-Request" in request.headers
    return render(request, "reading/_voice.html" if part else "reading/voice.html", context)


def _decide(request: DeskRequest, voice_id: int) -> None:
    restore = request.POST.get("act") == "restore"
    act = actions.restore_hint if restore else actions.dismiss_hint
    try:
        act(voice_id=voice_id, what=request.POST.get("what", ""), hat=request.hat)
    except Refused as refused:
        raise Http404 from refused


def _place(found: Placement) -> dict[str, object]:
    reason = found.reason
    return {
        "found": found,
        "why": "" if found.by_hand else why.words(reason),
        "original": why.original(reason),
    }
