"""Icons, the head of a page, lines of steps and timelines as HTML.

Written here and not as templates: most pages have all three, and each took ten times as long.
Everything that comes in is escaped.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _


@cache  # a page of the desk holds sixty
def icon(name: str) -> SafeString:
    """A picture from the sprite as decoration, hidden from readers aloud."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', _at(name)
    )


def named_icon(name: str, label: str) -> SafeString:
    return format_html(
        '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, _at(name)
    )


def _at(name: str) -> str:
    return f"{static('built/icons.svg')}#{name}"


def head(back: str, kicker: str, title: str, lead: str, acts: str) -> str:
    """`back` is drawn already, as is what `acts` holds."""
    lines = (
        back,
        tag("p", "kicker", kicker),
        f"<h1>{conditional_escape(title)}</h1>",
        tag("p", "lead", lead),
        tag("div", "acts", acts),
    )
    return '<div class="pagehead">\n' + "\n".join(filter(None, lines)) + "\n</div>"


def link(url: str, drawn: str, look: str = "") -> str:
    return f'<a{attribute("class", look)} href="{conditional_escape(url)}">{drawn}</a>'


def step(n: int, one: Any) -> str:
    state, name = of(one, "state"), conditional_escape(of(one, "label"))
    now = attribute("aria-current", "step" if state == "current" else "")
    dot, done = (icon("check"), f" {_('(done)')}") if state == "done" else (str(n), "")
    return (
        f"<li{attribute('class', state)}{now}>"
        f'<span class="dot" aria-hidden="true">{dot}</span><span class="name">{name}'
        f"{tag('span', 'visually-hidden', done)}</span>{tag('span', 'note', of(one, 'note'))}</li>"
    )


def event(one: Any) -> str:
    title, url, text = conditional_escape(of(one, "title")), of(one, "url"), of(one, "text")
    name = link(url, title) if url else title
    return (
        f"<li{attribute('class', of(one, 'tone'))}>{_instant(one)}"
        f'<div class="name">{name}</div>{tag("p", "", text)}</li>'
    )


def _instant(one: Any) -> str:
    if at := of(one, "at"):
        local = localtime(at)
        return f'<time datetime="{local.isoformat()}">{local:%Y-%m-%d %H:%M}</time>'
    return tag("span", "soft small", of(one, "when"))


def tag(name: str, look: str, content: Any) -> str:
    """Nothing where there is no content."""
    drawn = conditional_escape(content)
    return f"<{name}{attribute('class', look)}>{drawn}</{name}>" if drawn else ""


def attribute(name: str, value: Any) -> str:
    """Nothing where there is no value."""
    return f' {name}="{conditional_escape(value)}"' if value else ""


def of(one: Any, name: str) -> Any:
    """What a thing says of itself, as a template would ask it: a mapping or an object."""
    found = one.get(name) if isinstance(one, Mapping) else getattr(one, name, None)
    return "" if found is None else found
