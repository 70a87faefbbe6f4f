"""The congress at the desk: its term, sessions, delegations and groups, and who sits in it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from qunce.common.errors import Conflict, Refused
from qunce.common.sent import number
from qunce.people import actions, queries
from qunce.people.entrance import DeskRequest, hat_required
from qunce.people.forms import congress as forms
from qunce.people.forms.congress import Asking
from qunce.people.models import Congress, Deputy, Person, Role, Session, Term
from qunce.people.queries import overview
from qunce.people.rules import CONGRESS_READERS, may_keep_the_congress


@hat_required(*CONGRESS_READERS)
@never_cache
@require_safe
def congress(request: DeskRequest) -> HttpResponse:
    found = _congress(request)
    return _show(request, found, _term(found, number(request, "term")))


@hat_required(Role.DEPUTY_OFFICE)
@require_POST
def begin_term(request: DeskRequest) -> HttpResponse:
    found = _congress(request)
    form = forms.TermForm(request.POST)
    return _do(request, found, None, form, lambda: _begin_term(request, found, form))


@hat_required(Role.DEPUTY_OFFICE)
@require_POST
def act(request: DeskRequest, term_id: int, act: str) -> HttpResponse:
    """Convene, form a delegation or a group, seat a deputy: each in a term."""
    found = _congress(request)
    term = found.terms.filter(pk=term_id).first()
    if term is None or act not in _ACTS:
        raise Http404
    form = _forms(term)[act](request.POST)
    return _do(request, found, term, form, lambda: _ACTS[act](request, term, form))


@hat_required(Role.DEPUTY_OFFICE)
@require_POST
def move_session(request: DeskRequest, session_id: int) -> HttpResponse:
    found = _congress(request)
    session = Session.objects.select_related("term").filter(pk=session_id).first()
    if session is None or session.term.congress_id != found.pk:
        raise Http404
    form = forms.SessionForm(session, request.POST)
    return _do(request, found, session.term, form, lambda: _move(request, session, form))


@hat_required(*CONGRESS_READERS)
@never_cache
@require_safe
def deputy(request: DeskRequest, deputy_id: int) -> HttpResponse:
    return _show_deputy(request, _deputy(request, deputy_id))


@hat_required(Role.DEPUTY_OFFICE)
@require_POST
def deputy_act(request: DeskRequest, deputy_id: int, act: str) -> HttpResponse:
    """Suspend, restore, or end a seat with its reason."""
    found = _deputy(request, deputy_id)
    if act not in forms.SEAT_FORMS:
        raise Http404
    form = forms.SEAT_FORMS[act](request.POST)
    if form.is_valid():
        try:
            _of_seat(request, found, act, form.cleaned_data)
        except (Conflict, Refused) as problem:
            form.add_error(None, str(problem.message))
        else:
            messages.success(request, _("It is done and on record."))
            return redirect("congress:deputy", found.pk)
    return _show_deputy(request, _deputy(request, deputy_id), form, status=400)


def _of_seat(request: DeskRequest, found: Deputy, act: str, known: dict[str, Any]) -> None:
    if act == "end":
        actions.end_seat(
            deputy_id=found.pk, reason=known["reason"], on=known["on"], hat=request.hat
        )
    else:
        do = actions.suspend if act == "suspend" else actions.restore
        do(deputy_id=found.pk, on=known["on"], hat=request.hat)


def _begin_term(request: DeskRequest, found: Congress, form: Asking) -> Term:
    return actions.begin_term(congress_id=found.pk, hat=request.hat, **form.cleaned_data)


def _convene(request: DeskRequest, term: Term, form: Asking) -> object:
    return actions.convene(term_id=term.pk, hat=request.hat, **form.cleaned_data)


def _move(request: DeskRequest, session: Session, form: Asking) -> object:
    known = {name: form.cleaned_data[name] for name in ("opens_on", "closes_on", "bills_until")}
    seen = request.POST.get("seen", "")
    return actions.move_session(session_id=session.pk, hat=request.hat, seen=seen, **known)


def _form_delegation(request: DeskRequest, term: Term, form: Asking) -> object:
    new = actions.NewDelegation(form.cleaned_data["name"], form.cleaned_data["area"])
    return actions.form_delegations(term_id=term.pk, delegations=[new], hat=request.hat)


def _form_group(request: DeskRequest, term: Term, form: Asking) -> object:
    new = actions.NewGroup(form.cleaned_data["name"], form.cleaned_data["kind"])
    return actions.form_groups(term_id=term.pk, groups=[new], hat=request.hat)


@transaction.atomic
def _seat(request: DeskRequest, term: Term, form: Asking) -> object:
    """The account is opened where there is none yet; its password is given out by the house."""
    known = form.cleaned_data
    new = actions.NewSeat(
        person=_person(known["account"], known["name"]),
        since_on=known["since_on"],
        delegation=known["delegation"],
        groups=list(known["groups"]),
        certificate=known["certificate"],
    )
    return actions.seat(term_id=term.pk, new=new, hat=request.hat)


def _person(account: str, name: str) -> Person:
    known = Person.objects.filter(username=account).first()
    if known and known.name != name:
        raise Refused(
            _("The account “%(account)s” is that of %(name)s; choose another.")
            % {"account": account, "name": known.name}
        )
    return known or actions.open_account(username=account, name=name)


_ACTS: Mapping[str, Callable[[DeskRequest, Term, Asking], object]] = {
    "convene": _convene,
    "delegation": _form_delegation,
    "group": _form_group,
    "seat": _seat,
}


def _do(
    request: DeskRequest,
    found: Congress,
    term: Term | None,
    form: Asking,
    do: Callable[[], object],
) -> HttpResponse:
    """Does it, or shows the page again with what was typed and the sentence of why not."""
    if form.is_valid():
        try:
            made = do()
        except (Conflict, Refused) as problem:
            form.add_error(None, str(problem.message))
        else:
            messages.success(request, _("It is done and on record."))
            shown = made if isinstance(made, Term) else term
            return redirect(f"{reverse('congress:congress')}?term={shown.pk if shown else ''}")
    return _show(request, found, term or _term(found, None), form, status=400)


def _congress(request: DeskRequest) -> Congress:
    found = queries.congress_of(request.hat.jurisdiction_id)
    if found is None:
        raise Http404(_("No congress has been set up here yet."))
    return found


def _term(found: Congress, term_id: int | None) -> Term | None:
    """The one asked for, else the one that runs, else the last."""
    terms = found.terms.order_by("-begins_on")
    asked = terms.filter(pk=term_id).first() if term_id else None
    return asked or overview.running(found) or terms.first()


def _deputy(request: DeskRequest, deputy_id: int) -> Deputy:
    found = overview.deputy(deputy_id, request.hat.jurisdiction_id)
    if found is None:
        raise Http404
    return found


def _forms(term: Term) -> Mapping[str, Callable[..., Asking]]:
    return {
        "convene": lambda data=None: forms.SessionForm(None, data),
        "delegation": lambda data=None: forms.DelegationForm(term, data),
        "group": forms.GroupForm,
        "seat": lambda data=None: forms.SeatForm(term, data),
    }


def _show(
    request: DeskRequest,
    found: Congress,
    term: Term | None,
    bound: Asking | None = None,
    status: int = 200,
) -> HttpResponse:
    keeps = may_keep_the_congress(request.hat, found.jurisdiction_id)
    context = {
        "congress": found,
        "term": term,
        "terms": found.terms.order_by("-begins_on"),
        "page": overview.page(term) if term else None,
        "keeps": keeps,
        "asking": _asking(found, term, bound) if keeps else [],
        "moving": _moving(term, bound) if keeps and term else [],
    }
    return render(request, "people/congress.html", context, status=status)


def _asking(found: Congress, term: Term | None, bound: Asking | None) -> list[Asking]:
    """A form for each thing that can be done; the one that came back is open."""
    fresh = [make() for make in _forms(term).values()] if term else []
    for form in fresh:
        form.url = reverse("congress:act", args=[term.pk if term else 0, form.act])
    begin = forms.TermForm()
    begin.url = reverse("congress:begin_term")
    every = [*fresh, begin]
    return [_kept(form, bound) for form in every]


def _kept(fresh: Asking, bound: Asking | None) -> Asking:
    if bound is None or bound.act != fresh.act:
        return fresh
    bound.url, bound.seen = fresh.url, fresh.seen
    return bound


def _moving(term: Term, bound: Asking | None) -> list[Asking]:
    """For every session that is not over, a form with its days."""
    found: list[Asking] = []
    for session in overview.not_over(term):
        form = forms.SessionForm(session)
        form.url = reverse("congress:move_session", args=[session.pk])
        form.seen = session.days
        found.append(_kept(form, bound))
    return found


def _show_deputy(
    request: DeskRequest, found: Deputy, bound: Asking | None = None, status: int = 200
) -> HttpResponse:
    keeps = may_keep_the_congress(request.hat, found.term.congress.jurisdiction_id)
    offered = overview.seat_acts(found) if keeps else []
    asking = [_kept_seat(found, act, bound) for act in offered]
    if bound and bound not in asking:
        asking.insert(0, bound)  # the seat moved meanwhile: what was typed stays in sight
    context = {"deputy": found, "asking": asking}
    return render(request, "people/deputy.html", context, status=status)


def _kept_seat(found: Deputy, act: str, bound: Asking | None) -> Asking:
    form = forms.SEAT_FORMS[act]()
    form.url = reverse("congress:deputy_act", args=[found.pk, act])
    return _kept(form, bound)
