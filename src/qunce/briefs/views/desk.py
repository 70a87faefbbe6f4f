"""Bulletins at the desk of the campaign office: drafted, edited, signed, issued."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from qunce.briefs import actions
from qunce.briefs.actions import Edited, NewBrief
from qunce.briefs.figures.counting import Of
from qunce.briefs.forms import DraftForm, EditForm, FigureForm, IssueForm, SendBackForm, SignForm
from qunce.briefs.models import LONGEST_NAME, Brief, Kind, Secrecy, State
from qunce.briefs.queries import pages
from qunce.briefs.queries.working import behind, query_of, recompute
from qunce.briefs.rules import may_sign
from qunce.briefs.views.papers import sent
from qunce.campaigns import queries as campaigns
from qunce.common.clock import today
from qunce.common.errors import Conflict, Problem, Refused
from qunce.people.entrance import DeskRequest, hat_required
from qunce.people.models import Role
from qunce.voices.queries import lines_by_id

PER_PAGE = 30
# What a row of each kind shows beside itself.
_BESIDE = {
    Of.PROMISES: ("matter", "unit"),
    Of.VISITS: ("participation__unit", "group__unit"),
    Of.PUBLICITY: ("unit", "area"),
}


@hat_required(Role.OFFICE)
@never_cache
@require_safe
def briefs(request: DeskRequest) -> HttpResponse:
    return _list(request, DraftForm(name=_name(request)))


@hat_required(Role.OFFICE)
@require_POST
def draft(request: DeskRequest) -> HttpResponse:
    form = DraftForm(request.POST)
    campaign = campaigns.current(request.hat.jurisdiction_id)
    if campaign and form.is_valid():
        known = form.cleaned_data | {
            "kind": Kind(form.cleaned_data["kind"]),
            "secrecy": Secrecy(form.cleaned_data["secrecy"]),
        }
        try:
            made = actions.draft(campaign_id=campaign.pk, new=NewBrief(**known), hat=request.hat)
        except Refused as problem:
            form.add_error(None, str(problem.message))
        else:
            messages.success(request, _("The draft is there; every number leads to its rows."))
            return redirect("briefs:brief", made.pk)
    return _list(request, form, status=400)


@hat_required(Role.OFFICE)
@never_cache
@require_safe
def brief(request: DeskRequest, brief_id: int) -> HttpResponse:
    return _show(request, _one(request, brief_id))


@hat_required(Role.OFFICE)
@require_POST
def edit(request: DeskRequest, brief_id: int) -> HttpResponse:
    """The whole page; what was typed stays in sight when it cannot be kept."""
    found = _one(request, brief_id)
    form = EditForm(found, request.POST)
    titles, texts = request.POST.getlist("title"), request.POST.getlist("text")
    articles = list(zip(titles, texts, strict=False))
    if form.is_valid():
        known = form.cleaned_data | {"secrecy": Secrecy(form.cleaned_data["secrecy"])}
        try:
            actions.edit(
                brief_id=found.pk, edited=Edited(articles=articles, **known), hat=request.hat
            )
        except Problem as problem:
            form.add_error(None, str(problem.message))
        else:
            messages.success(request, _("Kept."))
            return redirect("briefs:brief", found.pk)
    return _show(request, found, form, articles=articles, status=400)


@hat_required(Role.OFFICE)
@require_POST
def act(request: DeskRequest, brief_id: int, act: str) -> HttpResponse:
    found = _one(request, brief_id)
    if act not in _ACTS:
        raise Http404
    form = _forms(found)[act](request.POST)
    if form.is_valid():
        try:
            _ACTS[act](request, found, form.cleaned_data)
        except (Conflict, Refused) as problem:
            form.add_error(None, str(problem.message))
        else:
            messages.success(request, _("It is done and on record."))
            return redirect("briefs:brief", found.pk)
    return _show(request, _one(request, brief_id), acting=(act, form), status=400)


@hat_required(Role.OFFICE)
@never_cache
@require_safe
def rows(request: DeskRequest, brief_id: int, figure_id: int) -> HttpResponse:
    """What stands behind a number, and whether asking again gives the same."""
    found = _one(request, brief_id)
    figure = found.figures.select_related("brief__campaign", "area").filter(pk=figure_id).first()
    if figure is None:
        raise Http404
    query, listed = query_of(figure), behind(figure)
    listed = listed.select_related(*_BESIDE.get(query.of, ()))
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "brief": found,
        "figure": figure,
        "query": query,
        "page": page,
        "of": query.of.value,
        "lines": lines_by_id(v.pk for v in page) if query.of is Of.VOICES else list(page),
        "again": recompute(figure) if figure.value is not None else None,
    }
    return render(request, "briefs/rows.html", context)


@hat_required(Role.OFFICE)
@never_cache
@require_safe
def paper(request: DeskRequest, brief_id: int, form: str) -> HttpResponse:
    return sent(pages.page(_one(request, brief_id), public=False), form)


_ACTS: Mapping[str, Callable[[DeskRequest, Brief, dict[str, Any]], object]] = {
    "figure": lambda r, b, known: actions.add_figure(
        brief_id=b.pk,
        code=known["code"],
        area_id=known["area"].pk if known["area"] else None,
        hat=r.hat,
    ),
    "hand-in": lambda r, b, known: actions.hand_in(brief_id=b.pk, hat=r.hat),
    "send-back": lambda r, b, known: actions.send_back(brief_id=b.pk, hat=r.hat, **known),
    "sign": lambda r, b, known: actions.sign(brief_id=b.pk, hat=r.hat, **known),
    "issue": lambda r, b, known: actions.issue(brief_id=b.pk, hat=r.hat, **known),
}


def _forms(found: Brief) -> Mapping[str, Callable[..., forms.Form]]:
    place = found.campaign.jurisdiction_id
    return {
        "figure": lambda data=None: FigureForm(place, data),
        "hand-in": forms.Form,
        "send-back": SendBackForm,
        "sign": SignForm,
        "issue": IssueForm,
    }


def _one(request: DeskRequest, brief_id: int) -> Brief:
    found = pages.one(brief_id, jurisdiction_id=request.hat.jurisdiction_id)
    if found is None:
        raise Http404
    return found


def _name(request: DeskRequest) -> str:
    """That of the last bulletin here; else the campaign's own."""
    last = pages.at_desk(request.hat.jurisdiction_id).filter(kind=Kind.BULLETIN).first()
    campaign = campaigns.current(request.hat.jurisdiction_id)
    if last or not campaign:
        return last.name if last else ""
    own = f"{campaign.title}简报"
    # How a longer one is shortened, the office says.
    return own if len(own) <= LONGEST_NAME else ""


