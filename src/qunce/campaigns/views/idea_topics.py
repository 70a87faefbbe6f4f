"""What a campaign's calls ask about: the calls' own topics, seen and changed from the plan."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from qunce.campaigns import queries as campaigns
from qunce.campaigns.models import Campaign
from qunce.campaigns.views import opened
from qunce.common.sent import number
from qunce.people.entrance import DeskRequest, hat_required
from qunce.people.models import Role
from qunce.voices import actions
from qunce.voices.models import IdeaTopic
from qunce.voices.queries import topics_of

_DEEDS: dict[str, Callable[..., object]] = {
    "close": actions.close_topic,
    "open": actions.open_topic,
    "strike": actions.strike_topic,
}


@hat_required(Role.OFFICE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: DeskRequest, campaign_id: int) -> HttpResponse:
    campaign = opened.campaign(request, campaign_id)
    if request.method != "POST":
        return _show(request, campaign)
    answer = opened.said(
        request,
        None,
        _asked(request, campaign),
        _("It is done and on record."),
        "campaigns:idea_topics",
        campaign.pk,
    )
    return answer or _show(request, campaign, status=400)


def _asked(request: DeskRequest, campaign: Campaign) -> Callable[[], object]:
    """What was pressed; topics and calls of other campaigns are not there."""
    calls, sent, hat = campaigns.call_ids(campaign), request.POST, request.hat
    act, title = sent.get("act", ""), sent.get("title", "")
    if act == "add" and (call := number(request, "call", sent)) in calls:
        return lambda: actions.add_topic(call_id=call, title=title, hat=hat)
    topic = number(request, "topic", sent) or 0
    if IdeaTopic.objects.filter(pk=topic).exclude(call__in=calls).exists():
        raise Http404
    if act == "rename":
        return lambda: actions.rename_topic(topic_id=topic, title=title, hat=hat)
    if act not in _DEEDS:
        raise Http404
    return lambda: _DEEDS[act](topic_id=topic, hat=hat)


def _show(request: DeskRequest, campaign: Campaign, status: int = 200) -> HttpResponse:
    lines = topics_of(campaigns.call_ids(campaign))
    context = {
        "campaign": campaign,
        "calls": [
            (call, [line for line in lines if line.topic.call_id == call.pk])
            for call in campaign.calls.order_by("pk")
        ],
        # Nothing that was typed is lost.
        "typed": {
            "act": request.POST.get("act", ""),
            "at": number(request, "topic", request.POST) or number(request, "call", request.POST),
            "title": request.POST.get("title", "").replace("\x00", ""),
        },
    }
    return render(request, "campaigns/idea_topics.html", context, status=status)
