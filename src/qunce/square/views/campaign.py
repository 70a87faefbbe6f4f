"""The front page and a campaign's page."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qunce.campaigns import queries as campaigns
from qunce.campaigns.models import Campaign
from qunce.campaigns.queries.letters import to_be_answered
from qunce.square.frame import calls_of, open_call, public_themes, shown_of, the_campaign
from qunce.ui.shares import Part
from qunce.voices import queries as voices
from qunce.voices.models import Fate

TOP_THEMES = 6
NEWEST = 5
_STATES = {"past": "done", "now": "current", "coming": "todo"}


@require_safe
def door(request: HttpRequest) -> HttpResponse:
    found = campaigns.current()
    if found is None:
        return render(request, "square/no_campaign.html")
    return _page(request, found)


@require_safe
def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request, the_campaign(slug))


def _page(request: HttpRequest, found: Campaign) -> HttpResponse:
    calls = calls_of(found)
    scope = shown_of(calls)
    themes = [theme for theme in public_themes(found) if theme.id]
    counts = voices.counts(scope.call_ids)
    context = {
        "campaign": found,
        "is_open": (called := open_call(calls)) is not None,
        "topics": voices.open_topics(called.pk) if called else [],
        "counts": counts,
        "steps": phase_steps(found),
        "became": became(counts),
        "themes": themes[:TOP_THEMES],
        "largest": max((theme.size for theme in themes), default=0),
        "theme_count": len(themes),
        "letters": to_be_answered(found.pk),
        "newest": voices.latest(scope, size=NEWEST).voices,
    }
    return render(request, "square/campaign.html", context)


@require_safe
def count(request: HttpRequest, slug: str) -> HttpResponse:
    """Only the numbers, asked for again by a page that stays open."""
    found = the_campaign(slug)
    counts = voices.counts(campaigns.call_ids(found))
    return render(request, "square/_count.html", {"campaign": found, "counts": counts})


def phase_steps(campaign: Campaign) -> list[dict[str, Any]]:
    """The phases as ui draws steps."""
    return [
        {
            "label": phase.title,
            "state": _STATES[phase.state],
            "note": f"{_day(phase.starts_on)} – {_day(phase.ends_on)}",
        }
        for phase in campaigns.phases_of(campaign)
    ]


def became(counts: voices.Counts) -> list[Part]:
    """What became of the voices as the parts of one bar; nothing while all of them wait.

    They always add up to what was received.
    """
    if counts.fates[Fate.WAITING] == counts.received:
        return []
    words = {
        Fate.ANSWERED: (_("answered"), "red"),
        Fate.CARRIED: (_("being handled, with a date"), "gold"),
        Fate.SET_ASIDE: (_("not followed further, the author reads why"), "blue"),
        Fate.WITHDRAWN: (_("taken back by the author"), "plain"),
        Fate.WAITING: (_("waits to be taken up"), "pale"),
    }
    return [
        Part(label, n, tone) for fate, (label, tone) in words.items() if (n := counts.fates[fate])
    ]


def _day(on: date) -> str:
    # Translators: how a day without its year is written, in the letters of Django's date filter.
    return date_format(on, _("j M"))
