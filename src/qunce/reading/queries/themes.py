"""Themes as cards. In public, no card and no difference of cards tells of fewer than five."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from qunce.reading.models import Theme

# Public numbers below this are merged (design §2.5).
SMALL = 5


@dataclass(frozen=True)
class ThemeCard:
    """A theme in a list; id 0 stands for the small ones together."""

    id: int
    title: str
    size: int
    independent: int
    keywords: tuple[str, ...]
    pinned: bool
    edited: bool
    children: tuple["ThemeCard", ...] = ()
    # What the engine calls it.
    name: str = ""


def alive(corpus_id: int) -> QuerySet[Theme]:
    return Theme.objects.filter(corpus=corpus_id, gone_at=None, merged_into=None)


def themes(corpus_id: int, *, public: bool) -> list[ThemeCard]:
    """Top-level themes with their children, the largest first."""
    below: dict[int | None, list[Theme]] = defaultdict(list)
    for theme in alive(corpus_id).order_by("-size", "pk"):
        below[theme.parent_id].append(theme)
    return list(_cards(below, None, public))


def _cards(
    below: dict[int | None, list[Theme]], parent: int | None, public: bool
) -> tuple[ThemeCard, ...]:
    found = tuple(card(theme, _cards(below, theme.pk, public)) for theme in below.get(parent, ()))
    return without_small(found) if public else found


def card(theme: Theme, children: tuple[ThemeCard, ...] = ()) -> ThemeCard:
    return ThemeCard(
        id=theme.pk,
        title=str(theme),
        size=theme.size,
        independent=theme.independent,
        keywords=tuple(theme.keywords),
        pinned=theme.pinned,
        edited=theme.edited,
        children=children,
        name=theme.name,
    )


def without_small(cards: Sequence[ThemeCard]) -> tuple[ThemeCard, ...]:
    """The same cards with those below SMALL merged into one.

    Small ones that make fewer than SMALL together, a lone one above all, take the next larger
    card with them; else the total minus the others would tell their number.
    """
    ordered = sorted(cards, key=lambda c: (-c.size, c.id))
    kept = [c for c in ordered if c.size >= SMALL]
    small = [c for c in ordered if c.size < SMALL]
    while small and kept and sum(c.size for c in small) < SMALL:
        small.insert(0, kept.pop())
    if sum(c.size for c in small) < SMALL:
        return tuple(kept)
    return (*kept, _together(small))


def _together(small: Sequence[ThemeCard]) -> ThemeCard:
    return ThemeCard(
        id=0,
        title=_("Other themes (fewer than 5 voices each)")
        if all(c.size < SMALL for c in small)
        else _("Other themes"),
        size=sum(c.size for c in small),
        independent=sum(c.independent for c in small),
        keywords=(),
        pinned=False,
        edited=False,
    )


def leaves_of(theme_id: int) -> list[int]:
    """The themes that voices are placed in: a parent's children, or the theme itself."""
    found = Theme.objects.filter(parent=theme_id, gone_at=None, merged_into=None)
    return list(found.order_by("pk").values_list("pk", flat=True)) or [theme_id]


def theme_choices(grove: Iterable[ThemeCard], *, leaves: bool, without: int = 0) -> list[ThemeCard]:
    """Themes to choose from in a form: parents stand before their children."""
    chosen: list[ThemeCard] = []
    for top in grove:
        if not (leaves and top.children):
            chosen.append(replace(top, children=()))
        chosen += [replace(child, title=f"{top.title} › {child.title}") for child in top.children]
    return [c for c in chosen if c.id != without]
