"""Who is in a supervision group, and who of them would look at their own unit."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from qunce.common.clock import today
from qunce.people.models import Person, Post, Role


def members(unit_id: int) -> QuerySet[Person]:
    """The members of a group today, by the unit that the group is."""
    return Person.objects.filter(pk__in=_now(role=Role.SUPERVISOR, unit=unit_id)).order_by("pk")


def own_units(people: Iterable[int], units: Iterable[int]) -> list[tuple[str, str]]:
    """Which of these people hold a post, of any kind, at which of these units: their names."""
    posts = Post.objects.filter(
        Q(until_on=None) | Q(until_on__gte=today()), person__in=list(people), unit__in=list(units)
    )
    return list(posts.order_by("pk").values_list("person__name", "unit__name"))


def _now(**fields: object) -> QuerySet[Post, int]:
    on = today()
    posts = Post.objects.filter(Q(until_on=None) | Q(until_on__gte=on), since_on__lte=on, **fields)
    return posts.values_list("person", flat=True)
