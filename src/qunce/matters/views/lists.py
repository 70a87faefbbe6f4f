"""What a post holds, and what a place has open."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from qunce.common.sent import number
from qunce.matters.forms.beginning import TEXTS, WRITERS
from qunce.matters.queries import bulk, listing
from qunce.matters.queries import inbox as held
from qunce.matters.queries.inbox import Place
from qunce.matters.queries.listing import Wanted
from qunce.matters.rules.seeing import OVERSEERS
from qunce.people.entrance import DeskRequest, hat_required
from qunce.people.models import Role
from qunce.people.queries import unit_names

TONES = [
    ("red", _("overdue")),
    ("gold", _("due within five working days")),
    ("green", _("in time")),
]


@hat_required()
@never_cache
@require_safe
def inbox(request: DeskRequest) -> HttpResponse:
    after = Place.parse(request.GET.get("after", ""))
    context = {
        "hat": request.hat,
        "found": held.inbox(request.hat, after),
        "is_first": after is None,
        "writes": [
            (kind, TEXTS[kind]["title"]) for kind in WRITERS.get(Role(request.hat.role), ())
        ],
        "invitations": held.invitations(request.hat) if after is None else [],
    }
    return render(request, "matters/inbox.html", context)


@hat_required(*OVERSEERS)
@never_cache
@require_safe
def matters(request: DeskRequest) -> HttpResponse:
    context = listed(request) | {
        "acts": bulk.acts(request.hat),
        "holding": bulk.recent(request.hat),
    }
    return render(request, "matters/matters.html", context)


def listed(request: DeskRequest, among: Q | None = None) -> dict[str, Any]:
    """One page of the open matters of a place with its filters, as the address asks for it."""
    place, asked, kinds = request.hat.jurisdiction_id, request.GET, listing.kinds()
    wanted = Wanted(
        kind=_one_of(asked.get("kind"), kinds),
        unit=number(request, "unit"),
        tone=_one_of(asked.get("colour"), TONES),
    )
    found = listing.open_matters(place, wanted, Place.parse(asked.get("after", "")), among)
    filters = {"kind": wanted.kind, "unit": wanted.unit or "", "colour": wanted.tone}
    return {
        "found": found,
        "wanted": wanted,
        "kinds": kinds,
        "units": unit_names(place),
        "tones": [(tone, label, found.tones[tone]) for tone, label in TONES],
        "rest": urlencode({name: value for name, value in filters.items() if value}),
    }


def _one_of(typed: str | None, known: Iterable[tuple[str, object]]) -> str:
    """What was asked for, if there is such a thing."""
    return next((code for code, _label in known if code == typed), "")
