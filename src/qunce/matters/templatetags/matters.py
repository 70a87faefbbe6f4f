"""The lines of the lists of matters, and where the form of an act goes.

The lines are written here: each took a template five to ten times as long. Everything that is not
ours is escaped where it is put in.
"""

from collections.abc import Sequence
from functools import cache
from html import escape

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from qunce.matters.queries.colours import Colour
from qunce.matters.queries.doing import Doing
from qunce.matters.queries.inbox import Held
from qunce.matters.queries.listing import Listed
from qunce.matters.queries.urges import Urge
from qunce.ui.templatetags.ui import badge

register = template.Library()
_KEYS = 9  # as many lines can be opened by the number on a key
_ACTS = 4


@register.filter
def action(doing: Doing) -> str:
    if doing.is_part:
        return reverse("matters:part_act", args=[doing.row.pk, doing.act.code])
    return reverse("matters:act", args=[doing.row.pk, doing.act.code])


@register.simple_tag
def held_rows(rows: Sequence[Held], keys: bool = False) -> SafeString:
    """What a post holds; with `keys` the first lines open by a number."""
    drawn = (_held_row(held, n if keys and n <= _KEYS else 0) for n, held in enumerate(rows, 1))
    return mark_safe('<ul class="rows dense held">\n' + "\n".join(drawn) + "\n</ul>")


def _held_row(held: Held, key: int) -> str:
    row, title = held.row, escape(held.row.title)
    step = _("Openness review") if held.is_review else row.step_title
    acts = f' <span class="soft">→ {escape("、".join(held.acts[:_ACTS]))}</span>'
    keyed, shown = (f' data-key="{key}"', f" <kbd>{key}</kbd>") if key else ("", "")
    return (
        f'<li{_toned(held.colour)}><a class="title stretched-link" href="{_page_of(held)}"{keyed}>'
        f"{title}{shown}</a>\n"
        f"<p>{_due(held.colour)} <strong>{escape(step)}</strong>"
        f"{acts if held.acts else ''}</p>{_urged(held.urged) if held.urged else ''}\n"
        f'<p class="fine">{_fine(row.kind_title, row.number, row.author)}'
        f"{f'<br>{escape(row.why)}' if row.why else ''}</p></li>"
    )


def _page_of(held: Held) -> str:
    if held.is_review:
        return f"{_reviews_below()}{held.row.pk}/"
    return f"{_matters_below()}{held.row.matter_id}/"


def _urged(urge: Urge) -> str:
    by = f"{urge.unit or ''} {localtime(urge.at):%m-%d}"
    return (
        f'\n<p class="urged">{badge(_("reminded"), "red", "bell")} {escape(urge.words)}'
        f' <span class="soft small">{escape(by)}</span></p>'
    )


@register.simple_tag
def open_rows(rows: Sequence[Listed]) -> SafeString:
    """What is open in a place, with who holds it."""
    drawn = "\n".join(map(_open_row, rows))
    return mark_safe(f'<ul class="rows dense held">{drawn}</ul>')


def _open_row(line: Listed) -> str:
    row, day = line.matter, line.matter.due_on
    on = f' · <span class="figures">{day.isoformat()}</span>' if day else ""
    return (
        f"<li{_toned(line.colour)}>"
        f'<a class="title stretched-link" href="{_matters_below()}{row.pk}/">'
        f"{escape(row.title)}</a>\n"
        f"<p>{_due(line.colour)} <strong>{escape(row.step_title)}</strong>"
        f' <span class="soft">{escape(row.holder)}</span></p>\n'
        f'<p class="fine">{_fine(row.kind, row.number)}{on}</p></li>'
    )


def _toned(colour: Colour) -> str:
    return f' class="{colour.tone}"' if colour.tone else ""


def _due(colour: Colour) -> str:
    return badge(colour.words, colour.tone, "clock")


def _fine(*parts: str | None) -> str:
    return escape(" · ".join(part for part in parts if part))


@cache
def _matters_below() -> str:
    return reverse("matters:matter", args=[0]).removesuffix("0/")


@cache
def _reviews_below() -> str:
    return reverse("matters:review", args=[0]).removesuffix("0/")
