"""The words of a voice on a page, and the rows of the desk's list.

The rows are written here: each took a template five times as long.
"""

from collections.abc import Sequence
from functools import cache

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
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
        said = format_html('<p class="said" dir="auto">{}</p>', found(voice.text, asked))
    return format_html(
        _DESK_ROW,
        "" if voice.title else " opening",
        f"{_desk_voices()}{voice.pk}/",
        _headline(voice, asked),
        said,
        _fine(voice),
        badges(voice),
    )


_DESK_ROW = '<li><a class="title{} stretched-link" href="{}">{}</a>{}<p class="fine">{} {}</p></li>'


@cache
def _desk_voices() -> str:
    return reverse("voices_desk:voices")


def _headline(voice: Line, asked: str) -> str:
    if voice.erased_at:
        return _("(words erased)")
    if voice.kind == Kind.SUPPORT:
        return _("Supports No. %(n)s") % {"n": voice.supports_id}
    return found(voice.title or voice.text, asked) if asked else voice.headline


def _fine(voice: Line) -> str:
    said_on = timezone.localtime(voice.said_at).date().isoformat()
    number = _("No. %(n)s") % {"n": voice.pk}
    place = voice.area or voice.place
    parts = (number, said_on, str(Channel(voice.channel).label), place)
    return " · ".join(part for part in parts if part)


@register.simple_tag
def badges(voice: Voice | Line) -> SafeString:
    """What became of a voice, and who may read its words."""
    fate, showing = Fate(voice.fate), Showing(voice.showing)
    tone, icon = _FATES.get(fate, ("", ""))
    first = _badge(str(fate.label), tone, icon)
    tone, icon = _SHOWINGS.get(showing, ("", "eye-off"))
    return format_html("{} {}", first, _badge(str(showing.label), tone, icon))


def _badge(text: str, tone: str, icon: str) -> SafeString:
    drawn = draw_icon(icon) if icon else ""
    return format_html('<span class="badge{}">{}{}</span>', f" {tone}" if tone else "", drawn, text)


_FATES = {
    Fate.WAITING: ("", "clock"),
    Fate.CARRIED: ("blue", ""),
    Fate.ANSWERED: ("green", "check"),
}
_SHOWINGS = {Showing.SHOWN: ("", "eye"), Showing.QUEUED: ("gold", "eye")}
