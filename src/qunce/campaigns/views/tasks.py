"""One task: how it stands, what shows it, and what one may do about it."""

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from qunce.campaigns import actions, files
from qunce.campaigns.forms.tasks import ReportForm, SendBackForm
from qunce.campaigns.models import StoredFile, Task
from qunce.campaigns.queries.pages import TaskPage, task_page
from qunce.campaigns.rules import may_see_files
from qunce.campaigns.views import opened
from qunce.common.errors import Conflict, NotAllowed, Refused, TooLarge
from qunce.matters.queries.own import supervises_own
from qunce.matters.views.showing import part_offers
from qunce.people.entrance import DeskRequest, hat_required


@hat_required()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def task(request: DeskRequest, task_id: int) -> HttpResponse:
    found = opened.task(request, task_id)
    if request.method != "POST":
        return _show(request, found)
    do = {"report": _report, "accept": _accept, "send_back": _send_back}.get(
        request.POST.get("act", "")
    )
    if do is None:
        raise Http404
    return do(request, found)


# A file and a few words; the form around them is small.
task.largest_body = files.LARGEST + 100_000  # type: ignore[attr-defined]


def _show(
    request: DeskRequest,
    found: Task,
    report: ReportForm | None = None,
    back: SendBackForm | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = task_page(found, request.hat)
    is_own = supervises_own(found.matter, request.hat)
    context = {
        "hat": request.hat,
        "shown": shown,
        "task": found,
        "report": report or (ReportForm(shown.candidates) if shown.may_report else None),
        "judge": back or (SendBackForm() if shown.may_judge else None),
        "offers": part_offers(shown.page),
        "is_own": is_own,
        "may_see_files": may_see_files(request.hat, found.participation) and not is_own,
    }
    return render(request, "campaigns/task.html", context, status=status)


def _report(request: DeskRequest, found: Task) -> HttpResponse:
    shown = task_page(found, request.hat)
    form = ReportForm(shown.candidates, request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, found, report=form, status=400)
    try:
        _send(request, shown, form)
    except (Conflict, Refused, TooLarge) as problem:
        form.add_error(None, str(problem.message))
        return _show(request, found, report=form, status=problem.status)
    messages.success(request, _("Reported. The office looks at it and tells you."))
    return redirect("campaigns:home")


def _send(request: DeskRequest, shown: TaskPage, form: ReportForm) -> None:
    if not shown.may_report and not shown.page.holder:
        raise Refused(_("This task is over; nothing is to be reported."))
    known: dict[str, Any] = form.cleaned_data
    upload = files.keep(known["file"]) if known.get("file") and shown.may_report else None
    actions.report(
        task_id=shown.task.pk,
        words=known["words"],
        shown=known.get("shown", ()),
        upload=upload,
        hat=request.hat,
    )


def _accept(request: DeskRequest, found: Task) -> HttpResponse:
    answer = opened.said(
        request,
        None,
        lambda: actions.accept(task_id=found.pk, hat=request.hat),
        _("Taken as done."),
        "campaigns:task",
        found.pk,
    )
    return answer or _show(request, found, status=409)


def _send_back(request: DeskRequest, found: Task) -> HttpResponse:
    form = SendBackForm(request.POST)
    answer = form.is_valid() and opened.said(
        request,
        form,
        lambda: actions.send_back(task_id=found.pk, hat=request.hat, **form.cleaned_data),
        _("Sent back to the unit, with your words and the new day."),
        "campaigns:task",
        found.pk,
    )
    return answer or _show(request, found, back=form, status=400)


@hat_required()
@require_safe
def of_matter(request: DeskRequest, matter_id: int) -> HttpResponse:
    """From a matter to its task."""
    found = Task.objects.filter(matter=matter_id).values_list("pk", flat=True).first()
    if found is None:
        raise Http404
    return redirect("campaigns:task", found)


@hat_required()
@require_safe
def file(request: DeskRequest, file_id: int) -> HttpResponseBase:
    """An upload, always as a file to keep and never shown in place."""
    found = StoredFile.objects.select_related(
        "task__participation__campaign", "task__matter"
    ).filter(pk=file_id)
    stored = found.first()
    if stored is None:
        raise Http404
    is_own = supervises_own(stored.task.matter, request.hat)
    if is_own or not may_see_files(request.hat, stored.task.participation):
        raise NotAllowed(_("This file is for the unit, its group and the office."))
    path: Path = files.path_of(stored.sha256)
    if not path.exists():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=stored.name)
