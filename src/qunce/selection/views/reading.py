"""A reviewer reads one candidate after another, on a phone as well."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qunce.common.errors import Conflict, NotAllowed, Refused
from qunce.people.entrance import DeskRequest, hat_required
from qunce.selection import actions
from qunce.selection.forms import MarksForm
from qunce.selection.models import Reviewer, Stage
from qunce.selection.queries import pages, reading
from qunce.selection.queries.reading import Sheet


@hat_required()
@never_cache
@require_safe
def stack(request: DeskRequest, round_id: int) -> HttpResponse:
    """What one has before one, and what is done; the first that is left is one tap away."""
    reader = _reader(request, round_id)
    own = reading.stack_lines(reader)
    left = [line for line in own if line.score is None]
    context = {"round": reader.round, "lines": own, "left": left, "reader": reader}
    return render(request, "selection/stack.html", context)


@hat_required()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def read(request: DeskRequest, round_id: int, candidate_id: int) -> HttpResponse:
    reader = _reader(request, round_id, candidate_id)
    sheet = _sheet(reader, candidate_id)
    criteria = list(reader.round.criteria.all())
    form = MarksForm(criteria, request.POST if request.method == "POST" else None, _given(sheet))
    if form.is_bound and form.is_valid():
        try:
            actions.score(
                round_id=round_id,
                candidate_id=candidate_id,
                marks=form.marks(),
                note=form.cleaned_data["note"],
                hat=request.hat,
            )
        except (Conflict, Refused) as problem:
            form.add_error(None, str(problem.message))
        else:
            messages.success(request, _("Kept. The next one is before you."))
            return _on(round_id, sheet.next)
    context = {"round": reader.round, "sheet": sheet, "form": form}
    status = 400 if form.errors else 200
    return render(request, "selection/read.html", context, status=status)


@hat_required()
@require_POST
def interest(request: DeskRequest, round_id: int, candidate_id: int) -> HttpResponse:
    """Somebody else reads it instead."""
    reader = _reader(request, round_id, candidate_id)
    sheet = _sheet(reader, candidate_id)
    actions.declare_interest(
        round_id=round_id,
        candidate_id=candidate_id,
        words=request.POST.get("words", "").replace("\x00", ""),
        hat=request.hat,
    )
    messages.success(request, _("Noted. Somebody else reads it instead."))
    return _on(round_id, sheet.next)


def _on(round_id: int, candidate_id: int | None) -> HttpResponse:
    if candidate_id is None:
        return redirect("selection:stack", round_id)
    return redirect("selection:read", round_id, candidate_id)


def _reader(request: DeskRequest, round_id: int, candidate_id: int | None = None) -> Reviewer:
    found = pages.round_of(round_id, request.hat)
    if found is None or (candidate_id and not found.candidates.filter(pk=candidate_id).exists()):
        raise Http404
    reader = reading.reader_of(round_id, request.hat.person_id)
    if reader is None:
        raise NotAllowed(_("You do not read in this round."))
    if reader.round.stage in {Stage.ELIGIBILITY, Stage.SCREENING}:
        raise NotAllowed(_("The stacks are not shared out yet."))
    return reader


def _sheet(reader: Reviewer, candidate_id: int) -> Sheet:
    """Refused by address, too, where it came from one's own unit or was given to others."""
    candidate = reader.round.candidates.get(pk=candidate_id)
    if reading.is_barred(reader, candidate):
        raise NotAllowed(
            _("It came from your own unit or you declared an interest: others read it.")
        )
    found = reading.sheet(reader, candidate_id)
    if found is None:
        raise NotAllowed(_("This candidate was given to other reviewers."))
    return found


def _given(sheet: Sheet) -> dict[str, object]:
    given = {f"mark{n}": mark for n, mark in enumerate(sheet.review.marks)}
    return {**given, "note": sheet.review.note}
