"""The menu of the public pages."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

# The desk draws its own menu, and the file of a proof needs none.
_ELSEWHERE = ("/desk/", "/ui/")


def navigation(request: HttpRequest) -> dict[str, Any]:
    if request.path.startswith(_ELSEWHERE):
        return {}
    match = request.resolver_match
    name = match.view_name if match else ""
    slug = match.kwargs.get("slug", "") if match else ""

    language = get_language()
    return {"navigation": _menu(language, name, slug), "footing": _foot(language)}


@lru_cache(maxsize=500)  # the same for all readers of a page
def _menu(language: str | None, name: str, slug: str) -> list[dict[str, Any]]:
    def item(label: str, target: str, *names: str) -> dict[str, Any]:
        here = name.removeprefix("square:") in (target, *names) and name.startswith("square:")
        return {"label": label, "url": _address(target, slug), "current": here}

    return [
        item(_("Front page"), "campaign", "door"),
        item(_("Themes"), "themes", "theme"),
        item(_("Search"), "search"),
        item(_("My receipt"), "look-up", "receipt", "withdraw"),
        item(_("About"), "about", "privacy"),
    ]


@lru_cache
def _foot(language: str | None) -> list[dict[str, str]]:
    return list(_footing())


def _footing() -> Iterator[dict[str, str]]:
    """What stands under every public page, also under those of other rooms and those gone wrong."""
    yield {"label": _("You said, we did"), "url": reverse("square:done")}
    yield {"label": _("Public notices"), "url": reverse("selection_public:notices")}
    yield {"label": _("Bulletins"), "url": reverse("bulletins:bulletins")}
    yield {"label": _("Open data"), "url": reverse("open_data:home")}
    yield {"label": _("What happens with what I say"), "url": reverse("square:about")}
    yield {"label": _("Who reads it"), "url": reverse("square:privacy")}
    yield {"label": _("The record"), "url": reverse("record:overview")}
    yield {"label": _("Check a receipt"), "url": reverse("record:check")}
    yield {"label": _("For staff"), "url": "/desk/"}


_WITHOUT_SLUG = {"campaign": "door", "themes": "themes-now", "search": "search-now"}


def _address(target: str, slug: str) -> str:
    """Pages of a campaign lead to pages of the same one; others to the one that runs now."""
    if target not in _WITHOUT_SLUG:
        return reverse(f"square:{target}")
    if slug:
        return reverse(f"square:{target}", args=[slug])
    return reverse(f"square:{_WITHOUT_SLUG[target]}")
