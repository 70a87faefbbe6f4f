"""What can be chosen in the forms: units with what they have in hand, deputies, other matters."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from qunce.common.clock import today
from qunce.common.memo import for_seconds
from qunce.matters.models import Assignment, Matter
from qunce.people import queries as people
from qunce.people.models import Post, Role
from qunce.places.models import Jurisdiction
from qunce.procedure import Phase

Choices = list[tuple[int, str]]


def units(jurisdiction_id: int) -> Choices:
    """Each unit with the number of parts it is handling now."""
    load, said = _loads(jurisdiction_id), _("%(unit)s (%(n)d in hand)")
    names = people.unit_names(jurisdiction_id)
    return [(pk, said % {"unit": name, "n": load.get(pk, 0)}) for pk, name in names]


@for_seconds(10)  # a hint at who is busy: with ten thousand open parts it was half of the page
def _loads(jurisdiction_id: int) -> dict[int, int]:
    running = Assignment.objects.filter(unit__jurisdiction=jurisdiction_id, phase=Phase.OPEN)
    return dict(running.order_by().values_list("unit").annotate(n=Count("pk")))


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
