"""What matters promise: every voice is answered, each has one holder and one clock."""

from collections.abc import Iterator, Mapping

from django.db.models import Count
from django.utils.translation import gettext_lazy

from qunce import procedures
from qunce.common.laws import Sum
from qunce.matters.laws import answering, carrying, standing
from qunce.matters.models import Matter
from qunce.procedure import Phase

LAWS = (*carrying.LAWS, *standing.LAWS, *answering.LAWS)

_PHASES = {
    Phase.DRAFT.value: gettext_lazy("drafts"),
    Phase.OPEN.value: gettext_lazy("open"),
    Phase.ENDED.value: gettext_lazy("come to an end"),
}


def sums() -> Iterator[Sum]:
    yield Sum(gettext_lazy("matters by kind"), Matter.objects.count())
    yield from _parts("procedure", {c: p.title.zh for c, p in procedures.every().items()})
    yield Sum(gettext_lazy("matters by phase"), Matter.objects.count())
    yield from _parts("phase", _PHASES)


def _parts(field: str, labels: Mapping[str, object]) -> Iterator[Sum]:
    """What occurs, and what occurs without a name: the parts always sum up."""
    found = dict(Matter.objects.order_by().values_list(field).annotate(n=Count("pk")))
    for value in [*labels, *sorted(set(found) - set(labels))]:
        yield Sum(str(labels.get(value, value)), found.get(value, 0), part=True)
