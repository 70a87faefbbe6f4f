"""Every voice at the desk: the list, one voice, and what may be decided about it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qunce.common.errors import Conflict
from qunce.common.sent import number
from qunce.people.entrance import DeskRequest, hat_required
from qunce.people.models import Role
from qunce.voices import actions, rules
from qunce.voices.forms.desk_voices import EraseForm, FilterForm, SetAsideForm
from qunce.voices.models import Fate, Showing, Voice
from qunce.voices.queries import counted_topics, lag, support_count
from qunce.voices.queries.desk import Wanted, at_desk, by_number, calls_of, timeline, voice_of
from qunce.voices.reasons import EVENTS, WITHHOLD, words_for


@hat_required(Role.OFFICE)
@require_safe
def listing(request: DeskRequest) -> HttpResponse:
    call_ids = tuple(call.pk for call in calls_of(request.hat.jurisdiction_id))
    form = FilterForm(request.GET, topics=counted_topics(call_ids))
    chosen = form.cleaned_data if form.is_valid() else {}
    asked = chosen.get("q", "")
    if asked and (voice := by_number(asked, request.hat.jurisdiction_id)):
        return redirect("voices_desk:voice", voice.pk)
    wanted = Wanted(
        call_ids,
        asked,
        chosen.get("fate", ""),
        chosen.get("showing", ""),
        chosen.get("channel", ""),
        chosen.get("topic"),
    )
    before = number(request, "before")
    found = at_desk(wanted, before=before)
    onwards = request.GET.copy()
    if found.next:
        onwards["before"] = str(found.next)
    context = {
        "form": form,
        "found": found,
        "asked": asked,
        "next": f"?{onwards.urlencode()}" if found.next else "",
        "continued": before is not None,
        "lag": lag(call_ids) if asked else None,
        "narrowed": any(value for name, value in chosen.items() if name != "q"),
    }
    return render(request, "voices/desk_voices.html", context)


@hat_required(Role.OFFICE)
@require_safe
def one(request: DeskRequest, voice_id: int) -> HttpResponse:
    voice = voice_or_404(request, voice_id)
    return _voice_page(request, voice, SetAsideForm())


def _voice_page(
    request: DeskRequest, voice: Voice, form: SetAsideForm, status: int = 200
) -> HttpResponse:
    context = {
        "voice": voice,
        "form": form,
        "events": [
            {
                "at": event.at,
                "title": EVENTS.get(event.verb, event.verb),
                "text": " · ".join(w for w in (words_for(event.body.get("reason", "")), who) if w),
                "tone": "red" if event.verb == "voice.received" else "",
            }
            for event, who in timeline(voice.pk)
        ],
        "supports": support_count(voice),
        "may_print": rules.may_print_receipt(request.hat, voice),
        "may_set_aside": voice.fate == Fate.WAITING,
        "may_put_back": voice.fate == Fate.SET_ASIDE,
        "may_release": voice.consent
        and not voice.erased_at
        and voice.showing in {Showing.QUEUED, Showing.WITHHELD},
        "may_withhold": voice.showing in {Showing.QUEUED, Showing.SHOWN},
        "reasons": list(WITHHOLD.items()),
    }
    return render(request, "voices/desk_voice.html", context, status=status)


@hat_required(Role.OFFICE)
@require_POST
def set_aside(request: DeskRequest, voice_id: int) -> HttpResponse:
    voice = voice_or_404(request, voice_id)
    form = SetAsideForm(request.POST)
    if not form.is_valid():
        return _voice_page(request, voice, form, 400)
    try:
        actions.set_aside(voice_id=voice.pk, reason=form.cleaned_data["reason"], hat=request.hat)
        messages.success(request, _("Set aside. The reason stands on the receipt's page."))
    except Conflict as conflict:
        messages.warning(request, str(conflict.message))
    return redirect("voices_desk:voice", voice.pk)


@hat_required(Role.OFFICE)
@require_POST
def put_back(request: DeskRequest, voice_id: int) -> HttpResponse:
    voice = voice_or_404(request, voice_id)
    try:
        actions.put_back(voice_id=voice.pk, hat=request.hat)
        messages.success(request, _("Taken up again. It waits like the others."))
    except Conflict as conflict:
        messages.warning(request, str(conflict.message))
    return redirect("voices_desk:voice", voice.pk)


@hat_required(Role.OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: DeskRequest, voice_id: int) -> HttpResponse:
    voice = voice_or_404(request, voice_id)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.erase(voice_id=voice.pk, reason=form.cleaned_data["reason"], hat=request.hat)
        messages.success(
            request, _("The words are erased. Number, receipt and what became of it stay.")
        )
        return redirect("voices_desk:voice", voice.pk)
    status = 400 if form.is_bound else 200
    return render(request, "voices/desk_erase.html", {"voice": voice, "form": form}, status=status)


def voice_or_404(request: DeskRequest, voice_id: int) -> Voice:
    voice = voice_of(voice_id, request.hat.jurisdiction_id)
    if voice is None:
        raise Http404
    return voice
