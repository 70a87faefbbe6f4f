"""What campaigns promise, and their voices summed up by campaign and by the unit that holds it."""

from collections.abc import Iterator

from django.db.models import Count
from django.utils.translation import gettext_lazy

from qunce.campaigns.laws import letters, planning, supervision, topics
from qunce.campaigns.models import Campaign
from qunce.common.laws import Sum
from qunce.people.models import Unit
from qunce.voices.models import Voice

LAWS = (*planning.LAWS, *supervision.LAWS, *topics.LAWS, *letters.LAWS)


def sums() -> Iterator[Sum]:
    """Each voice is counted in one campaign at most, so the parts and the rest sum up."""
    held = Voice.objects.filter(call__campaigns__isnull=False).count()
    yield Sum(gettext_lazy("voices in campaigns"), held)
    for campaign in Campaign.objects.annotate(n=Count("calls__voice")).order_by("pk"):
        yield Sum(campaign.title, campaign.n, part=True)
    yield Sum(gettext_lazy("voices by the unit that holds the campaign"), held)
    units = Unit.objects.annotate(n=Count("campaign__calls__voice")).filter(n__gt=0)
    for unit in units.order_by("-n", "code"):
        yield Sum(unit.name, unit.n, part=True)
