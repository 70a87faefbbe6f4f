"""The menu of the desk, by what somebody's post lets them do."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qunce.campaigns import queries as campaigns
from qunce.campaigns.rules import FOLLOWERS
from qunce.common.memo import for_seconds
from qunce.matters.rules.seeing import OVERSEERS, REVIEWERS
from qunce.people.entrance import hat_worn, hats_held
from qunce.people.models import Role
from qunce.people.queries import congress_of
from qunce.people.rules import CONGRESS_READERS, HEARERS, UNIT, Hat
from qunce.selection.queries.reading import reads_somewhere
from qunce.voices import queries as voices

HOME = "/desk/"
SUPERVISED = frozenset({Role.OFFICE, Role.SUPERVISOR, Role.AUDITOR, *UNIT})
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
    menu = _menu(get_language(), hat.role, *running, congress, selects)
    return {
        "navigation": _with_current(menu, request.path),
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


@lru_cache(maxsize=200)  # the same on every page for as long as nothing arrives
def _menu(
    language: str | None,
    role: str,
    queued: int,
    corpus_id: int | None,
    congress: bool,
    selects: bool,
) -> tuple[dict[str, Any], ...]:
    return tuple(_items(role, queued, corpus_id, congress, selects))


def _items(
    role: str, queued: int, corpus_id: int | None, congress: bool, selects: bool
) -> Iterator[dict[str, Any]]:
    yield _item(_("Home"), HOME, "home")
    if role != Role.AUDITOR:
        yield _item(_("Inbox"), reverse("matters:inbox"), "inbox")
    if role in OVERSEERS:
        yield _item(_("Matters"), reverse("matters:matters"), "clipboard-list")
        yield _item(_("Numbers"), reverse("matters:numbers"), "chart-bar")
    if selects:
        yield _item(_("Selection"), reverse("selection:rounds"), "checks")
    if role in FOLLOWERS or role in UNIT:
        label = _("Our tasks") if role in UNIT else _("Command page")
        yield _item(label, reverse("campaigns:home"), "target")
    if role in REVIEWERS:
        yield _item(_("Openness review"), reverse("matters:reviews"), "world")
    if congress:
        yield _item(_("The congress"), reverse("congress:congress"), "building-community")
    if role in SUPERVISED:
        yield _item(_("Supervision"), reverse("supervision:home"), "users-group")
    if role == Role.OFFICE or role in UNIT:
        yield _item(_("Research topics"), reverse("topics:home"), "bulb")
        yield _item(_("Publicity"), reverse("publicity:home"), "send")
    if role == Role.OFFICE:
        yield from _office(queued, corpus_id)
    elif role in HEARERS:
        yield _item(_("Voices that are shown"), reverse("desk:shown"), "messages")
    yield _item(_("The public pages"), "/", "world")
    yield _item(_("The record"), "/record/", "shield-check")


def _office(queued: int, corpus_id: int | None) -> Iterator[dict[str, Any]]:
    yield _item(_("Voices"), reverse("voices_desk:voices"), "messages")
    yield _item(_("Take down"), reverse("voices_desk:take_down"), "writing")
    yield _item(_("Release queue"), reverse("voices_desk:queue"), "eye", queued)
    yield _item(_("Imports"), reverse("voices_desk:imports"), "file-spreadsheet")
    yield _item(_("Bulletins"), reverse("briefs:briefs"), "file-text")
    if corpus_id:
        yield _item(_("The reading"), f"/desk/reading/{corpus_id}/", "list-details")


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


def _item(label: str, url: str, icon: str, count: int = 0) -> dict[str, Any]:
    return {"label": label, "url": url, "icon": icon, "count": count}


def _with_current(items: Sequence[dict[str, Any]], path: str) -> list[dict[str, Any]]:
    """The entry whose address is the longest beginning of this page's; home only for itself."""
    fitting = (i["url"] for i in items if path == i["url"] or _is_above(i["url"], path))
    here = max(fitting, key=len, default="")
    return [{**item, "current": item["url"] == here} for item in items]


def _is_above(url: str, path: str) -> bool:
    return url not in {HOME, "/"} and path.startswith(url)
