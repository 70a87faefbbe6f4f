"""What somebody was told."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from qunce.common.compiled import compiled
from qunce.notices.models import Notice
from qunce.notices.words import REASONS, say


@dataclass(frozen=True)
class Told:
    at: datetime
    words: str
    code: str


def told(voice_id: int) -> list[Told]:
    """What the author of this voice was told, in words, the newest first."""
    return [Told(n.at, say(n.code, n.params), n.code) for n in _to_voice(voice_id)]


@compiled
def _to_voice(voice_id: int) -> QuerySet[Notice]:
    return Notice.objects.filter(to_kind="voice", to_id=voice_id).order_by("-at", "-pk")


def reason_words(code: str) -> str:
    """A reason as its author is told it; empty where there is none."""
    return str(REASONS.get(code, ""))
