"""An open letter: what it says, and the form to answer it."""

from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qunce.campaigns.queries import letters
from qunce.campaigns.queries.letters import LetterLine
from qunce.common.errors import Problem
from qunce.square import marks
from qunce.square.forms import SayForm
from qunce.square.views.receipts import to_receipt
from qunce.square.views.say import allow, hand_in


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, slug: str, letter_id: int) -> HttpResponse:
    """An answer is a voice as every other: with a receipt, read with all, answered with all."""
    line = letters.letter(letter_id)
    if line is None or line.letter.campaign.slug != slug or line.letter.call is None:
        raise Http404(_("There is no letter at this address."))
    if request.method != "POST" or line.state != "open":
        return _page(request, line, _form(line, None))
    form = _form(line, request)
    if not form.is_valid():
        return _page(request, line, form, status=400)
    mark = marks.mark_of(request)
    try:
        allow(request)
        voice = hand_in(line.letter.call, form, mark)
    except Problem as problem:
        form.add_error("text" if problem.code in ("no-text", "too-long") else None, problem.message)
        return _page(request, line, form, status=problem.status)
    return marks.keep(request, to_receipt(voice, new=True), mark)


def _form(line: LetterLine, request: HttpRequest | None) -> SayForm:
    campaign = line.letter.campaign
    form = SayForm(request.POST if request else None, campaign=campaign, initial={"once": uuid4()})
    form.fields["text"].label = _("My answer")
    form.fields["area"].label = _("Which place at home it is about")
    return form


def _page(request: HttpRequest, line: LetterLine, form: SayForm, status: int = 200) -> HttpResponse:
    context = {
        "line": line,
        "letter": line.letter,
        "campaign": line.letter.campaign,
        "form": form,
        "draft": f"letter-{line.letter.pk}",
    }
    return render(request, "square/letter.html", context, status=status)
