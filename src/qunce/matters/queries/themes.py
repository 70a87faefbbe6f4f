"""A theme of a reading as the beginning of a matter: its name, its counts, the voices that wait."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from qunce.common.clock import today
from qunce.reading import queries as reading
from qunce.reading.models import Placement, Theme
from qunce.reading.queries.themes import leaves_of
from qunce.voices.models import Fate


@dataclass(frozen=True)
class Grown:
    """What a matter can grow from; `waiting` voices can be carried, the others are elsewhere."""

    theme_id: int
    corpus_id: int
    name: str
    size: int
    independent: int
    waiting: int

    @property
    def evidence(self) -> dict[str, Any]:
        return {
            "kind": "theme",
            "id": self.theme_id,
            "corpus": self.corpus_id,
            "name": self.name,
            "size": self.size,
            "independent": self.independent,
            "on": today().isoformat(),
        }


def theme(theme_id: int, jurisdiction_id: int) -> Grown | None:
    """None where there is no such theme in this place."""
    found = Theme.objects.filter(pk=theme_id, gone_at=None, merged_into=None).first()
    if found is None or reading.jurisdiction_of(found.corpus_id) != jurisdiction_id:
        return None
    return Grown(
        theme_id=found.pk,
        corpus_id=found.corpus_id,
        name=str(found),
        size=found.size,
        independent=found.independent,
        waiting=_waiting(found.pk).count(),
    )


def voices_of(theme_id: int) -> list[int]:
    """The voices of a theme that still wait, copies and supports with them."""
    return list(_waiting(theme_id).order_by("voice").values_list("voice", flat=True))


def _waiting(theme_id: int) -> QuerySet[Placement]:
    return Placement.objects.filter(theme__in=leaves_of(theme_id), voice__fate=Fate.WAITING)
