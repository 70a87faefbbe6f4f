"""Who sits in the congress: name, delegation and groups, and nothing else about anybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qunce.common.clock import today
from qunce.people import queries as people


@require_safe
def deputies_now(request: HttpRequest) -> HttpResponse:
    """The congress of this place; of several, the one that was founded first."""
    found = people.congress_of()
    if found is None:
        raise Http404(_("No congress has been set up here yet."))
    return redirect("square:deputies", found.pk)


@require_safe
def deputies(request: HttpRequest, congress_id: int) -> HttpResponse:
    """代表法 (2025) Art. 58 has deputies' basic information published; this is all we keep."""
    term = people.term_at(congress_id, today())
    if term is None:
        raise Http404(_("There is no congress at this address, or none is in its term."))
    seated = people.seated(term.pk)
    context = {
        "congress": term.congress,
        "term": term,
        "seated": seated,
        "total": sum(len(part.deputies) for part in seated),
    }
    return render(request, "square/deputies.html", context)
