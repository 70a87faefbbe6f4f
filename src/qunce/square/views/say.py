"""Saying something, and what others said like it."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from qunce.campaigns.models import Campaign
from qunce.common import limits
from qunce.common.errors import Problem
from qunce.square import marks
from qunce.square.forms import SayForm
from qunce.square.frame import calls_of, open_call, shown_of, the_campaign
from qunce.square.views.receipts import to_receipt
from qunce.voices import actions
from qunce.voices import queries as voices
from qunce.voices.actions import Author
from qunce.voices.models import Call, Voice

MINUTE = timedelta(minutes=1)
# Somebody who writes for a minute without a pause asks for similar voices some hundred times.
SIMILAR_PER_MINUTE = 600
SHORTEST = 6


@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = the_campaign(slug)
    call = open_call(calls_of(campaign))
    if call is None:
        return render(request, "square/closed.html", {"campaign": campaign})
    if request.method != "POST":
        return _form(request, campaign, _new_form(campaign, call))
    form = _new_form(campaign, call, request)
    if not form.is_valid():
        return _form(request, campaign, form, status=400)
    mark = marks.mark_of(request)
    try:
        allow(request)
        voice = hand_in(call, form, mark)
    except Problem as problem:
        # Nothing that was typed is lost: the form comes back with it and with the reason.
        form.add_error("text" if problem.code in ("no-text", "too-long") else None, problem.message)
        return _form(request, campaign, form, status=problem.status)
    return marks.keep(request, to_receipt(voice, new=True), mark)


def allow(request: HttpRequest) -> None:
    """One address may hand in so many voices a minute; supports count too."""
    most = settings.SUBMISSIONS_PER_MINUTE
    limits.take("voices", limits.address(request), most=most, within=MINUTE)


def hand_in(call: Call, form: SayForm, mark: str) -> Voice:
    typed = form.cleaned_data
    return actions.hand_in(
        call=call,
        text=typed["text"],
        author=Author(mark=mark, contact=typed["contact"]),
        area=form.the_area(),
        place=typed["place"],
        topic=form.the_topic(),
        consent=typed["consent"],
        once=typed["once"],
    )


def _new_form(campaign: Campaign, call: Call, request: HttpRequest | None = None) -> SayForm:
    return SayForm(
        request.POST if request else None,
        campaign=campaign,
        topics=voices.open_topics(call.pk),
        # Drawn when the form is shown: however often it is sent, it makes one voice.
        initial={"once": uuid4()},
    )


def _form(
    request: HttpRequest, campaign: Campaign, form: SayForm, status: int = 200
) -> HttpResponse:
    context = {"campaign": campaign, "form": form, "draft": f"say-{campaign.slug}"}
    return render(request, "square/say.html", context, status=status)


@require_POST
def similar(request: HttpRequest, slug: str) -> HttpResponse:
    """What is shown of others that is like the text being typed. Nothing of it is kept."""
    campaign = the_campaign(slug)
    text = request.POST.get("text", "").strip()
    try:
        limits.take("similar", limits.address(request), most=SIMILAR_PER_MINUTE, within=MINUTE)
    except Problem:
        # A suggestion that does not come is no reason to disturb who is writing.
        return HttpResponse(status=204)
    found = voices.similar(text, shown_of(calls_of(campaign))) if len(text) >= SHORTEST else []
    counts = voices.support_counts([v.pk for v in found]) if found else {}
    rows = [{"voice": v, "supports": counts.get(v.pk, 0), "once": uuid4()} for v in found]
    return render(request, "square/_similar.html", {"rows": rows})


def once_of(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("once", ""))
    except ValueError:
        return None
