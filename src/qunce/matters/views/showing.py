"""A matter's page, with a form for each act that is open to the reader."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from qunce.matters.actions.clocking import KEEPERS
from qunce.matters.forms import ActForm, offered
from qunce.matters.models import Matter
from qunce.matters.own_pages import OWN_PAGES
from qunce.matters.queries.doing import Doing
from qunce.matters.queries.facts import facts_of
from qunce.matters.queries.own import supervises_own
from qunce.matters.queries.pages import MatterPage, matter_page
from qunce.matters.queries.suggesting import Suggestion, suggest
from qunce.matters.rules import roles_in
from qunce.matters.rules.urging import may_urge
from qunce.people.entrance import DeskRequest
from qunce.people.rules import Hat
from qunce.procedure import Effect, Phase, Role


@dataclass(frozen=True)
class Offer:
    """A form on the page; `is_open` where there is only one or it came back."""

    form: ActForm
    is_open: bool


def show(
    request: DeskRequest, matter: Matter, bound: ActForm | None = None, status: int = 200
) -> HttpResponse:
    page = matter_page(matter, request.hat)
    context = {
        "hat": request.hat,
        "page": page,
        "matter": matter,
        "offers": _offers(page, bound),
        "own": OWN_PAGES.get(matter.procedure),
        "suggested": _suggested(page),
        "may_urge": _may_urge(matter, request.hat),
        "keeps_clock": _keeps_clock(matter, request.hat),
        "may_split": _may_split(matter, request.hat),
    }
    return render(request, "matters/matter.html", context, status=status)


def _may_urge(matter: Matter, hat: Hat) -> bool:
    is_open = matter.phase == Phase.OPEN and may_urge(hat, matter.jurisdiction_id)
    return is_open and not supervises_own(matter, hat)


def _suggested(page: MatterPage) -> Suggestion | None:
    """Which unit it may be for, where the reader is to assign it."""
    assigns = any(doing.act.effect == Effect.ASSIGN for doing in page.doings)
    return suggest(page.matter) if assigns else None


def form_for(page: MatterPage, doing: Doing, data: object = None) -> ActForm:
    return _forms(page, [doing], data)[0]


def _offers(page: MatterPage, bound: ActForm | None) -> list[Offer]:
    """The form that came back first, also where its act is over: what was typed is kept."""
    own = OWN_PAGES.get(page.matter.procedure)
    here = [d for d in page.doings if own is None or d.act.code not in own.acts]
    now = [d for d in here if d.is_part or d.act.code not in page.next.hides]
    others = [d for d in now if not bound or d.key != bound.doing.key]
    others.sort(key=lambda doing: doing.act.code != page.next.first)
    fresh = _forms(page, others)
    alone = len(fresh) == 1 and bound is None
    kept = [Offer(bound, True)] if bound else []
    return kept + [Offer(form, alone) for form in fresh]


def part_offers(page: MatterPage) -> list[Offer]:
    """The forms of what the reader may do with a part, for a page that shows no other acts."""
    forms = _forms(page, [doing for doing in page.doings if doing.is_part])
    return [Offer(form, is_open=False) for form in forms]


def _forms(page: MatterPage, doings: list[Doing], data: object = None) -> list[ActForm]:
    drafts = {card.part.pk: card.draft for card in page.parts if card.draft}
    warned = frozenset(card.part.pk for card in page.parts if card.findings)
    choices = offered(page.matter, doings, drafts, warned)
    return [ActForm(doing, choices, data) for doing in doings]


def _keeps_clock(matter: Matter, hat: Hat) -> bool:
    return matter.phase == Phase.OPEN and bool(roles_in(hat, facts_of(matter)) & KEEPERS)


def _may_split(matter: Matter, hat: Hat) -> bool:
    holders = {Role.OFFICE, Role.DEPUTY_OFFICE, Role.STATION}
    return bool(roles_in(hat, facts_of(matter)) & holders)
