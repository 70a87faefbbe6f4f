"""Following a voice by its receipt, without an account."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qunce import proof
from qunce.campaigns import queries as campaigns
from qunce.common import limits
from qunce.common.errors import Conflict, Refused
from qunce.matters import actions as matters
from qunce.matters.forms.rating import RateForm
from qunce.matters.queries.receipts import of_voice
from qunce.reading import queries as reading
from qunce.record import queries as record
from qunce.selection import actions as selection
from qunce.selection.forms import WordsForm
from qunce.selection.queries.public import appealable
from qunce.square import qr, story
from qunce.square.forms import LookUpForm
from qunce.voices import actions
from qunce.voices import queries as voices
from qunce.voices.models import Fate, Kind, Voice
from qunce.voices.words import whole

# Only misses count: a code has 80 bits, so this is to keep guessing machines quiet, not safe.
MISSES = 60
WITHIN = timedelta(minutes=10)

# Fates of voices that a matter carries.
_CARRIED = {Fate.CARRIED, Fate.ANSWERED}

Page = Callable[..., HttpResponse]


def private(page: Page) -> Page:
    """A receipt's address opens it, so no cache keeps it, no search engine lists it.

    The referrer policy is same-origin and not no-referrer: with the latter browsers send
    "Origin: null" with the page's own forms, and the CSRF check refuses them.
    """

    @wraps(page)
    def quietly(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = page(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return quietly


def to_receipt(voice: Voice, *, new: bool = False) -> HttpResponse:
    address = reverse("square:receipt", args=[voices.receipt_number(voice)])
    return redirect(f"{address}?new=1" if new else address)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def look_up(request: HttpRequest) -> HttpResponse:
    form = LookUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["receipt"]
        found = _find(request, typed)
        return to_receipt(found) if found else _ask_again(request, typed, status=400)
    status = 400 if form.errors else 200
    return render(request, "square/look_up.html", {"form": form}, status=status)


def _ask_again(request: HttpRequest, typed: str, *, status: int) -> HttpResponse:
    """The page that looks receipts up, with what was typed and what is wrong with it."""
    form = LookUpForm({"receipt": typed})
    form.add_error("receipt", _not_found())
    return render(request, "square/look_up.html", {"form": form}, status=status)


@private
@require_safe
def receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    voice = _find(request, receipt)
    if voice is None:
        return _ask_again(request, receipt, status=404)
    return _page(request, voice)


@private
@require_POST
def rate(request: HttpRequest, receipt: str) -> HttpResponse:
    """The author says what they think of the answer, once."""
    voice, form = _voice(request, receipt), RateForm(request.POST)
    if form.is_valid():
        try:
            matters.rate_as_voice(voice_id=voice.pk, rating=form.rating())
        except (Conflict, Refused) as problem:
            form.add_error(None, str(problem.message))
        else:
            messages.success(request, _("Thank you; your rating counts."))
            return to_receipt(voice)
    return _page(request, voice, form, status=400)


def _page(
    request: HttpRequest, voice: Voice, rating: RateForm | None = None, status: int = 200
) -> HttpResponse:
    theme = reading.theme_of_voice(voice.pk)
    number = voices.receipt_number(voice)
    address = request.build_absolute_uri(reverse("square:receipt", args=[number]))
    followed = of_voice(voice.pk) if voice.fate in _CARRIED else None
    context = {
        "voice": voice,
        "number": number,
        "address": address,
        "qr": qr.picture(address),
        "is_new": "new" in request.GET,
        "is_support": voice.kind == Kind.SUPPORT,
        "campaign": campaigns.of_call(voice.call_id),
        "theme": theme,
        "fate": story.fate_words(voice, theme),
        "showing": story.showing_words(voice),
        "events": story.timeline(voice, theme),
        "may_withdraw": voice.fate != Fate.WITHDRAWN,
        "followed": followed,
        "appealable": appealable(voice.pk),
        "rate_form": rating or (RateForm() if followed and followed.may_rate else None),
    }
    return render(request, "square/receipt.html", context, status=status)


@private
@require_safe
def proof_file(request: HttpRequest, receipt: str) -> HttpResponse:
    """The proof to keep: it can be checked here or by any program, without asking us."""
    voice = _voice(request, receipt)
    made = receipt_proof(voice)
    if made is None:
        return render(request, "square/not_sealed.html", {"number": receipt}, status=404)
    response = JsonResponse(made, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="receipt-{voice.pk}.json"'
    return response


def receipt_proof(voice: Voice) -> dict[str, object] | None:
    """None until the entry is sealed (seconds). The code that opens the page is not part of it."""
    entry = record.first_entry("voice.received", ("voice", voice.pk))
    found = record.proof_of(entry) if entry else None
    if found is None:
        return None
    opened = []
    if voice.kind != Kind.SUPPORT and not voice.erased_at:
        opened.append(("body.words", bytes(voice.salt), whole(voice.title, voice.text)))
    return proof.make_receipt(
        str(voice.pk), found.entry, found.position, found.path, found.checkpoint, opened
    )


@private
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, receipt: str) -> HttpResponse:
    voice = _voice(request, receipt)
    if request.method == "POST":
        actions.withdraw(voice_id=voice.pk)
        return to_receipt(voice)
    number = voices.receipt_number(voice)
    return render(request, "square/withdraw.html", {"voice": voice, "number": number})


@private
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, receipt: str, candidate_id: int) -> HttpResponse:
    """The author's one appeal against being dropped from a selection."""
    voice = _voice(request, receipt)
    dropped = next((one for one in appealable(voice.pk) if one.pk == candidate_id), None)
    if dropped is None:
        raise Http404(_("An appeal is not possible any more, or was made already."))
    label = _("Why it should be looked at again")
    form = WordsForm(label, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        words = form.cleaned_data["words"]
        try:
            selection.appeal(candidate_id=candidate_id, voice_id=voice.pk, words=words)
        except (Conflict, Refused) as problem:
            form.add_error(None, str(problem.message))
        else:
            messages.success(request, _("Your appeal was received. The answer will stand here."))
            return to_receipt(voice)
    number = voices.receipt_number(voice)
    context = {"candidate": dropped, "number": number, "form": form}
    return render(request, "square/appeal.html", context, status=400 if form.errors else 200)


def _voice(request: HttpRequest, receipt: str) -> Voice:
    found = _find(request, receipt)
    if found is None:
        raise Http404(_not_found())
    return found


def _find(request: HttpRequest, receipt: str) -> Voice | None:
    """The voice, or None; whoever misses too often is asked to wait."""
    found = voices.by_receipt(receipt)
    if found is None:
        limits.take("receipt", limits.address(request), most=MISSES, within=WITHIN)
    return found


def _not_found() -> str:
    return _(
        "There is no receipt with this number. Please compare it sign by sign with what stands on "
        "your receipt; the number and all four groups of the code are needed."
    )
