"""Who somebody is here."""

from typing import Any

from django.db.models import Q, QuerySet

from qunce.common.clock import today
from qunce.people.models import Post, Unit
from qunce.people.rules import Hat


def hat_of(user: Any) -> Hat | None:
    """The post that counts now for this account; None for a passer-by."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return None
    on = today()
    post = (
        Post.objects.filter(Q(until_on=None) | Q(until_on__gte=on), person=user, since_on__lte=on)
        .select_related("unit")
        .order_by("since_on", "pk")
        .first()
    )
    if post is None:
        return None
    return Hat(
        person_id=user.pk,
        name=user.name,
        role=post.role,
        unit_id=post.unit_id,
        unit=post.unit.name,
        jurisdiction_id=post.unit.jurisdiction_id,
    )


def units_of(jurisdiction_id: int) -> QuerySet[Unit]:
    return Unit.objects.filter(jurisdiction=jurisdiction_id).order_by("code")
