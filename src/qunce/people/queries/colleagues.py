"""Whose accounts an office keeps: its own, and those of the supervision groups."""

from typing import Any

from django.db.models import Q

from qunce.common.clock import today
from qunce.people.models import Person, Role


def colleagues(unit_id: int) -> list[Person]:
    return _with_a_post(posts__unit=unit_id, posts__role=Role.OFFICE)


def supervisors(jurisdiction_id: int) -> list[Person]:
    return _with_a_post(posts__unit__jurisdiction=jurisdiction_id, posts__role=Role.SUPERVISOR)


def _with_a_post(**which: Any) -> list[Person]:
    """Who holds such a post today, each once, with an account that is open."""
    on = today()
    now = Q(posts__until_on=None) | Q(posts__until_on__gte=on)
    found = Person.objects.filter(now, is_active=True, posts__since_on__lte=on, **which)
    return list(found.distinct().order_by("name", "pk"))
