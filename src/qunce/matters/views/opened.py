"""What every page of a matter begins with: the matter, for somebody who may read it."""

from django.http import Http404
from django.utils.translation import gettext as _

from qunce.common.errors import NotAllowed
from qunce.matters.models import Assignment, Matter, Promise
from qunce.matters.queries import pages
from qunce.matters.queries.whole import with_parts
from qunce.people.entrance import DeskRequest


def opened(request: DeskRequest, matter_id: int | None) -> Matter:
    matter = with_parts(matter_id) if matter_id else None
    if matter is None:
        raise Http404
    if not pages.is_readable(matter, request.hat):
        raise NotAllowed(
            _("This matter is read by who has a part in it and by the offices that follow it.")
        )
    return matter


def opened_part(request: DeskRequest, part_id: int) -> tuple[Matter, Assignment]:
    of = Assignment.objects.filter(pk=part_id).values_list("matter", flat=True).first()
    matter = opened(request, of)
    return matter, next(part for part in matter.assignments.all() if part.pk == part_id)


def of_promise(request: DeskRequest, promise_id: int) -> Matter:
    of = Promise.objects.filter(pk=promise_id).values_list("matter", flat=True).first()
    return opened(request, of)
