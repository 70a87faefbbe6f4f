"""The office's pages of a round: set up, moved on, looked into, answered."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qunce.common.errors import Conflict, Refused
from qunce.common.sent import number
from qunce.people.entrance import DeskRequest, hat_required
from qunce.people.models import Role
from qunce.people.queries import units_of
from qunce.people.rules import Hat
from qunce.selection import actions
from qunce.selection.actions import NewCandidate
from qunce.selection.forms import (
    AnswerForm,
    CandidatesForm,
    DrawForm,
    ReviewersForm,
    RoundForm,
    WordsForm,
)
from qunce.selection.models import Kind, Lottery, Round, Stage
from qunce.selection.queries import calls, pages, reading
from qunce.selection.queries.moving_up import next_up
from qunce.selection.queries.tickets import seed_of

_GOES_ON: dict[str, Callable[..., Round]] = {
    "begin": actions.begin_screening,
    "open": actions.open_scoring,
    "close": actions.close_scoring,
    "publish": actions.publish,
    "select": actions.select,
}


@hat_required()
@never_cache
@require_safe
def rounds(request: DeskRequest) -> HttpResponse:
    """What somebody has to do with rounds: to run, to screen, to read."""
    hat = request.hat
    context = {
        "hat": hat,
        "lines": pages.rounds_of(hat),
        "stacks": reading.stacks(hat.person_id),
        "runs": hat.role == Role.OFFICE,
    }
    return render(request, "selection/rounds.html", context)


@hat_required(Role.OFFICE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: DeskRequest) -> HttpResponse:
    form = RoundForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            call = calls.newest(request.hat.jurisdiction_id)
            made = actions.set_up(new=form.new(call), hat=request.hat)
        except Refused as problem:
            form.add_error("criteria" if problem.code == "weights" else None, str(problem.message))
        else:
            return redirect("selection:round", made.pk)
    return render(request, "selection/new.html", {"form": form}, status=_status(form))


@hat_required(Role.OFFICE)
@never_cache
@require_safe
def round_(request: DeskRequest, round_id: int) -> HttpResponse:
    return _show(request, opened(round_id, request.hat))


@hat_required(Role.OFFICE)
@require_POST
def fill(request: DeskRequest, round_id: int, candidate_id: int) -> HttpResponse:
    """An empty seat goes to the next in rank, with a reason."""
    found, form = opened(round_id, request.hat), WordsForm("", request.POST)
    if not found.candidates.filter(pk=candidate_id).exists():
        raise Http404
    words = form.cleaned_data["words"] if form.is_valid() else ""
    try:
        actions.move_up(round_id=found.pk, candidate_id=candidate_id, words=words, hat=request.hat)
    except (Conflict, Refused) as problem:
        return _show(request, found, trouble=str(problem.message), status=problem.status)
    messages.success(request, _("It is on the list; the time to object begins anew."))
    return redirect("selection:round", found.pk)


@hat_required(Role.OFFICE)
@require_POST
def draw(request: DeskRequest, round_id: int) -> HttpResponse:
    """Lots among those who took part, where it is switched on: announced first, then drawn."""
    found, form = opened(round_id, request.hat), DrawForm(request.POST)
    announces = request.POST.get("act") == "announce"
    if announces and not form.is_valid():
        return _show(request, found, trouble=_("Say how many prizes are drawn."), status=400)
    try:
        if announces:
            actions.announce_draw(round_id=found.pk, hat=request.hat, **form.cleaned_data)
        else:
            actions.draw_lots(round_id=found.pk, hat=request.hat)
    except (Conflict, Refused) as problem:
        return _show(request, found, trouble=str(problem.message), status=problem.status)
    said = (
        _("It is announced; the public notice shows it.")
        if announces
        else _("The lots are drawn; the public notice shows them.")
    )
    messages.success(request, said)
    return redirect("selection:round", found.pk)


@hat_required(Role.OFFICE)
@require_POST
def go_on(request: DeskRequest, round_id: int, act: str) -> HttpResponse:
    found = opened(round_id, request.hat)
    if act not in _GOES_ON:
        raise Http404
    try:
        _GOES_ON[act](round_id=found.pk, hat=request.hat)
    except (Conflict, Refused) as problem:
        return _show(request, found, trouble=str(problem.message), status=problem.status)
    messages.success(request, _("The round has gone on; it is on record."))
    return redirect("selection:round", found.pk)


@hat_required(Role.OFFICE)
@require_POST
def add(request: DeskRequest, round_id: int) -> HttpResponse:
    found = opened(round_id, request.hat)
    if "sent" in request.POST:
        return _add_sent(request, found)
    form = _candidates_form(request.hat, request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        news = [
            NewCandidate(typed["kind"], pk, typed["unit"], typed["screener"], typed["strand"])
            for pk in typed["ids"]
        ]
        try:
            n = actions.add_candidates(round_id=found.pk, news=news, hat=request.hat)
        except (Conflict, Refused) as problem:
            form.add_error(None, str(problem.message))
        else:
            messages.success(request, _("%(n)d were added.") % {"n": n})
            return redirect("selection:round", found.pk)
    return _show(request, found, adding=form, status=400)


def _add_sent(request: DeskRequest, found: Round) -> HttpResponse:
    """Every idea that a unit sent to the round's call; the unit screens its own."""
    news = [NewCandidate(Kind.VOICE, voice, unit) for voice, unit in calls.sent_by_units(found)]
    try:
        n = actions.add_candidates(round_id=found.pk, news=news, hat=request.hat)
    except (Conflict, Refused) as problem:
        return _show(request, found, trouble=str(problem.message), status=problem.status)
    messages.success(request, _("%(n)d were added.") % {"n": n})
    return redirect("selection:round", found.pk)


