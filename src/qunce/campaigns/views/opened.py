"""What an address names, if it is there and of the reader's place; else there is no such page."""

from collections.abc import Callable
from typing import NoReturn

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from qunce.campaigns.models import Action, Campaign, Phase, Task
from qunce.campaigns.queries.pages import task_of
from qunce.common.errors import Conflict, Refused
from qunce.matters.queries.pages import is_readable
from qunce.people.entrance import DeskRequest


def campaign(request: DeskRequest, campaign_id: int) -> Campaign:
    found = Campaign.objects.select_related("office").filter(
        pk=campaign_id, jurisdiction=request.hat.jurisdiction_id
    )
    return found.first() or _absent()


def phase(request: DeskRequest, phase_id: int) -> Phase:
    found = Phase.objects.select_related("campaign").filter(
        pk=phase_id, campaign__jurisdiction=request.hat.jurisdiction_id
    )
    return found.first() or _absent()


def action(request: DeskRequest, action_id: int) -> Action:
    found = Action.objects.select_related("campaign", "phase", "own__unit").filter(
        pk=action_id, campaign__jurisdiction=request.hat.jurisdiction_id
    )
    return found.first() or _absent()


def task(request: DeskRequest, task_id: int) -> Task:
    """A task is read by whoever may read its matter: its unit, its group, the offices."""
    found = task_of(task_id, request.hat)
    if found is None or not is_readable(found.matter, request.hat):
        raise Http404
    return found


def _absent() -> NoReturn:
    raise Http404


def said(
    request: DeskRequest,
    form: Form | None,
    do: Callable[[], object],
    done: str,
    to: str,
    *args: int,
) -> HttpResponse | None:
    """Do it and go on; None where it was refused, and the form (or the page) says why."""
    try:
        do()
    except (Conflict, Refused) as problem:
        if form is None:
            messages.error(request, str(problem.message))
        else:
            form.add_error(None, str(problem.message))
        return None
    messages.success(request, done)
    return redirect(to, *args)
