"""How voices, themes, places and numbers look on the square.

The rows of long lists are written here: a page holds twenty to sixty, and each took a template
ten times as long.
"""

from collections.abc import Sequence
from functools import cache

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qunce.reading.queries import SMALL, ThemeCard
from qunce.ui.templatetags.ui import beginning, number
from qunce.voices.highlight import marked
from qunce.voices.models import Voice
from qunce.voices.queries import Line

register = template.Library()


@register.filter
def where(voice: Voice | Line) -> SafeString:
    """The place as far as it is known; what the author typed cannot turn the line around."""
    area = str(voice.area or "")
    place = voice.place if voice.place != area else ""
    return format_html("{} <bdi>{}</bdi>", area, place) if place else format_html("{}", area)


@register.filter
def whence(voice: Voice | Line) -> SafeString:
    """The place and the day: one call for a line that stands under every voice of a list."""
    day = timezone.localtime(voice.said_at).date().isoformat()
    return format_html('{} <time datetime="{}">{}</time>', where(voice), day, day)


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
    said = marked(voice.text, asked) if asked else beginning(voice.text)
    where_to, line = page_of(voice), whence(voice)
    if not voice.title:
        return format_html(_VOICE, where_to, said, line)
    title = marked(voice.title, asked) if asked else voice.title
    return format_html(_VOICE_WITH_TITLE, where_to, title, said, line)


_LINK = '<a class="quiet stretched-link" href="{}">{}</a>'
_VOICE = f'<li><p class="said" dir="auto">{_LINK}</p><p class="fine">{{}}</p></li>'
_VOICE_WITH_TITLE = (
    f'<li><p class="headline" dir="auto">{_LINK}</p><p class="said" dir="auto">{{}}</p>'
    '<p class="fine">{}</p></li>'
)


@register.simple_tag
def theme_rows(themes: Sequence[ThemeCard], largest: int) -> SafeString:
    """Themes with their numbers and words; the bars are measured by the largest."""
    unit = pgettext("unit", "voices")
    own = _("%(n)s of them in words of their own")
    rows = (_theme_row(theme, largest, unit, own) for theme in themes)
    return mark_safe('<ol class="rows themes">\n' + "\n".join(rows) + "\n</ol>")


def _theme_row(theme: ThemeCard, largest: int, unit: str, own: str) -> str:
    title = format_html(_LINK, f"{_themes_below()}{theme.id}/", theme.title)
    words = " ".join(theme.keywords[:4])
    fine = own % {"n": few(theme.independent)}
    return format_html(
        _THEME,
        title if theme.id else theme.title,
        number(theme.size),
        unit,
        bar(theme.size, largest),
        f"{fine} · {words}" if words else fine,
    )


_THEME = (
    '<li><div class="titleline"><span class="title">{}</span><span class="figures">{}'
    '<span class="unit">{}</span></span></div>{}<p class="fine">{}</p></li>'
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
    return format_html(
        '<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">'
        '<rect width="{}" height="1"/></svg>',
        str(width),
    )
