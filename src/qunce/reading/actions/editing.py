"""Words of themes, and which themes are kept as they are."""

from django.db import transaction
from django.utils.translation import gettext as _

from qunce.common.errors import Conflict, Refused
from qunce.people.rules import Hat
from qunce.reading.actions.corpus import opened_by_theme, teach
from qunce.reading.models import LessonKind, Theme
from qunce.reading.rules import LONGEST_TITLE


@transaction.atomic
def rename(*, theme_id: int, title: str, hat: Hat, seen: str | None = None) -> Theme:
    """Call a theme by a person's words; an empty title gives it back the engine's name.

    `seen` is the name that the person wants to replace; Conflict if it is another one by now.
    """
    corpus, theme = opened_by_theme(theme_id, hat)
    title = checked_title(title)
    if title == theme.title:
        return theme
    if seen is not None and str(theme) != seen:
        raise Conflict(
            _("Somebody was quicker: this theme is now called “%(theme)s”. Nothing was changed.")
            % {"theme": theme}
        )
    theme.title, theme.edited = title, True
    theme.save(update_fields=["title", "edited"])
    teach(LessonKind.RENAME, hat, theme, corpus=corpus, name=title)
    return theme


def checked_title(title: str) -> str:
    title = " ".join(title.split())
    if len(title) > LONGEST_TITLE:
        raise Refused(
            _("The name has %(length)d characters; at most %(most)d fit. Please shorten it.")
            % {"length": len(title), "most": LONGEST_TITLE},
            code="name-too-long",
        )
    return title


@transaction.atomic
def pin(*, theme_id: int, hat: Hat) -> Theme:
    """Keep a theme and its voices through every later reading."""
    return _set_pinned(theme_id, hat, pinned=True)


@transaction.atomic
def unpin(*, theme_id: int, hat: Hat) -> Theme:
    """Let the next reading decide, unless the theme was edited too."""
    return _set_pinned(theme_id, hat, pinned=False)


def _set_pinned(theme_id: int, hat: Hat, *, pinned: bool) -> Theme:
    corpus, theme = opened_by_theme(theme_id, hat)
    if theme.pinned == pinned:
        return theme
    theme.pinned = pinned
    theme.save(update_fields=["pinned"])
    teach(LessonKind.PIN if pinned else LessonKind.UNPIN, hat, theme, corpus=corpus)
    return theme
