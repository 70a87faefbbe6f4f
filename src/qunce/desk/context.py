"""What every page of the desk knows of its reader: the menu, and as whom they act."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from qunce.campaigns import queries as campaigns
from qunce.common.memo import for_seconds
from qunce.desk.menu import HOME, menu
from qunce.people.entrance import hat_worn, hats_held
from qunce.people.models import Role
from qunce.people.queries import congress_of
from qunce.people.rules import CONGRESS_READERS, UNIT, Hat
from qunce.selection.queries.reading import reads_somewhere
from qunce.voices import queries as voices

# Posts that meet rounds of selection; others find them in their menu while they read in one.
_SELECT = frozenset({Role.OFFICE, Role.REVIEWER, *UNIT})
# The campaign office's menu is long enough; it finds the congress by its address.
_OF_THE_CONGRESS = CONGRESS_READERS - {Role.OFFICE}


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Nothing outside the desk, and nothing for passers-by: there is no menu before the door."""
    if not request.path.startswith(HOME) or (hat := hat_worn(request)) is None:
        return {}
    running = _running(hat.jurisdiction_id) if hat.role == Role.OFFICE else (0, None)
    congress = hat.role in _OF_THE_CONGRESS and _has_congress(hat.jurisdiction_id)
    selects = hat.role in _SELECT or reads_somewhere(hat.person_id)
    entries = menu(get_language(), hat.role, *running, congress, selects)
    return {
        "navigation": _with_current(entries, request.path),
        "account": _account(hat, hats_held(request)),
        "home_url": HOME,
        "frame": "ui/desk.html",
    }


def _account(worn: Hat, held: list[Hat]) -> dict[str, Any]:
    """Who is signed in and, for those with several posts, which of them to act as."""
    return {
        "url": reverse("desk:account"),
        "label": worn.name,
        "icon": "user",
        "change_url": reverse("desk:change_post"),
        "worn": worn.role_name,
        "choices": [
            {
                "value": hat.post_id,
                "label": hat.role_name,
                "note": hat.unit,
                "worn": hat.post_id == worn.post_id,
            }
            for hat in held
        ],
    }


@for_seconds(3)
def _running(jurisdiction_id: int) -> tuple[int, int | None]:
    """Of the campaign that runs: how many wait for release, and its corpus."""
    campaign = campaigns.current(jurisdiction_id)
    if campaign is None:
        return 0, None
    return voices.queue_of(campaigns.call_ids(campaign)).order_by().count(), campaign.corpus_id


@for_seconds(30)
def _has_congress(jurisdiction_id: int) -> bool:
    return congress_of(jurisdiction_id) is not None


def _with_current(items: Sequence[dict[str, Any]], path: str) -> list[dict[str, Any]]:
    """The entry whose address is the longest beginning of this page's; home only for itself."""
    fitting = (i["url"] for i in items if path == i["url"] or _is_above(i["url"], path))
    here = max(fitting, key=len, default="")
    return [{**item, "current": item["url"] == here} for item in items]


def _is_above(url: str, path: str) -> bool:
    return url not in {HOME, "/"} and path.startswith(url)
