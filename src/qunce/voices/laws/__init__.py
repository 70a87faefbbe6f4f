"""What voices promise: none is lost, none is altered, none is shown against a wish."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy

from qunce.common.laws import Sum, count
from qunce.voices.laws import keeping, showing
from qunce.voices.models import Fate, Kind, Voice

LAWS = (*keeping.LAWS, *showing.LAWS)


def sums() -> Iterator[Sum]:
    yield Sum(gettext_lazy("voices received"), Voice.objects.count())
    yield from _parts("fate", dict(Fate.choices))
    yield Sum(gettext_lazy("voices by kind"), Voice.objects.count())
    yield from _parts("kind", dict(Kind.choices))
    receipts = count("SELECT count(*) FROM record_entry WHERE verb = 'voice.received'")
    yield Sum(gettext_lazy("receipts"), receipts)


def _parts(field: str, labels: dict[str, Any]) -> Iterator[Sum]:
    """All values that occur, also one that should not: the parts always sum up."""
    found = dict(Voice.objects.order_by().values_list(field).annotate(n=Count("pk")))
    for value in [*labels, *sorted(set(found) - set(labels))]:
        yield Sum(labels.get(value, value), found.get(value, 0), part=True)
