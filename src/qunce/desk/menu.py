"""What stands in the menu of the desk, by what somebody's post lets them do."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qunce.campaigns.rules import FOLLOWERS
from qunce.matters.rules.seeing import OVERSEERS, REVIEWERS
from qunce.people.models import Role
from qunce.people.rules import HEARERS, UNIT

HOME = "/desk/"
# As many entries are seen at a glance; a longer menu has a heading above each few.
_GLANCE = 10
_SUPERVISED = frozenset({Role.OFFICE, Role.SUPERVISOR, Role.AUDITOR, *UNIT})
Entry = dict[str, Any]


@lru_cache(maxsize=200)  # the same on every page for as long as nothing arrives
def menu(
    language: str | None,
    role: str,
    queued: int,
    corpus_id: int | None,
    congress: bool,
    selects: bool,
) -> tuple[Entry, ...]:
    """`queued` voices wait for release in the campaign whose reading is `corpus_id`."""
    groups = (
        ("", [_entry(_("Home"), HOME, "home")]),
        (pgettext("menu", "Handling"), list(_handling(role, congress))),
        (pgettext("menu", "Voices"), list(_voices(role, queued, corpus_id))),
        (pgettext("menu", "Campaign"), list(_campaign(role))),
        (pgettext("menu", "Results"), list(_results(role, selects))),
        (pgettext("menu", "For everybody"), list(_public())),
    )
    many = sum(len(entries) for _heading, entries in groups) > _GLANCE
    return tuple(
        {**entry, "group": heading if many else ""}
        for heading, entries in groups
        for entry in entries
    )


def _handling(role: str, congress: bool) -> Iterator[Entry]:
    if role != Role.AUDITOR:
        yield _entry(_("Inbox"), reverse("matters:inbox"), "inbox")
    if role in OVERSEERS:
        yield _entry(_("Matters"), reverse("matters:matters"), "clipboard-list")
    if role in REVIEWERS:
        yield _entry(_("Openness review"), reverse("matters:reviews"), "world")
    if congress:
        yield _entry(_("The congress"), reverse("congress:congress"), "building-community")


def _voices(role: str, queued: int, corpus_id: int | None) -> Iterator[Entry]:
    if role in HEARERS:
        yield _entry(_("Voices that are shown"), reverse("desk:shown"), "messages")
    if role != Role.OFFICE:
        return
    yield _entry(_("Voices"), reverse("voices_desk:voices"), "messages")
    yield _entry(_("Take down"), reverse("voices_desk:take_down"), "writing")
    yield _entry(_("Release queue"), reverse("voices_desk:queue"), "eye", queued)
    yield _entry(_("Imports"), reverse("voices_desk:imports"), "file-spreadsheet")
    if corpus_id:
        yield _entry(_("The reading"), f"/desk/reading/{corpus_id}/", "list-details")


def _campaign(role: str) -> Iterator[Entry]:
    if role in FOLLOWERS or role in UNIT:
        label = _("Our tasks") if role in UNIT else _("Command page")
        yield _entry(label, reverse("campaigns:home"), "target")
    if role == Role.OFFICE or role in UNIT:
        yield _entry(_("Research topics"), reverse("topics:home"), "bulb")
        yield _entry(_("Publicity"), reverse("publicity:home"), "send")
    if role == Role.OFFICE:
        yield _entry(_("Open letters"), reverse("letters:home"), "mail")
    if role in _SUPERVISED:
        yield _entry(_("Supervision"), reverse("supervision:home"), "users-group")


def _results(role: str, selects: bool) -> Iterator[Entry]:
    if role in OVERSEERS:
        yield _entry(_("Numbers"), reverse("matters:numbers"), "chart-bar")
    if selects:
        yield _entry(_("Selection"), reverse("selection:rounds"), "checks")
    if role == Role.OFFICE:
        yield _entry(_("Bulletins"), reverse("briefs:briefs"), "file-text")
        yield _entry(_("Accounts"), reverse("accounts:accounts"), "key")


def _public() -> Iterator[Entry]:
    yield _entry(_("The public pages"), "/", "world")
    yield _entry(_("The record"), "/record/", "shield-check")


def _entry(label: str, url: str, icon: str, count: int = 0) -> Entry:
    return {"label": label, "url": url, "icon": icon, "count": count}
