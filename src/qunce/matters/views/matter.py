"""One matter at the desk: its page, and its acts."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from qunce.common.errors import Conflict, Refused
from qunce.common.sent import number
from qunce.matters import actions
from qunce.matters.actions import promising
from qunce.matters.forms import ActForm
from qunce.matters.forms.fields import day_sent
from qunce.matters.models import Matter, Running
from qunce.matters.own_pages import OWN_PAGES
from qunce.matters.queries.doing import Doing
from qunce.matters.queries.pages import is_readable, matter_page
from qunce.matters.queries.whole import with_parts
from qunce.matters.views.opened import of_promise, opened, opened_part
from qunce.matters.views.showing import form_for, show
from qunce.people.entrance import DeskRequest, hat_required


@hat_required()
@never_cache
@require_safe
def matter(request: DeskRequest, matter_id: int) -> HttpResponse:
    return show(request, opened(request, matter_id))


@hat_required()
@require_POST
def act(request: DeskRequest, matter_id: int, act: str) -> HttpResponse:
    found = opened(request, matter_id)
    if (own := OWN_PAGES.get(found.procedure)) and act in own.acts:
        return redirect(own.address, found.pk)
    return _do(request, found, Doing(found, _known(found, act)))


@hat_required()
@require_POST
def part_act(request: DeskRequest, part_id: int, act: str) -> HttpResponse:
    found, part = opened_part(request, part_id)
    return _do(request, found, Doing(part, _known(part, act)))


def _known(row: Running, code: str) -> Any:
    """The act as it stands at this step, else at any: then the action says where the row stands."""
    steps = [row.at_step, *row.grammar.steps]
    found = next((act for step in steps if (act := step.act(code))), None)
    if found is None:
        raise Http404
    return found


def _do(request: DeskRequest, found: Matter, doing: Doing) -> HttpResponse:
    """The act, or the page again with what was typed and the sentence of why not."""
    form = form_for(matter_page(found, request.hat), doing, request.POST)
    if not form.is_valid():
        return show(request, found, form, status=400)
    try:
        _act(request, doing, form)
    except (Conflict, Refused) as problem:
        form.refuse(problem.message)
        return show(request, opened(request, found.pk), form, status=problem.status)
    done = _("Done: %(act)s.") % {"act": doing.title}
    messages.success(request, done, extra_tags=doing.key)  # the draft of the form is forgotten
    return _back(request, found.pk)


def _act(request: DeskRequest, doing: Doing, form: ActForm) -> None:
    code, given = doing.act.code, form.given()
    if doing.is_part:
        actions.act_on_assignment(
            assignment_id=doing.row.pk, act=code, hat=request.hat, given=given
        )
    else:
        actions.act_on_matter(matter_id=doing.row.pk, act=code, hat=request.hat, given=given)


def _back(request: DeskRequest, matter_id: int) -> HttpResponse:
    """To the matter, or to the inbox where the act ended one's part in it."""
    found = with_parts(matter_id)
    if found and is_readable(found, request.hat):
        return redirect("matters:matter", matter_id)
    return redirect("matters:inbox")


@hat_required()
@require_POST
def promise(request: DeskRequest, promise_id: int) -> HttpResponse:
    """What became of a promise, or its new day."""
    found = of_promise(request, promise_id)
    settle = _PROMISES.get(request.POST.get("act", ""))
    if settle is None:
        raise Http404
    return _quietly(request, found.pk, lambda: settle(request, promise_id))


def _move(request: DeskRequest, pk: int) -> None:
    on = day_sent(request, "to")
    if on is None:
        raise Refused(_("Choose the new day."))
    promising.move(promise_id=pk, to=on, words=request.POST.get("words", ""), hat=request.hat)


_PROMISES: Mapping[str, Callable[[DeskRequest, int], None]] = {
    "keep": lambda request, pk: _say(promising.keep, request, pk),
    "give_up": lambda request, pk: _say(promising.give_up, request, pk),
    "move": _move,
}


def _say(settle: Callable[..., object], request: DeskRequest, pk: int) -> None:
    settle(promise_id=pk, words=request.POST.get("words", ""), hat=request.hat)


@hat_required()
@require_POST
def clock(request: DeskRequest, matter_id: int) -> HttpResponse:
    """Stops the clock with a reason, or lets it go on."""
    found = opened(request, matter_id)
    if found.stands_since:
        return _quietly(
            request, found.pk, lambda: actions.resume(matter_id=found.pk, hat=request.hat)
        )
    reason = request.POST.get("reason", "")
    return _quietly(
        request,
        found.pk,
        lambda: actions.pause(matter_id=found.pk, reason=reason, hat=request.hat),
    )


@hat_required()
@require_POST
def urge(request: DeskRequest, matter_id: int) -> HttpResponse:
    """Reminds whoever holds the matter, or the part that was chosen."""
    found, part_id = opened(request, matter_id), number(request, "part", request.POST)
    words = request.POST.get("words", "")
    return _quietly(
        request,
        found.pk,
        lambda: actions.urge(matter_id=found.pk, part_id=part_id, words=words, hat=request.hat),
    )


@hat_required()
@require_POST
def split(request: DeskRequest, matter_id: int) -> HttpResponse:
    """Takes one voice out of a matter again."""
    found, voice_id = opened(request, matter_id), number(request, "voice", request.POST) or 0
    return _quietly(
        request,
        found.pk,
        lambda: actions.split(matter_id=found.pk, voice_id=voice_id, hat=request.hat),
    )


def _quietly(request: DeskRequest, matter_id: int, do: Callable[[], object]) -> HttpResponse:
    """Does it, or says above the page why not."""
    try:
        do()
    except (Conflict, Refused) as problem:
        messages.error(request, problem.message)
        return show(request, opened(request, matter_id), status=problem.status)
    messages.success(request, _("It is done and on record."))
    return _back(request, matter_id)
