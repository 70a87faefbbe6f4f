"""A theme of a reading as the beginning of a matter: its name, its counts, the voices that wait."""

from dataclasses import dataclass
from typing import Any

from qunce.common.clock import today
from qunce.reading import queries as reading
from qunce.reading.models import Placement
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
    page = reading.theme_page(theme_id, public=False)
    if page is None or reading.jurisdiction_of(page.corpus_id) != jurisdiction_id:
        return None
    card = page.card
    return Grown(
        theme_id=card.id,
        corpus_id=page.corpus_id,
        name=card.title,
        size=card.size,
        independent=card.independent,
        waiting=len(voices_of(card.id)),
    )


def voices_of(theme_id: int) -> list[int]:
    """The voices of a theme that still wait, copies and supports with them."""
    found = Placement.objects.filter(theme__in=leaves_of(theme_id), voice__fate=Fate.WAITING)
    return list(found.order_by("voice").values_list("voice", flat=True))
