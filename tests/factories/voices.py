from datetime import timedelta
from typing import Any

from qunce.common import now
from qunce.places.models import Jurisdiction
from qunce.voices import actions
from qunce.voices.actions import Author
from qunce.voices.models import Call, Voice
from tests.factories.people import make_jurisdiction


def make_call(slug: str = "ideas", jurisdiction: Jurisdiction | None = None, **fields: Any) -> Call:
    fields = {
        "title": "我为示例市献一计",
        "opens_at": now() - timedelta(days=10),
        "closes_at": now() + timedelta(days=10),
        **fields,
    }
    return Call.objects.get_or_create(
        jurisdiction=jurisdiction or make_jurisdiction(), slug=slug, defaults=fields
    )[0]


def make_voice(text: str = "小区里电动车没有地方充电", **fields: Any) -> Voice:
    """A voice handed in on the square, with consent unless said otherwise, and findable."""
    fields = {"call": fields.pop("call", None) or make_call(), "consent": True, **fields}
    voice = actions.hand_in(text=text, author=fields.pop("author", Author()), **fields)
    actions.index_new()
    return voice
