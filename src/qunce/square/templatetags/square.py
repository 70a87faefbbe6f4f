"""How voices look in lists."""

from django import template
from django.utils.safestring import SafeString

from qunce.square import highlight

register = template.Library()


@register.filter
def found(text: str, asked: str) -> SafeString:
    """A part of the text with the words marked that were looked for."""
    return highlight.marked(text, asked)


@register.filter
def beginning(text: str, most: int = 140) -> str:
    """The first characters; line breaks become blanks, since a list has one line for them."""
    line = " ".join(text[: most * 2].split())
    return line if len(line) <= most else f"{line[:most]}…"
