"""The components as tags. A block tag takes the HTML between its two ends as its content."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput
from django.http import HttpRequest, QueryDict
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _

from qunce.ui import drawing
from qunce.ui.forms import option
from qunce.ui.paging import AnyPage, address, links
from qunce.ui.shares import Part, cut
from qunce.ui.targets import inside

register = template.Library()


def _draw(name: str, **values: Any) -> SafeString:
    return render_to_string(f"ui/_{name}.html", values)


def _kept(content: str) -> str:
    """Blank lines between two tags are no content. (`strip` itself would lose the safe mark.)"""
    return content if content.strip() else ""


@register.filter
def number(value: float | None) -> str:
    """12345 → 12,345; nothing known → a dash."""
    return "—" if value is None else f"{value:,}"


@register.filter
def percent(share: float | None, digits: int = 0) -> str:
    """0.873 → 87%."""
    return "—" if share is None else f"{share:.{digits}%}"


@register.filter
def beginning(text: str, most: int = 140) -> str:
    """The first characters; line breaks become blanks, since a list has one line for them."""
    line = " ".join(text[: most * 2].split())
    return line if len(line) <= most else f"{line[:most]}…"


@register.filter(name="inside")
def inside_filter(target: str | None, request: HttpRequest) -> str:
    return inside(request, target or "/")


@register.simple_tag(takes_context=True)
def site_name(context: Context) -> str:
    """The site's own name where a door gave one, else the product's."""
    return str(context.get("site_name") or _("Qunce"))


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A picture from the sprite; without a label it is decoration and hidden from readers aloud."""
    return drawing.named_icon(name, label) if label else drawing.icon(name)


@register.simple_tag
def side(navigation: Sequence[dict[str, Any]]) -> SafeString:
    """The menu of the desk, its entries under the headings that they name.

    Written here: it stands twice on each page, and was 40 % of it.
    """
    groups = groupby(navigation, key=lambda item: item.get("group", ""))
    return mark_safe(f"<ul>{''.join(_group(heading, items) for heading, items in groups)}</ul>")


def _group(heading: str, items: Iterable[dict[str, Any]]) -> str:
    drawn = "".join(map(_item, items))
    if not heading:
        return drawn
    return f'<li><span class="group">{conditional_escape(heading)}</span><ul>{drawn}</ul></li>'


def _item(item: dict[str, Any]) -> SafeString:
    count = item.get("count")
    return format_html(
        '<li><a href="{}"{}>{}<span>{}</span>{}</a></li>',
        item["url"],
        mark_safe(' aria-current="page"') if item.get("current") else "",
        icon(item["icon"]) if item.get("icon") else "",
        item["label"],
        format_html('<span class="count">{}</span>', number(count)) if count else "",
    )


@register.simple_block_tag
def header(
    content: str,
    title: str = "",
    lead: str = "",
    kicker: str = "",
    back_url: str = "",
    back_label: str = "",
) -> SafeString:
    """The head of a page; the content holds its acts."""
    shown = f"{drawing.icon('chevron-left')}{conditional_escape(back_label)}"
    back = drawing.link(back_url, shown, "back") if back_url else ""
    return mark_safe(drawing.head(back, kicker, title, lead, _kept(content)))


@register.simple_block_tag
def card(
    content: str, title: str = "", url: str = "", tone: str = "", level: int = 3
) -> SafeString:
    return _draw("card", content=content, title=title, url=url, tone=tone, level=level)


@register.simple_tag
def badge(text: str, tone: str = "", icon: str = "") -> SafeString:
    """Written here: a list of matters holds one in each line."""
    return mark_safe(
        f'<span class="badge{f" {conditional_escape(tone)}" if tone else ""}">'
        f"{drawing.icon(icon) if icon else ''}{conditional_escape(text)}</span>"
    )


@register.simple_tag
def progress(
    value: float, maximum: float, label: str, note: str = "", tone: str = ""
) -> SafeString:
    share = value / maximum if maximum else 0.0
    return _draw(
        "progress",
        value=value,
        maximum=maximum or 1,
        share=share,
        label=label,
        note=note,
        tone=tone,
    )


@register.simple_tag
def parts(parts: Sequence[Part], label: str) -> SafeString:
    """A bar of all parts with each part's name and number: for sums that must add up."""
    return _draw("parts", slices=list(cut(parts)), label=label)


@register.simple_block_tag
def table(content: str, caption: str = "", stack: bool = False, hidden: bool = False) -> SafeString:
    """`stack` makes blocks of the rows on a phone: give each cell its `data-label` then."""
    return _draw("table", content=content, caption=caption, stack=stack, hidden=hidden)


