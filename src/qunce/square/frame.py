"""What several pages ask for in the same way: the campaign, its open call, a page's place."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qunce.campaigns import queries as campaigns
from qunce.campaigns.models import Campaign
from qunce.common import now
from qunce.common.compiled import compiled
from qunce.common.memo import for_seconds
from qunce.reading import queries as reading
from qunce.reading.queries import ThemeCard
from qunce.voices.models import Call
from qunce.voices.queries import Scope
from qunce.voices.rules import is_open


def the_campaign(slug: str) -> Campaign:
    found = campaigns.by_slug(slug)
    if found is None:
        raise Http404(_("There is no campaign at this address."))
    return found


def calls_of(campaign: Campaign) -> list[Call]:
    return _calls(campaign.pk)


@compiled
def _calls(campaign_id: int) -> QuerySet[Call]:
    return Call.objects.filter(campaigns=campaign_id).order_by("pk")


def shown_of(calls: Sequence[Call]) -> Scope:
    """What the square may show of these calls."""
    return Scope(tuple(call.pk for call in calls), shown_only=True)


def open_call(calls: Sequence[Call]) -> Call | None:
    """The call that takes voices now; the first one where there are several."""
    at = now()
    return next((call for call in calls if is_open(call, at)), None)


def public_themes(campaign: Campaign) -> list[ThemeCard]:
    """The themes with their numbers, a few seconds old at most: every visitor asks for them."""
    return _themes(campaign.corpus_id, get_language()) if campaign.corpus_id else []


@for_seconds(5)
def _themes(corpus_id: int, language: str | None) -> list[ThemeCard]:
    return reading.themes(corpus_id, public=True)


def position(asked: QueryDict) -> int | None:
    """After which voice a list goes on; anything but a number starts it anew."""
    typed = asked.get("before", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else None
