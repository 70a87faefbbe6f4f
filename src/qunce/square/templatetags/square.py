"""How voices, places and numbers look on the square."""

from functools import cache

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from qunce.reading.queries import SMALL
from qunce.ui.templatetags.ui import number
from qunce.voices.models import Voice

register = template.Library()


@register.filter
def where(voice: Voice) -> SafeString:
    """The place as far as it is known; what the author typed cannot turn the line around."""
    area = voice.area.name if voice.area else ""
    place = voice.place if voice.place != area else ""
    return format_html("{} <bdi>{}</bdi>", area, place) if place else format_html("{}", area)


@register.filter
def whence(voice: Voice) -> SafeString:
    """The place and the day: one call for a line that stands under every voice of a list."""
    day = timezone.localtime(voice.said_at).date().isoformat()
    return format_html('{} <time datetime="{}">{}</time>', where(voice), day, day)


@register.filter
def page_of(voice: Voice) -> str:
    """Where a shown voice stands. Lists ask for it 20 times, so the address is reversed once."""
    return f"{_voices_below()}{voice.pk}/"


@cache
def _voices_below() -> str:
    return reverse("square:voice", args=[0]).removesuffix("0/")


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
