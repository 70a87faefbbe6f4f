from datetime import timedelta
from typing import Any

from qunce.campaigns import actions
from qunce.campaigns.actions import NewPhase
from qunce.campaigns.models import Campaign
from qunce.common.clock import today
from tests.factories.people import make_unit


def make_campaign(slug: str = "ideas", **fields: Any) -> Campaign:
    """A campaign in the second of its three phases, with its call and its corpus."""
    day = today()
    phases = [
        NewPhase("宣传发动", "", day - timedelta(days=30), day - timedelta(days=11)),
        NewPhase("组织实施", "", day - timedelta(days=10), day + timedelta(days=10)),
        NewPhase("总结交流", "", day + timedelta(days=11), day + timedelta(days=30)),
    ]
    fields = {
        "office": fields.pop("office", None) or make_unit(),
        "title": "解放思想大讨论",
        "slogan": "群策群力",
        "about": "",
        "topics": [],
        "phases": phases,
        "call_title": "我为示例市献一计",
        **fields,
    }
    return actions.open_campaign(slug=slug, **fields)
