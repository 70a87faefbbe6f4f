"""The papers of a matter, to print, sign and send."""

from collections.abc import Callable, Mapping

from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from qunce.matters.models import Answer
from qunce.matters.queries import paperwork
from qunce.matters.views.opened import opened
from qunce.papers import Paper, as_pdf, as_word
from qunce.people.entrance import DeskRequest, hat_required

_FORMS: Mapping[str, tuple[Callable[[Paper], bytes], str]] = {
    "docx": (as_word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (as_pdf, "application/pdf"),
}
_OF_ANSWERS: Mapping[str, Callable[[Answer], Paper]] = {
    "letter": paperwork.letter_of,
    "opinion": paperwork.opinion_form_of,
}


@hat_required()
@never_cache
@require_safe
def sheet(request: DeskRequest, matter_id: int, form: str) -> HttpResponse:
    """建议用纸 of a deputy's suggestion."""
    matter = opened(request, matter_id)
    if matter.author is None:
        raise Http404
    return _sent(paperwork.sheet_of(matter), form, f"suggestion-{matter.number or matter.pk}")


@hat_required()
@never_cache
@require_safe
def of_answer(request: DeskRequest, answer_id: int, kind: str, form: str) -> HttpResponse:
    """答复函 or 征询意见表 of an answer that was signed."""
    answer = (
        Answer.objects.exclude(signed_at=None)
        .select_related("matter__jurisdiction", "matter__author", "unit", "signed_by")
        .filter(pk=answer_id)
        .first()
    )
    if answer is None or kind not in _OF_ANSWERS:
        raise Http404
    opened(request, answer.matter_id)
    return _sent(_OF_ANSWERS[kind](answer), form, f"{kind}-{answer.matter.number}-{answer.pk}")


def _sent(paper: Paper, form: str, name: str) -> HttpResponse:
    if form not in _FORMS:
        raise Http404
    made, kind = _FORMS[form]
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return HttpResponse(made(paper), content_type=kind, headers=headers)
