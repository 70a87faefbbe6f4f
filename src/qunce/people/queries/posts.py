"""Who somebody is here."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from qunce.common.clock import today
from qunce.common.compiled import compiled
from qunce.people.models import Deputy, Post, Role, Unit
from qunce.people.rules import Hat
from qunce.places.models import Area


def hats_of(user: Any) -> list[Hat]:
    """The posts that count now for this account, the oldest first; none for a passer-by."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return []
    return [_hat(user, post) for post in _posts(user.pk, today())]


@compiled
def _posts(person_id: int, on: date) -> QuerySet[Post]:
    counting = Q(until_on=None) | Q(until_on__gte=on)
    found = Post.objects.filter(counting, person=person_id, since_on__lte=on)
    return found.select_related("unit").order_by("since_on", "pk")


def hat_of(user: Any) -> Hat | None:
    """The post that counts for this account if no other was chosen."""
    return next(iter(hats_of(user)), None)


def _hat(user: Any, post: Post) -> Hat:
    return Hat(
        post_id=post.pk,
        person_id=user.pk,
        name=user.name,
        role=post.role,
        unit_id=post.unit_id,
        unit=post.unit.name,
        jurisdiction_id=post.unit.jurisdiction_id,
    )


def acting_deputies(jurisdiction_id: int, among: Iterable[int]) -> set[int]:
    """Those of these people who act as deputies of this place today."""
    on = today()
    posts = Post.objects.filter(
        Q(until_on=None) | Q(until_on__gte=on),
        person__in=list(among),
        role=Role.DEPUTY,
        unit__jurisdiction=jurisdiction_id,
        since_on__lte=on,
    )
    return set(posts.values_list("person", flat=True))


def units_of(jurisdiction_id: int) -> QuerySet[Unit]:
    return Unit.objects.filter(jurisdiction=jurisdiction_id).order_by("code")


@compiled
def unit_names(jurisdiction_id: int) -> "QuerySet[Unit, tuple[int, str]]":
    """The units of a place to choose from, in the order of their codes."""
    return units_of(jurisdiction_id).values_list("pk", "name")


def area_of(hat: Hat) -> Area | None:
    """The area a post works for: a deputy's is that of the delegation, others' that of the unit."""
    if hat.role == Role.DEPUTY:
        seat = Deputy.objects.filter(post=hat.post_id).select_related("delegation__area").first()
        if seat and seat.delegation:
            return seat.delegation.area
    return Unit.objects.select_related("area").get(pk=hat.unit_id).area
