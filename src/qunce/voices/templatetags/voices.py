"""The words of a voice on a page."""

from django import template
from django.utils.safestring import SafeString

from qunce.voices import highlight, words
from qunce.voices.models import Voice
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
