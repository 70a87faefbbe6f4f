"""An open letter that can be answered."""

from datetime import timedelta

from qunce.campaigns import actions
from qunce.campaigns.actions import NewLetter
from qunce.campaigns.models import Campaign, OpenLetter
from qunce.common.clock import today
from qunce.people.rules import Hat


def new_letter(**fields: object) -> NewLetter:
    known = {
        "title": "致在外乡亲的一封信",
        "text": "乡亲们：\n家乡想听听你们的主意。",
        "closes_on": today() + timedelta(days=20),
        **fields,
    }
    return NewLetter(**known)  # type: ignore[arg-type]


def make_letter(campaign: Campaign, hat: Hat, **fields: object) -> OpenLetter:
    made = actions.write_letter(campaign_id=campaign.pk, new=new_letter(**fields), hat=hat)
    return actions.open_letter(letter_id=made.pk, hat=hat)
