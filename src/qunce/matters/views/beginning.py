"""A matter begins: a deputy writes, or the office takes up a theme of a reading."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from qunce.common import later
from qunce.common.errors import Conflict, Refused
from qunce.common.sent import number
from qunce.matters import actions
from qunce.matters.actions import Given
from qunce.matters.actions.gathering import AT_ONCE
from qunce.matters.forms.beginning import FORMS, SIGNED, TEXTS, WRITERS, ThemeForm
from qunce.matters.models import Matter
from qunce.matters.queries import choices, themes
from qunce.matters.queries.similar import similar
from qunce.matters.queries.themes import Grown
from qunce.people.entrance import DeskRequest, hat_required
from qunce.people.models import Role

# What each post makes of a theme.
KINDS = {Role.OFFICE: "golden-idea", Role.STATION: "citizens-voice"}


@hat_required(*KINDS, *WRITERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: DeskRequest) -> HttpResponse:
    """A theme's matter where one is named; else what this post writes itself."""
    role = Role(request.hat.role)
    kinds = WRITERS.get(role, ())
    if role in KINDS and ("theme" in request.GET or not kinds):
        return _from_theme(request)
    asked = request.GET.get("kind", kinds[0])
    if asked not in kinds:
        raise Http404
    return _written(request, asked)


def _written(request: DeskRequest, kind: str) -> HttpResponse:
    hat, data = request.hat, request.POST if request.method == "POST" else None
    make, signed = FORMS[kind], kind in SIGNED
    listed = choices.deputies(hat.jurisdiction_id, hat.person_id) if signed else []
    form = make(listed, data) if signed else make(data)
    if form.is_bound and form.is_valid():
        made = _write(request, kind, form)
        said = SIGNED.get(kind, _("It is on record; go on with it here."))
        messages.success(request, said, extra_tags=kind)  # the draft in the browser is forgotten
        return redirect("matters:matter", made.pk)
    context = {"form": form, "kind": kind, **TEXTS[kind]}
    status = 400 if form.errors else 200
    return render(request, "matters/begin.html", context, status=status)


@transaction.atomic
def _write(request: DeskRequest, kind: str, form: Any) -> Matter:
    """The matter, and the question to those who were asked to sign."""
    made = actions.begin(procedure=kind, new=form.new(), hat=request.hat)
    if people := form.cleaned_data.get("people"):
        given = Given(people=tuple(people))
        actions.act_on_matter(matter_id=made.pk, act="invite", hat=request.hat, given=given)
    return made


def _from_theme(request: DeskRequest) -> HttpResponse:
    grown = themes.theme(number(request, "theme") or 0, request.hat.jurisdiction_id)
    if grown is None:
        raise Http404
    form = _theme_form(request, grown)
    if form.is_bound and form.is_valid():
        try:
            made = _take_up(request, form, grown)
        except (Conflict, Refused) as problem:
            form.add_error(None, str(problem.message))
        else:
            messages.success(request, _("It is a matter now and carries these voices."))
            return redirect("matters:matter", made.pk)
    context = {
        "hat": request.hat,
        "form": form,
        "grown": grown,
        "similar": similar(request.hat.jurisdiction_id, grown.name),
    }
    return render(request, "matters/from_theme.html", context, status=400 if form.errors else 200)


def _theme_form(request: DeskRequest, grown: Grown) -> ThemeForm:
    is_office = request.hat.role == Role.OFFICE
    offered = choices.units(request.hat.jurisdiction_id) if is_office else []
    data = request.POST if request.method == "POST" else None
    return ThemeForm(offered, data, initial={"title": grown.name})


@transaction.atomic
def _take_up(request: DeskRequest, form: ThemeForm, grown: Grown) -> Matter:
    """The matter with its voices; where units were chosen, they have it at once.

    The rest of many voices follows in the background.
    """
    voices = _voices(grown)
    made = actions.begin(
        procedure=KINDS[Role(request.hat.role)],
        new=form.new(grown.evidence),
        hat=request.hat,
        voices=voices[:AT_ONCE],
    )
    if len(voices) > AT_ONCE:
        later("matters.gather", [made.pk])
    if parts := form.parts():
        given = Given(units=parts)
        actions.act_on_matter(matter_id=made.pk, act="assign", hat=request.hat, given=given)
    return made


def _voices(grown: Grown) -> Sequence[int]:
    found = themes.voices_of(grown.theme_id)
    if not found:
        raise Refused(_("No voice of this theme waits any more; look at the matters below."))
    return found
