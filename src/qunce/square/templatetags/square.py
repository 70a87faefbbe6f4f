"""How voices, themes, places and numbers look on the square.

The rows of long lists are written here: a page holds twenty to sixty, and each took a template
ten times as long. So did Django's `format_html`, three times; here everything that is not ours is
escaped where it is put in.
"""

from collections.abc import Sequence
from functools import cache
from html import escape

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qunce.reading.queries import SMALL, ThemeCard
from qunce.ui.templatetags.ui import beginning, number, quote
from qunce.voices.highlight import marked
from qunce.voices.models import Voice
from qunce.voices.queries import Line
from qunce.voices.words import whole

register = template.Library()


@register.filter
def where(voice: Voice | Line) -> SafeString:
    """The place as far as it is known; what the author typed cannot turn the line around."""
    return mark_safe(_where(voice))


def _where(voice: Voice | Line) -> str:
    area = str(voice.area or "")
    place = voice.place if voice.place != area else ""
    return f"{escape(area)} <bdi>{escape(place)}</bdi>" if place else escape(area)


@register.filter
def whence(voice: Voice | Line) -> SafeString:
    """The place and the day: one call for a line that stands under every voice of a list."""
    return mark_safe(_whence(voice))


def _whence(voice: Voice | Line) -> str:
    day = timezone.localtime(voice.said_at).date().isoformat()
    return f'{_where(voice)} <time datetime="{day}">{day}</time>'


@register.filter
def page_of(voice: Voice | Line) -> str:
    """Where a shown voice stands. Lists ask for it 20 times, so the address is reversed once."""
    return f"{_voices_below()}{voice.pk}/"


@cache
def _voices_below() -> str:
    return reverse("square:voice", args=[0]).removesuffix("0/")


@register.simple_tag
def voice_rows(voices: Sequence[Line], asked: str = "") -> SafeString:
    """Each voice with the beginning of its words, or with those marked that were looked for."""
    return mark_safe("\n".join(_voice_row(voice, asked) for voice in voices))


def _voice_row(voice: Line, asked: str) -> str:
    said = marked(voice.text, asked) if asked else escape(beginning(voice.text))
    fine = f'<p class="fine">{_whence(voice)}</p>'
    if not voice.title:
        return f'<li><p class="said" dir="auto">{_link(page_of(voice), said)}</p>{fine}</li>'
    title = marked(voice.title, asked) if asked else escape(voice.title)
    return (
        f'<li><p class="headline" dir="auto">{_link(page_of(voice), title)}</p>'
        f'<p class="said" dir="auto">{said}</p>{fine}</li>'
    )


def _link(address: str, drawn: str) -> str:
    return f'<a class="quiet stretched-link" href="{address}">{drawn}</a>'


@register.simple_tag
def voice_quotes(voices: Sequence[Line]) -> SafeString:
    """Each voice in all its words, with the way to its page."""
    name, onwards = _("no. %(pk)s"), escape(_("The whole text"))
    return mark_safe("\n".join(_voice_quote(voice, name, onwards) for voice in voices))


def _voice_quote(voice: Line, name: str, onwards: str) -> str:
    address = page_of(voice)
    below = mark_safe(f'{_whence(voice)}<a href="{address}">{onwards}</a>')
    said = whole(voice.title, voice.text)
    return quote(below, text=said, number=name % {"pk": voice.pk}, url=address)


@register.simple_tag
def theme_rows(themes: Sequence[ThemeCard], largest: int) -> SafeString:
    """Themes with their numbers and words; the bars are measured by the largest."""
    unit = pgettext("unit", "voices")
    own = _("%(n)s of them in words of their own")
    rows = (_theme_row(theme, largest, unit, own) for theme in themes)
    return mark_safe('<ol class="rows themes">\n' + "\n".join(rows) + "\n</ol>")


def _theme_row(theme: ThemeCard, largest: int, unit: str, own: str) -> str:
    title = escape(theme.title)
    if theme.id:
        title = _link(f"{_themes_below()}{theme.id}/", title)
    words = " ".join(theme.keywords[:4])
    fine = own % {"n": few(theme.independent)}
    return (
        f'<li><div class="titleline"><span class="title">{title}</span>'
        f'<span class="figures">{number(theme.size)}<span class="unit">{escape(unit)}</span></span>'
        f"</div>{bar(theme.size, largest)}"
        f'<p class="fine">{escape(f"{fine} · {words}" if words else fine)}</p></li>'
    )


@cache
def _themes_below() -> str:
    return reverse("square:theme", args=[0]).removesuffix("0/")


@register.filter
def few(count: int) -> str:
    """A public number about a part: below 5 it is not told."""
    return number(count) if count >= SMALL else _("fewer than %(n)d") % {"n": SMALL}


@register.simple_tag
def bar(value: int, largest: int) -> SafeString:
    """How large something is beside the largest; the number beside it says the same."""
    width = round(100 * value / largest, 1) if largest else 0
    return mark_safe(
        '<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="{width}" height="1"/></svg>'
    )
