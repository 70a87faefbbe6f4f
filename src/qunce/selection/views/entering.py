"""A theme or a family enters a round from its own page, without its number being typed."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from qunce.common.errors import Conflict, Refused
from qunce.common.sent import number
from qunce.people.entrance import DeskRequest, hat_required
from qunce.people.models import Role
from qunce.people.queries import units_of
from qunce.selection import actions
from qunce.selection.actions import NewCandidate
from qunce.selection.forms import EnterForm
from qunce.selection.models import Kind
from qunce.selection.queries.entering import rounds_to_enter, subject_here


@hat_required(Role.OFFICE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: DeskRequest) -> HttpResponse:
    kind, pk = request.GET.get("kind", ""), number(request, "id")
    subject = subject_here(kind, pk, request.hat.jurisdiction_id) if pk else None
    if pk is None or subject is None:
        raise Http404
    rounds = rounds_to_enter(request.hat.jurisdiction_id)
    units = [(unit.pk, unit.name) for unit in units_of(request.hat.jurisdiction_id)]
    form = EnterForm(rounds, units, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        new = NewCandidate(Kind(kind), pk, None, typed["screener"], typed["strand"])
        try:
            n = actions.add_candidates(round_id=typed["round"], news=[new], hat=request.hat)
        except (Conflict, Refused) as problem:
            form.add_error(None, str(problem.message))
        else:
            said = _("It is in the round.") if n else _("It was in that round already.")
            messages.success(request, said)
            return redirect("selection:round", typed["round"])
    context = {"subject": subject, "rounds": rounds, "form": form}
    return render(request, "selection/enter.html", context, status=400 if form.errors else 200)
