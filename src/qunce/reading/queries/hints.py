"""What a voice offers to whoever must answer it, with the words that say so. For the desk alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qunce.reading import engine
from qunce.reading.engine import Channel, Hint, Says
from qunce.reading.models import Dismissal
from qunce.voices.models import Kind, Voice
from qunce.voices.words import whole

SAYS: Mapping[Says, str | Promise] = {
    Says.SITUATION: _("States what is the matter"),
    Says.REASON: _("Gives a reason"),
    Says.PROPOSAL: _("Proposes something concrete"),
    Says.PLACE: _("Names a place"),
    Says.ADDRESSEE: _("Names an office or a title"),
    Says.TOO_SHORT: _("Very short"),
    Says.SLOGAN: _("Perhaps a slogan"),
    Says.ADVERTISING: _("Perhaps advertising"),
    Says.PERSONAL_CASE: _("Perhaps a case of one's own"),
}
# What helps an answer; where it is missing, the page says so.
WANTED = (Says.SITUATION, Says.REASON, Says.PROPOSAL, Says.PLACE)
CHANNELS: Mapping[Channel, str | Promise] = {
    Channel.COURT: _("the courts"),
    Channel.DISCIPLINE: _("discipline inspection (12388)"),
    Channel.LABOUR: _("labour inspection and arbitration (12333)"),
    Channel.POLICE: _("the police (110)"),
    Channel.PETITION: _("letters and visits"),
    Channel.HOTLINE: _("the hotline (12345)"),
}


@dataclass(frozen=True)
class Shown:
    """One hint in words; `quotes` are the author's own, `by` who found it wrong."""

    code: str
    label: str
    quotes: tuple[str, ...]
    channel: str = ""
    by: str = ""


@dataclass(frozen=True)
class Hints:
    given: tuple[Shown, ...]
    dismissed: tuple[Shown, ...]
    missing: tuple[str, ...]


def hints_of(voice: Voice) -> Hints | None:
    """None where there are no words of its own to look at."""
    if voice.erased_at or voice.kind == Kind.SUPPORT:
        return None
    text = whole(voice.title, voice.text)
    found = engine.look(text)
    wrong = Dismissal.objects.filter(voice=voice).select_related("by")
    by = {one.what: one.by.name for one in wrong}
    shown = [_shown(hint, text, by.get(hint.says.value, "")) for hint in found.hints]
    return Hints(
        given=tuple(one for one in shown if not one.by),
        dismissed=tuple(one for one in shown if one.by),
        missing=tuple(str(SAYS[what]) for what in WANTED if not found.says(what)),
    )


def _shown(hint: Hint, text: str, by: str) -> Shown:
    return Shown(
        code=hint.says.value,
        label=str(SAYS[hint.says]),
        quotes=tuple(dict.fromkeys(hint.quotes(text))),
        channel=str(CHANNELS[hint.channel]) if hint.channel else "",
        by=by,
    )
