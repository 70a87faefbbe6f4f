"""A bulletin as Word or PDF."""

from collections.abc import Callable, Mapping

from django.http import Http404, HttpResponse

from qunce.briefs.queries.pages import Page, paper_of
from qunce.papers import Paper, as_pdf, as_word

_FORMS: Mapping[str, tuple[Callable[[Paper], bytes], str]] = {
    "docx": (as_word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (as_pdf, "application/pdf"),
}


def sent(page: Page, form: str) -> HttpResponse:
    if form not in _FORMS:
        raise Http404
    made, kind = _FORMS[form]
    brief = page.brief
    name = f"brief-{brief.year}-{brief.number or 'draft'}-{brief.pk}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(made(paper_of(page)), content_type=kind, headers=headers)
