"""The public notice: what is listed, by which rules, and what speaks against it."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from qunce.common import limits
from qunce.common.clock import today
from qunce.common.errors import Conflict, Refused
from qunce.selection import actions
from qunce.selection.forms import WordsForm
from qunce.selection.models import Lottery, Stage
from qunce.selection.queries import public

# One address, which a whole street may share.
MOST, WITHIN = 30, timedelta(hours=1)


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    return render(request, "selection/notices.html", {"rounds": public.rounds_published()})


@require_safe
def notice(request: HttpRequest, round_id: int) -> HttpResponse:
    found = public.published(round_id)
    if found is None:
        raise Http404(_("There is no public notice at this address."))
    context = {
        "round": found,
        "page": public.public_round(found),
        "criteria": found.criteria.all(),
        "lottery": Lottery.objects.filter(round=found).first(),
        "is_open": found.stage == Stage.NOTICE
        and found.notice_ends_on is not None
        and today() <= found.notice_ends_on,
    }
    return render(request, "selection/notice.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: HttpRequest, candidate_id: int) -> HttpResponse:
    line = public.public_line(candidate_id)
    if line is None:
        raise Http404(_("This one does not stand on a list that can be objected to."))
    label, help_text = (
        _("What speaks against it"),
        _("Facts that can be checked; no name is asked."),
    )
    form = WordsForm(label, request.POST if request.method == "POST" else None, help_text)
    if form.is_bound and form.is_valid():
        limits.take("objection", limits.address(request), most=MOST, within=WITHIN)
        words, once = form.cleaned_data["words"], _once(request)
        try:
            actions.object_to(candidate_id=candidate_id, words=words, once=once)
        except (Conflict, Refused) as problem:
            form.add_error(None, str(problem.message))
        else:
            messages.success(request, _("Received. The answer will stand on this page."))
            return redirect("selection_public:notice", line.candidate.round_id)
    context = {"line": line, "form": form, "once": request.POST.get("once") or uuid4()}
    return render(request, "selection/objection.html", context, status=400 if form.errors else 200)


def _once(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("once", ""))
    except ValueError:
        return uuid4()


@require_safe
def tickets(request: HttpRequest, round_id: int) -> HttpResponse:
    """All tickets of a draw, for whoever draws again: SHA-256 of seed/lottery/number, smallest."""
    found = Lottery.objects.filter(round=round_id).first()
    if found is None:
        raise Http404
    seed = found.seed or "not yet"
    at = found.announced_at.isoformat()
    head = f"# announced {at}\n# prizes {found.prizes}\n# seed {seed}\n"
    body = "".join(f"{number}\n" for number in found.tickets)
    return HttpResponse(head + body, content_type="text/plain; charset=utf-8")
