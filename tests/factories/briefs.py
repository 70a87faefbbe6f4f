"""A bulletin of a week that is over, out of what was said and answered in it."""

from datetime import timedelta
from typing import Any

from qunce.briefs import actions
from qunce.briefs.actions import Edited, NewBrief
from qunce.briefs.models import Brief, Secrecy
from qunce.campaigns.models import Campaign
from qunce.common.clock import moved_to, now, today
from qunce.people.models import Person
from qunce.people.queries import hat_of
from qunce.people.rules import Hat
from qunce.voices.models import Voice
from tests.factories.campaigns import make_campaign
from tests.factories.people import make_hat
from tests.factories.voices import make_voice

WORDS = "学校后面的巷子晚上没有路灯，孩子下自习走得很害怕。"


def say_before(campaign: Campaign, *texts: str, days: int = 3, **fields: Any) -> list[Voice]:
    """Voices of some days ago."""
    with moved_to(now() - timedelta(days=days)):
        return [make_voice(text, call=campaign.calls.get(), **fields) for text in texts]


def new_brief(**fields: Any) -> NewBrief:
    day = today()
    fields = {"name": "大讨论简报", "from_on": day - timedelta(days=7), **fields}
    return NewBrief(to_on=fields.pop("to_on", day - timedelta(days=1)), **fields)


def make_brief(hat: Hat, campaign: Campaign | None = None, **fields: Any) -> Brief:
    """A draft; in a campaign of its own with one voice, so that there is something to count."""
    if campaign is None:
        campaign = make_campaign()
        if not Voice.objects.exists():
            say_before(campaign, WORDS)
    return actions.draft(campaign_id=campaign.pk, new=new_brief(**fields), hat=hat)


def edited(brief: Brief, **fields: Any) -> Edited:
    """The page as it stands, with what is changed."""
    kept = {
        "edition": brief.edition,
        "articles": [(a.title, a.text) for a in brief.articles.all()],
        "secrecy": Secrecy(brief.secrecy),
        "to_report": "市委常委",
        "copies": 60,
    }
    return Edited(**{**kept, **fields})


def signer() -> Hat:
    """Somebody else of the office: who drafts does not sign."""
    known = Person.objects.filter(username="signer").first()
    found = hat_of(known) if known else make_hat("signer")
    assert found is not None
    return found


def make_signed(hat: Hat, campaign: Campaign | None = None, **fields: Any) -> Brief:
    brief = make_brief(hat, campaign, **fields)
    actions.hand_in(brief_id=brief.pk, hat=hat)
    return actions.sign(brief_id=brief.pk, signed_by="李主任", hat=signer())


def make_issued(hat: Hat, campaign: Campaign | None = None, **fields: Any) -> Brief:
    return actions.issue(brief_id=make_signed(hat, campaign, **fields).pk, hat=hat)
