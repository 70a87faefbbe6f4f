"""Imports at the desk: hand in a file, confirm its columns, follow it, take the result."""

import tempfile
from pathlib import Path

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qunce import sheets
from qunce.common.errors import Conflict, Problem
from qunce.people.entrance import DeskRequest, hat_required
from qunce.people.models import Role
from qunce.people.queries import units_of
from qunce.voices.actions import importing
from qunce.voices.forms.desk_imports import ROLE_LABELS, ColumnsForm, FileForm
from qunce.voices.models import Import, ImportState
from qunce.voices.queries import imports as queries
from qunce.voices.queries.desk import calls_of
from qunce.voices.uploads import SheetFile, announced_too_large, takes_a_sheet

PREVIEW = 20


@hat_required(Role.OFFICE)
@require_safe
def listing(request: DeskRequest) -> HttpResponse:
    found = queries.imports_of(request.hat.jurisdiction_id)
    page = Paginator(found, 20).get_page(request.GET.get("page"))
    context = {"page": page, "imports": queries.with_progress(list(page.object_list))}
    return render(request, "voices/desk_imports.html", context)


@hat_required(Role.OFFICE)
@takes_a_sheet
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: DeskRequest) -> HttpResponse:
    calls = calls_of(request.hat.jurisdiction_id)
    senders = units_of(request.hat.jurisdiction_id)
    if request.method != "POST":
        return _file_page(request, FileForm(calls=calls, senders=senders))
    form = FileForm(request.POST, request.FILES, calls=calls, senders=senders)
    if too_large := announced_too_large(request):
        form.errors.clear()  # nothing of the form was read
        error = sheets.TooLarge(
            megabytes=round(too_large / 1e6), limit=round(sheets.Limits().size / 1e6)
        )
        form.add_error("file", error.words(get_language() or "zh"))
        return _file_page(request, form, status=413)
    if not form.is_valid():
        return _file_page(request, form, status=400)
    return _take(request, form)


def _take(request: DeskRequest, form: FileForm) -> HttpResponse:
    file = form.cleaned_data["file"]
    assert isinstance(file, SheetFile)
    try:
        source = importing.take_file(
            call=form.cleaned_data["call"],
            name=file.name or "",
            path=file.path,
            sha256=file.sha256,
            hat=request.hat,
            unit=form.cleaned_data["unit"],
        )
    except sheets.SheetError as error:
        file.path.unlink(missing_ok=True)
        form.add_error("file", error.words(get_language() or "zh"))
        return _file_page(request, form, status=400)
    except BaseException:
        file.path.unlink(missing_ok=True)
        raise
    finally:
        file.close()
    return redirect("voices_desk:import", source.pk)


def _file_page(request: HttpRequest, form: FileForm, status: int = 200) -> HttpResponse:
    return render(request, "voices/desk_import_file.html", {"form": form}, status=status)


@hat_required(Role.OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: DeskRequest, import_id: int) -> HttpResponse:
    """To be confirmed: its columns. Afterwards: how far it is and what came of it."""
    source = _source(request, import_id)
    if source.state == ImportState.READ:
        return _columns_page(request, source)
    if request.method == "POST":
        # Its columns were confirmed by somebody else while this page stood open.
        messages.warning(request, _("This import has begun and keeps its columns."))
        return redirect("voices_desk:import", source.pk)
    fragment = bool(request.headers.get("HX-Request"))
    template = "voices/_desk_import_progress.html" if fragment else "voices/desk_import.html"
    progress = queries.progress(source)
    context = {"p": progress, "failure": progress.failure(get_language() or "zh")}
    return render(request, template, context)


def _columns_page(request: DeskRequest, source: Import) -> HttpResponse:
    language = get_language() or "zh"
    try:
        with sheets.open_sheet(source.path, name=source.file_name) as sheet:
            columns = sheets.recognise(sheet.columns, sheet.sample)
    except (sheets.SheetError, OSError):
        messages.error(request, _("The file is no longer there. Please choose it once more."))
        return redirect("voices_desk:begin")
    form = ColumnsForm(
        request.POST if request.method == "POST" else None, columns=columns, language=language
    )
    if request.method == "POST" and form.is_valid():
        agreed = form.cleaned_data["agreed"] == "yes"
        try:
            importing.start(
                import_id=source.pk, columns=form.mapping(), consent=agreed, hat=request.hat
            )
        except Conflict as conflict:
            messages.warning(request, str(conflict.message))
        return redirect("voices_desk:import", source.pk)
    hidden = {c.index for c in (*columns.refused, *columns.left_out)}
    shown = [i for i in range(len(columns.names)) if i not in hidden]
    roles = {c.index: ROLE_LABELS.get(role, "") for role, c in columns.roles.items()}
    context = {
        "source": source,
        "form": form,
        "head": [(columns.names[i], roles.get(i, "")) for i in shown],
        "rows": [[cells[i] for i in shown] for cells in sheet.sample[:PREVIEW]],
        "notes": [note.words(language) for note in sheet.notes],
        "left_out": [c.reason.words(language) for c in (*columns.refused, *columns.left_out)],
        "same": queries.same_file(source),
    }
    status = 400 if form.is_bound else 200
    return render(request, "voices/desk_import_columns.html", context, status=status)


@hat_required(Role.OFFICE)
@require_POST
def act(request: DeskRequest, import_id: int) -> HttpResponse:
    """Stop, resume or discard, by the button's value."""
    source = _source(request, import_id)
    wish = request.POST.get("act", "")
    try:
        if wish == "stop":
            importing.stop(import_id=source.pk, hat=request.hat)
        elif wish == "resume":
            importing.start(import_id=source.pk, hat=request.hat)
        elif wish == "discard":
            importing.discard(import_id=source.pk, hat=request.hat)
            return redirect("voices_desk:imports")
    except Problem as problem:
        messages.warning(request, str(problem.message))
    return redirect("voices_desk:import", source.pk)


@hat_required(Role.OFFICE)
@require_safe
def refused(request: DeskRequest, import_id: int) -> HttpResponseBase:
    """The rows that could not be taken, with their reasons, as a spreadsheet."""
    source = _source(request, import_id)
    names = [queries.ROLE_NAMES[role] for role in queries.refused_roles(source)]
    columns = [_("Row in the original"), _("Why it was not taken"), *names]
    rows = queries.refused_rows(source)
    title = _("Rows not taken")
    table = sheets.Table(title, columns, rows, (12, 40, *(30 for _name in names)))
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "refused.xlsx"
        sheets.write_xlsx(path, [table])
        name = f"{Path(source.file_name).stem}-{title}.xlsx"
        return FileResponse(path.open("rb"), as_attachment=True, filename=name)


def _source(request: DeskRequest, import_id: int) -> Import:
    source = queries.import_of(import_id, request.hat.jurisdiction_id)
    if source is None:
        raise Http404
    return source
