"""The menu of the public pages."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

# The desk draws its own menu, and the file of a proof needs none.
_ELSEWHERE = ("/desk/", "/ui/")


def navigation(request: HttpRequest) -> dict[str, Any]:
    if request.path.startswith(_ELSEWHERE):
        return {}
    match = request.resolver_match
    name = match.view_name if match else ""
    slug = match.kwargs.get("slug", "") if match else ""

    def item(label: str, target: str, *names: str) -> dict[str, Any]:
        here = name.removeprefix("square:") in (target, *names) and name.startswith("square:")
        return {"label": label, "url": _address(target, slug), "current": here}

    return {
        "navigation": [
            item(_("Front page"), "campaign", "door"),
            item(_("Themes"), "themes", "theme"),
            item(_("Search"), "search"),
            item(_("My receipt"), "look-up", "receipt", "withdraw"),
            item(_("About"), "about", "privacy"),
        ]
    }


_WITHOUT_SLUG = {"campaign": "door", "themes": "themes-now", "search": "search-now"}


def _address(target: str, slug: str) -> str:
    """Pages of a campaign lead to pages of the same one; others to the one that runs now."""
    if target not in _WITHOUT_SLUG:
        return reverse(f"square:{target}")
    if slug:
        return reverse(f"square:{target}", args=[slug])
    return reverse(f"square:{_WITHOUT_SLUG[target]}")
