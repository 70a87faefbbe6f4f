"""The words of a voice on a page, and the rows of the desk's list.

The rows are written here: each took a template five times as long. Everything that is not ours is
escaped where it is put in.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from html import escape

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qunce.ui.templatetags.ui import icon as draw_icon
from qunce.voices import highlight, words
from qunce.voices.models import Channel, Fate, Kind, Showing, Voice
from qunce.voices.queries import Line

register = template.Library()


@register.filter
def whole(voice: Voice | Line) -> str:
    """Title and text of a voice as one."""
    return words.whole(voice.title, voice.text)


@register.filter
def found(text: str, asked: str) -> SafeString:
    """A part of the text with the words marked that were looked for."""
    return highlight.marked(text, asked)


@register.simple_tag
def desk_rows(voices: Sequence[Line], asked: str) -> SafeString:
    """Voices in every state, with the words marked that were looked for."""
    return mark_safe("\n".join(_desk_row(voice, asked) for voice in voices))


def _desk_row(voice: Line, asked: str) -> str:
    said = ""
    if asked and voice.title and not voice.erased_at:
        said = f'<p class="said" dir="auto">{found(voice.text, asked)}</p>'
    return (
        f'<li><a class="title{"" if voice.title else " opening"} stretched-link"'
        f' href="{_desk_voices()}{voice.pk}/">{_headline(voice, asked)}</a>{said}'
        f'<p class="fine">{escape(_fine(voice))} {badges(voice)}</p></li>'
    )


@cache
def _desk_voices() -> str:
    return reverse("voices_desk:voices")


def _headline(voice: Line, asked: str) -> str:
    if voice.erased_at:
        return escape(_("(words erased)"))
    if voice.kind == Kind.SUPPORT:
        return escape(_("Supports No. %(n)s") % {"n": voice.supports_id})
    return found(voice.title or voice.text, asked) if asked else escape(voice.headline)


def _fine(voice: Line) -> str:
    said_on = timezone.localtime(voice.said_at).date().isoformat()
    number, channel = _number_and_channel(voice.channel, get_language())
    parts = (number % {"n": voice.pk}, said_on, channel, voice.area or voice.place)
    return " · ".join(part for part in parts if part)


@lru_cache
def _number_and_channel(channel: str, language: str | None) -> tuple[str, str]:
    return _("No. %(n)s"), str(Channel(channel).label)


@register.simple_tag
def badges(voice: Voice | Line) -> SafeString:
    """What became of a voice, and who may read its words."""
    return _badges(Fate(voice.fate), Showing(voice.showing), get_language())


@lru_cache  # few words, twenty times on a page
def _badges(fate: Fate, showing: Showing, language: str | None) -> SafeString:
    tone, icon = _FATES.get(fate, ("", ""))
    first = _badge(str(fate.label), tone, icon)
    tone, icon = _SHOWINGS.get(showing, ("", "eye-off"))
    return mark_safe(f"{first} {_badge(str(showing.label), tone, icon)}")


def _badge(text: str, tone: str, icon: str) -> str:
    drawn = draw_icon(icon) if icon else ""
    return f'<span class="badge{f" {tone}" if tone else ""}">{drawn}{escape(text)}</span>'


_FATES = {
    Fate.WAITING: ("", "clock"),
    Fate.CARRIED: ("blue", ""),
    Fate.ANSWERED: ("green", "check"),
}
_SHOWINGS = {Showing.SHOWN: ("", "eye"), Showing.QUEUED: ("gold", "eye")}