def _list(request: DeskRequest, form: DraftForm, status: int = 200) -> HttpResponse:
    page = Paginator(pages.at_desk(request.hat.jurisdiction_id), PER_PAGE)
    context = {
        "page": page.get_page(request.GET.get("page")),
        "form": form,
        "campaign": campaigns.current(request.hat.jurisdiction_id),
    }
    return render(request, "briefs/briefs.html", context, status=status)


def _show(
    request: DeskRequest,
    found: Brief,
    form: EditForm | None = None,
    *,
    articles: list[tuple[str, str]] | None = None,
    acting: tuple[str, forms.Form] = ("", forms.Form()),
    status: int = 200,
) -> HttpResponse:
    if articles is None:
        articles = [(a.title, a.text) for a in found.articles.all()]
    number = pages.next_number(found) if found.state == State.REVIEW else None
    fresh = {
        "figure": FigureForm(found.campaign.jurisdiction_id),
        "send_back": SendBackForm(),
        "sign": SignForm(initial={"expected": number}),
        "issue": IssueForm(initial={"on": today()}),
    }
    act, bound = acting
    context = {
        "page": pages.page(found, public=False),
        "brief": found,
        "issue_words": pages.issue_words(found),
        "form": form or EditForm(found),
        # An empty one to write in; without title and text it falls away.
        "articles": [*articles, ("", "")],
        "number": number,
        "may_sign": may_sign(request.hat, found),
        "signers": pages.others_of_office(found) if found.state == State.REVIEW else [],
        "asking": fresh | ({act.replace("-", "_"): bound} if act else {}),
        # Said beside the form if it is still offered; above the page in any case.
        "refused": bound.non_field_errors() if act else [],
    }
    return render(request, "briefs/brief.html", context, status=status)
