"""Open letters at the desk of the campaign office."""

from collections.abc import Callable, Mapping

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from qunce.campaigns import actions
from qunce.campaigns import queries as campaigns
from qunce.campaigns.forms.letters import LetterForm
from qunce.campaigns.models import OpenLetter
from qunce.campaigns.queries import letters
from qunce.campaigns.queries.letters import LetterLine
from qunce.campaigns.views.opened import said
from qunce.people.entrance import DeskRequest, hat_required
from qunce.people.models import Role

_ACTS: Mapping[str, Callable[..., OpenLetter]] = {
    "open": actions.open_letter,
    "close": actions.close_letter,
}


@hat_required(Role.OFFICE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: DeskRequest) -> HttpResponse:
    """The letters of the campaign that runs, and the form for one more."""
    campaign = campaigns.current(request.hat.jurisdiction_id)
    if campaign is None:
        return render(request, "campaigns/nothing.html", {"hat": request.hat})
    form = LetterForm(data=request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        answer = said(
            request,
            form,
            lambda: actions.write_letter(campaign_id=campaign.pk, new=form.new(), hat=request.hat),
            _("The letter is a draft. Read it once more, then open it."),
            "letters:home",
        )
        if answer:
            return answer
    context = {"campaign": campaign, "lines": letters.letters(campaign), "form": form}
    return render(request, "campaigns/letters.html", context, status=400 if form.errors else 200)


@hat_required(Role.OFFICE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: DeskRequest, letter_id: int) -> HttpResponse:
    line = _one(request, letter_id)
    form = LetterForm(line.letter, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        answer = said(
            request,
            form,
            lambda: actions.revise_letter(letter_id=letter_id, new=form.new(), hat=request.hat),
            _("Kept."),
            "letters:letter",
            letter_id,
        )
        if answer:
            return answer
    context = {
        "line": line,
        "form": form,
        # Built here: the public pages stand above this room.
        "address": request.build_absolute_uri(
            f"/c/{line.letter.campaign.slug}/letter/{letter_id}/"
        ),
    }
    return render(request, "campaigns/letter.html", context, status=400 if form.errors else 200)


@hat_required(Role.OFFICE)
@require_POST
def act(request: DeskRequest, letter_id: int, act: str) -> HttpResponse:
    _one(request, letter_id)
    if act not in _ACTS:
        raise Http404
    done = _("It is done and on record.")
    do = _ACTS[act]
    answer = said(
        request,
        None,
        lambda: do(letter_id=letter_id, hat=request.hat),
        done,
        "letters:letter",
        letter_id,
    )
    return answer or redirect("letters:letter", letter_id)


def _one(request: DeskRequest, letter_id: int) -> LetterLine:
    found = letters.letter(letter_id, jurisdiction_id=request.hat.jurisdiction_id)
    if found is None:
        raise Http404
    return found
