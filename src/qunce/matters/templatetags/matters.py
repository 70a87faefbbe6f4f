"""Where the form of an act goes."""

from django import template
from django.urls import reverse

from qunce.matters.queries.doing import Doing

register = template.Library()


@register.filter
def action(doing: Doing) -> str:
    if doing.is_part:
        return reverse("matters:part_act", args=[doing.row.pk, doing.act.code])
    return reverse("matters:act", args=[doing.row.pk, doing.act.code])
