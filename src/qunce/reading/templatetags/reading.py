"""How pages of a reading say things."""

from django import template

from qunce.voices import words
from qunce.voices.models import Voice

register = template.Library()


@register.filter
def whole(voice: Voice) -> str:
    """A voice's own words, title and all."""
    return words.whole(voice.title, voice.text)
