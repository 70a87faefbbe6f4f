"""One voice that is shown, and "I mean the same"."""

from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from qunce.campaigns import queries as campaigns
from qunce.common import now
from qunce.matters.queries import public
from qunce.reading import queries as reading
from qunce.reading.models import Family
from qunce.square import marks
from qunce.square.views.receipts import to_receipt
from qunce.square.views.say import allow, once_of
from qunce.voices import actions, rules
from qunce.voices import queries as voices
from qunce.voices.actions import Author
from qunce.voices.models import Voice


@require_safe
def voice(request: HttpRequest, voice_id: int) -> HttpResponse:
    found = _shown(voice_id)
    campaign = campaigns.of_call(found.call_id)
    context = {
        "voice": found,
        "campaign": campaign,
        "answers": public.answers_to(found.pk, found.jurisdiction_id),
        "theme": reading.theme_of_voice(found.pk),
        "family": _family(found, campaign.corpus_id if campaign else None),
        "supports": voices.support_count(found),
        "may_support": may_support(found),
        "once": uuid4(),
    }
    return render(request, "square/voice.html", context)


@require_POST
def support(request: HttpRequest, voice_id: int) -> HttpResponse:
    """A voice of its own, with its own receipt. From beside the form it answers in place."""
    original = _shown(voice_id)
    allow(request)
    mark = marks.mark_of(request)
    made = actions.support(voice=original, author=Author(mark=mark), once=once_of(request))
    if getattr(request, "htmx", False):
        context = {
            "receipt": voices.receipt_number(made),
            "supports": voices.support_count(original),
        }
        response: HttpResponse = render(request, "square/_supported.html", context)
    else:
        response = to_receipt(made, new=True)
    return marks.keep(request, response, mark)


def may_support(voice: Voice) -> bool:
    open_now = voice.call is not None and rules.is_open(voice.call, now())
    return open_now and rules.may_be_supported(voice)


def _shown(voice_id: int) -> Voice:
    found = voices.shown_voice(voice_id)
    if found is None:
        raise Http404(_("There is no voice to be seen at this address."))
    return found


def _family(voice: Voice, corpus_id: int | None) -> Family | None:
    """The texts that are nearly the same, if they are many enough to be told in public."""
    placement = reading.placement_of(voice.pk, corpus_id) if corpus_id else None
    family = placement.family if placement else None
    return family if family and family.size >= reading.SMALL else None
