"""Whose accounts an office keeps: its own, and those of the supervision groups."""

from django.db.models import Q

from qunce.common.clock import today
from qunce.people.models import Person, Role


def colleagues(unit_id: int) -> list[Person]:
    """Each once, with an account that is open."""
    at = today()
    now = Q(posts__until_on=None) | Q(posts__until_on__gte=at)
    found = Person.objects.filter(
        now, is_active=True, posts__unit=unit_id, posts__role=Role.OFFICE, posts__since_on__lte=at
    )
    return list(found.distinct().order_by("name", "pk"))


def supervisors(jurisdiction_id: int) -> list[Person]:
    """Who has a post in a supervision group now, each once, with an account that is open."""
    at = today()
    now = Q(posts__until_on=None) | Q(posts__until_on__gte=at)
    found = Person.objects.filter(
        now,
        is_active=True,
        posts__unit__jurisdiction=jurisdiction_id,
        posts__role=Role.SUPERVISOR,
        posts__since_on__lte=at,
    )
    return list(found.distinct().order_by("name", "pk"))
