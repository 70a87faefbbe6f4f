"""Where one voice stands, and which voices stand nowhere."""

from qunce.reading.models import Outcome, Placement, Theme
from qunce.reading.queries.themes import SMALL, ThemeCard, card
from qunce.voices.queries import Found, lines_by_id


def placement_of(voice_id: int, corpus_id: int) -> Placement | None:
    found = Placement.objects.filter(voice=voice_id, corpus=corpus_id)
    return found.select_related("theme__parent", "family").first()


def placements_of(voice_id: int) -> list[Placement]:
    """Where a voice stands in each corpus that placed it, the newest first."""
    found = Placement.objects.filter(voice=voice_id).order_by("-corpus")
    return list(found.select_related("corpus", "theme__parent", "family"))


def theme_of_voice(voice_id: int) -> ThemeCard | None:
    """The theme that the author of a voice may see it in, in the newest corpus that placed it.

    A theme that is too small to be public gives way to its parent.
    """
    found = Placement.objects.filter(voice=voice_id).exclude(theme=None)
    placement = found.select_related("theme__parent").order_by("-corpus").first()
    if placement is None:
        return None
    chain: list[Theme | None] = [placement.theme, placement.theme and placement.theme.parent]
    return next((card(theme) for theme in chain if theme and theme.size >= SMALL), None)


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