@register.simple_block_tag
def empty(content: str, title: str = "", text: str = "", icon: str = "inbox") -> SafeString:
    return _draw("empty", content=_kept(content), title=title, text=text, icon=icon)


@register.simple_tag
def stepper(steps: Sequence[Any], tall: bool = False, label: str = "") -> SafeString:
    """Steps have `label`, `state` (done, current, todo) and perhaps `note`."""
    drawn = "\n".join(drawing.step(n, step) for n, step in enumerate(steps, 1))
    called = drawing.attribute("aria-label", label)
    return mark_safe(f'<ol class="steps{" tall" if tall else ""}"{called}>\n{drawn}\n</ol>')


@register.simple_tag
def timeline(events: Sequence[Any]) -> SafeString:
    """Events have `title`, perhaps `at` (a datetime) or `when` (words), `text`, `tone`, `url`."""
    drawn = "\n".join(map(drawing.event, events))
    return mark_safe(f'<ol class="timeline">\n{drawn}\n</ol>')


@register.simple_block_tag
def chart(
    content: str,
    src: str = "",
    alt: str = "",
    caption: str = "",
    number: str = "",
    width: int = 0,
    height: int = 0,
) -> SafeString:
    """A picture with its words; the content says in words and numbers what the picture shows.

    Width and height keep its place free while it loads.
    """
    return _draw(
        "chart",
        content=content,
        src=src,
        alt=alt,
        caption=caption,
        number=number,
        width=width,
        height=height,
    )


@register.simple_block_tag
def message(content: str, tone: str = "", icon: str = "") -> SafeString:
    return _draw("message", content=content, tone=tone, icon=icon)


@register.simple_tag
def stat(
    value: object, label: str, unit: str = "", note: str = "", tone: str = "", url: str = ""
) -> SafeString:
    """A big number; put several into `<dl class="stats">`."""
    shown = number(value) if isinstance(value, int | float) else value
    return _draw("stat", value=shown, label=label, unit=unit, note=note, tone=tone, url=url)


@register.simple_block_tag
def quote(
    content: str, text: str = "", who: str = "", number: str = "", url: str = "", tone: str = ""
) -> SafeString:
    """Somebody's own words, escaped and unaltered; the content stands in the line below them.

    Written here: a theme's page holds eight, and as templates they were a fifth of it.
    """
    below = [format_html("<span>{}</span>", who)] if who else []
    if number:
        link = '<a class="receipt" href="{1}">{0}</a>' if url else '<span class="receipt">{}</span>'
        below.append(format_html(link, number, url))
    caption = "".join([*below, conditional_escape(_kept(content))])
    return format_html(
        '<figure class="quote{}"><blockquote dir="auto">{}</blockquote>\n{}</figure>',
        f" {tone}" if tone else "",
        text,
        mark_safe(f"<figcaption>{caption}</figcaption>") if caption else "",
    )


@register.simple_tag
def options(choices: Iterable[Sequence[Any]], chosen: object) -> SafeString:
    """The options of a list to choose from: each with its value and its name first.

    Written here: a list of sixty units was a tenth of the page above it.
    """
    drawn = (option(value, said, value == chosen) for value, said, *_rest in choices)
    return mark_safe("".join(drawn))


@register.simple_tag
def copy(text: str, label: str = "") -> SafeString:
    return _draw("copy", text=text, label=label)


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    return bound.as_field_group()


@register.filter
def is_check(bound: BoundField) -> bool:
    return isinstance(bound.field.widget, CheckboxInput)


@register.inclusion_tag("ui/_pages.html", takes_context=True)
def pages(context: Context, page: AnyPage, param: str = "page") -> dict[str, Any]:
    """Links to the other pages of a list; the rest of the address stays."""
    request = context.get("request")
    query = request.GET if request else QueryDict()
    return {
        "page": page,
        "last": getattr(getattr(page, "paginator", None), "num_pages", None),
        "links": list(links(page, query, param)),
        "previous": page.has_previous() and address(query, param, page.number - 1),
        "next": page.has_next() and address(query, param, page.number + 1),
    }


@register.simple_tag
def more(url: str, label: str = "") -> SafeString:
    """The last element of an endless list, replaced by the rows it brings."""
    return _draw("more", url=url, label=label)


@register.simple_tag
def draft_done(key: str) -> SafeString:
    """On the page that says a form arrived: forget what was kept of it in this browser tab."""
    return format_html('<span hidden data-draft-done="{}"></span>', slugify(key))
