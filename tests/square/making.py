"""Voices and themes of a campaign, as the public pages meet them."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.test import Client

from qunce.campaigns.models import Campaign
from qunce.common import now
from qunce.reading.models import Outcome, Placement, Reading, Theme, ThemeDay
from qunce.voices.models import Voice
from tests.factories import make_voice


def say(campaign: Campaign, text: str = "建议多装几盏路灯", **fields: Any) -> Voice:
    return make_voice(text, call=campaign.calls.get(), **fields)


def typed(**fields: Any) -> dict[str, Any]:
    """The form as a browser sends it."""
    form = {"text": "建议多装几盏路灯", "area": "", "place": "", "contact": "", "once": uuid4()}
    return {**form, **fields}


def hand_in(client: Client, campaign: Campaign, **fields: Any) -> Any:
    return client.post(f"/c/{campaign.slug}/say/", typed(**fields))


def make_theme(
    campaign: Campaign, name: str, voices: Iterable[Voice], parent: Theme | None = None
) -> Theme:
    """A theme in which these voices were placed, as a reading would leave it."""
    members = list(voices)
    corpus = campaign.corpus
    assert corpus is not None
    Reading.objects.get_or_create(
        corpus=corpus, defaults={"started_at": now(), "finished_at": now()}
    )
    theme = Theme.objects.create(
        corpus=corpus,
        name=name,
        parent=parent,
        size=len(members),
        independent=len(members),
        representatives=[v.pk for v in members[:3]],
    )
    for voice in members:
        Placement.objects.create(corpus=corpus, voice=voice, outcome=Outcome.THEME, theme=theme)
    ThemeDay.objects.create(theme=theme, day=now().date(), size=len(members))
    return theme
