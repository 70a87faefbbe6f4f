"""What can be chosen in the forms: units with what they have in hand, deputies, other matters."""

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from qunce.common.clock import today
from qunce.matters.models import Assignment, Matter
from qunce.people import queries as people
from qunce.people.models import Post, Role
from qunce.places.models import Jurisdiction
from qunce.procedure import Phase

Choices = list[tuple[int, str]]


def units(jurisdiction_id: int) -> Choices:
    """Each unit with the number of parts it is handling now."""
    running = Assignment.objects.filter(unit=OuterRef("pk"), phase=Phase.OPEN).order_by()
    load = Subquery(running.values("unit").annotate(n=Count("pk")).values("n"))
    found = people.units_of(jurisdiction_id).annotate(load=Coalesce(load, 0))
    return [(u.pk, _("%(unit)s (%(n)d in hand)") % {"unit": u.name, "n": u.load}) for u in found]


def deputies(jurisdiction_id: int, without: int | None = None) -> Choices:
    """Whoever holds the post of a deputy here now; a seat's post ends with its term."""
    counting = Q(until_on=None) | Q(until_on__gte=today())
    posts = Post.objects.filter(
        counting, role=Role.DEPUTY, unit__jurisdiction=jurisdiction_id, since_on__lte=today()
    ).exclude(person=without)
    return list(posts.order_by("person__name").values_list("person", "person__name").distinct())


def other_places(jurisdiction_id: int) -> Choices:
    """Where a matter can be handed over to."""
    found = Jurisdiction.objects.exclude(pk=jurisdiction_id).order_by("code")
    return list(found.values_list("pk", "name"))


def by_number(matter: Matter, number: str) -> int | None:
    """Another matter of the same kind and place."""
    found = Matter.objects.filter(
        jurisdiction=matter.jurisdiction_id, procedure=matter.procedure, number=number.strip()
    )
    return found.exclude(number="").values_list("pk", flat=True).first()