@hat_required(Role.OFFICE)
@require_POST
def reviewers(request: DeskRequest, round_id: int) -> HttpResponse:
    found = opened(round_id, request.hat)
    form = _reviewers_form(request.hat, request.POST)
    if form.is_valid():
        named = reading.by_account(form.cleaned_data["accounts"].split())
        ids = [*form.cleaned_data["people"], *named.values()]
        unknown = [one for one in form.cleaned_data["accounts"].split() if one not in named]
        try:
            if unknown:
                raise Refused(_("There is no account “%(name)s”.") % {"name": unknown[0]})
            actions.name_reviewers(round_id=found.pk, person_ids=ids, hat=request.hat)
        except (Conflict, Refused) as problem:
            form.add_error(None, str(problem.message))
        else:
            messages.success(request, _("The reviewers are named."))
            return redirect("selection:round", found.pk)
    return _show(request, found, naming=form, status=400)


@hat_required(Role.OFFICE)
@require_POST
def decide(request: DeskRequest, round_id: int, what: str, said_id: int) -> HttpResponse:
    """An appeal or an objection; the answer is read by who asked."""
    found, form = opened(round_id, request.hat), AnswerForm(request.POST)
    if not reading.is_said_here(what, said_id, found.pk):
        raise Http404
    if not form.is_valid():
        return _show(request, found, trouble=_("Write an answer and decide."), status=400)
    given = {"answer": form.cleaned_data["answer"], "grant": form.cleaned_data["grant"] == "yes"}
    try:
        if what == "appeal":
            actions.decide_appeal(appeal_id=said_id, hat=request.hat, **given)
        else:
            actions.decide_objection(objection_id=said_id, hat=request.hat, **given)
    except (Conflict, Refused) as problem:
        return _show(request, found, trouble=str(problem.message), status=problem.status)
    messages.success(request, _("Decided and on record."))
    return redirect("selection:round", found.pk)


def opened(round_id: int, hat: Hat) -> Round:
    found = pages.round_of(round_id, hat)
    if found is None:
        raise Http404
    return found


def _show(
    request: DeskRequest,
    found: Round,
    *,
    trouble: str = "",
    adding: CandidatesForm | None = None,
    naming: ReviewersForm | None = None,
    status: int = 200,
) -> HttpResponse:
    hat = request.hat
    is_early = found.stage in {Stage.ELIGIBILITY, Stage.SCREENING}
    page = pages.round_page(found, number(request, "page") or 1, number(request, "apart") or 1)
    context = {
        "hat": hat,
        "round": found,
        "page": page,
        "next_up": next_up(found),
        "filling": WordsForm(_("Why the seat is filled"), help_text=_("The author reads it.")),
        "lottery": (lottery := Lottery.objects.filter(round=found).select_related("round").first()),
        "drawing": DrawForm() if settings.LOTTERY and found.stage == Stage.SELECTED else None,
        "draw_seed": seed_of(lottery) if lottery else None,
        "trouble": trouble,
        "adding": (adding or _candidates_form(hat)) if found.stage == Stage.ELIGIBILITY else None,
        "naming": (naming or _reviewers_form(hat)) if is_early else None,
        "answering": AnswerForm(),
        "sent": len(calls.sent_by_units(found)) if found.stage == Stage.ELIGIBILITY else 0,
        "next": _next_of(found),
    }
    return render(request, "selection/round.html", context, status=status)


def _next_of(found: Round) -> dict[str, str] | None:
    """The one button that moves the round on, and what it will do."""
    return {
        Stage.ELIGIBILITY: {
            "act": "begin",
            "label": _("Begin the screening by units"),
            "note": _("Candidates cannot be added any more after this."),
        },
        Stage.SCREENING: {
            "act": "open",
            "label": _("Share out to the reviewers"),
            "note": _("The seed is drawn once; every reviewer gets a stack in an order by lot."),
        },
        Stage.SCORING: {
            "act": "close",
            "label": _("Close the scores"),
            "note": _("Severities are taken out; raw scores stay beside."),
        },
        Stage.SHORTLIST: {
            "act": "publish",
            "label": _("Publish the list for objections"),
            "note": _("Everybody else is told why not, and how to appeal."),
        },
        Stage.NOTICE: {
            "act": "select",
            "label": _("Select what stood the notice"),
            "note": _("Each becomes a golden idea that carries its voices; authors are told."),
        },
    }.get(Stage(found.stage))


def _candidates_form(hat: Hat, data: Any = None) -> CandidatesForm:
    units = [(unit.pk, unit.name) for unit in units_of(hat.jurisdiction_id)]
    return CandidatesForm(Kind.choices, units, data)


def _reviewers_form(hat: Hat, data: Any = None) -> ReviewersForm:
    return ReviewersForm(reading.who_may_review(hat.jurisdiction_id), data)


def _status(form: Form) -> int:
    return 400 if form.errors else 200
