"""Where one voice stands, and which voices stand nowhere."""

from django.db.models import QuerySet

from qunce.common.compiled import compiled
from qunce.reading.models import Outcome, Placement, Theme
from qunce.reading.queries.themes import SMALL, ThemeCard, card
from qunce.voices.queries import Found, lines_by_id


def placement_of(voice_id: int, corpus_id: int) -> Placement | None:
    return next(iter(_placement_of(voice_id, corpus_id)), None)


@compiled
def _placement_of(voice_id: int, corpus_id: int) -> QuerySet[Placement]:
    found = Placement.objects.filter(voice=voice_id, corpus=corpus_id)
    return found.select_related("theme__parent", "family")


def placements_of(voice_id: int) -> list[Placement]:
    """Where a voice stands in each corpus that placed it, the newest first."""
    found = Placement.objects.filter(voice=voice_id).order_by("-corpus")
    return list(found.select_related("corpus", "theme__parent", "family"))


def theme_of_voice(voice_id: int) -> ThemeCard | None:
    """The theme that the author of a voice may see it in, in the newest corpus that placed it.

    A theme that is too small to be public gives way to its parent.
    """
    placement = next(iter(_placed_last(voice_id)), None)
    if placement is None:
        return None
    chain: list[Theme | None] = [placement.theme, placement.theme and placement.theme.parent]
    return next((card(theme) for theme in chain if theme and theme.size >= SMALL), None)


@compiled
def _placed_last(voice_id: int) -> QuerySet[Placement]:
    found = Placement.objects.filter(voice=voice_id).exclude(theme=None)
    return found.select_related("theme__parent").order_by("-corpus")[:1]


def leftovers(
    corpus_id: int, outcome: Outcome, *, before: int | None = None, size: int = 20
) -> Found:
    """Voices without a theme that share an outcome, the newest first. For the desk alone."""
    found = Placement.objects.filter(corpus=corpus_id, outcome=outcome)
    count = found.count()
    if before is not None:
        found = found.filter(voice__lt=before)
    ids = list(found.order_by("-voice").values_list("voice_id", flat=True)[: size + 1])
    return Found(
        voices=lines_by_id(ids[:size]),
        count=count,
        more_than_counted=False,
        next=ids[size - 1] if len(ids) > size else None,
    )
