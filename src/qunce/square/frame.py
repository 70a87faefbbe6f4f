"""What several pages ask for in the same way: the campaign, its open call, a page's place."""

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from qunce.campaigns import queries as campaigns
from qunce.campaigns.models import Campaign
from qunce.common import now
from qunce.voices.models import Call
from qunce.voices.queries import Scope


def the_campaign(slug: str) -> Campaign:
    found = campaigns.by_slug(slug)
    if found is None:
        raise Http404(_("There is no campaign at this address."))
    return found


def shown_of(campaign: Campaign) -> Scope:
    return Scope(campaigns.call_ids(campaign), shown_only=True)


def open_call(campaign: Campaign) -> Call | None:
    """The call that takes voices now; the first one where there are several."""
    at = now()
    return campaign.calls.filter(opens_at__lte=at, closes_at__gte=at).order_by("pk").first()


def position(asked: QueryDict) -> int | None:
    """After which voice a list goes on; anything but a number starts it anew."""
    typed = asked.get("before", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else None
