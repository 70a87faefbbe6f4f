"""Nobody supervises their own: whether a supervisor's own unit takes part in a matter."""

from django.db.models import Q

from qunce.common.clock import today
from qunce.matters.models import Matter
from qunce.matters.queries.facts import GONE
from qunce.people.models import Post, Role
from qunce.people.rules import Hat


def supervises_own(matter: Matter, hat: Hat) -> bool:
    """Whatever post they hold there, also one not worn now; asked for supervisors alone."""
    if hat.role != Role.SUPERVISOR:
        return False
    parts = matter.assignments.exclude(step__in=GONE).values("unit")
    posts = Post.objects.filter(person=hat.person_id).exclude(role=Role.SUPERVISOR)
    now = posts.filter(Q(until_on=None) | Q(until_on__gte=today()))
    return now.filter(Q(unit=matter.place_id) | Q(unit__in=parts)).exists()
