"""Samples for the page that shows every component. Made up."""

import base64
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _

from qunce.ui.shares import Part

TYPED = {"title": "", "text": "路灯", "kind": "x", "mail": "nobody"}

# A bar chart small enough to read here: what a real chart looks like in its frame.
_CHART = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 220" font-family="sans-serif"
 font-size="15"><g fill="#a01c1f"><rect x="140" y="14" width="470" height="28"/>
<rect x="140" y="58" width="331" height="28"/><rect x="140" y="102" width="214" height="28"/>
<rect x="140" y="146" width="120" height="28"/></g><g fill="#221d1a" text-anchor="end">
<text x="130" y="33">A</text><text x="130" y="77">B</text><text x="130" y="121">C</text>
<text x="130" y="165">D</text></g><path d="M140 4v184" stroke="#8b8076"/></svg>"""


class SampleForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=40, help_text=_("In one line."))
    text = forms.CharField(
        label=_("What happened"),
        min_length=10,
        max_length=2000,
        widget=forms.Textarea(attrs={"data-count": "2000", "rows": 5}),
        help_text=_("Where, since when, and what you would like to see."),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("Please choose")), ("a", "A"), ("b", "B")]
    )
    way = forms.ChoiceField(
        label=_("How shall we answer?"),
        widget=forms.RadioSelect,
        choices=[("page", _("On the receipt's page")), ("phone", _("By telephone"))],
        initial="page",
    )
    mail = forms.EmailField(label=_("E-mail"), required=False)
    paper = forms.FileField(label=_("Attachment"), required=False)
    agree = forms.BooleanField(label=_("My words may be shown in public."), required=False)


def page(number: str | None) -> Page[int]:
    return Paginator(range(1, 241), 20).get_page(number or 4)


def context() -> dict[str, Any]:
    return {
        "steps": [
            {"label": _("Received"), "state": "done", "note": "3 – 9"},
            {"label": _("Reading"), "state": "done", "note": "10 – 12"},
            {"label": _("Handling"), "state": "current", "note": _("until {day}").format(day=28)},
            {"label": _("Answered"), "state": "todo"},
        ],
        "events": [
            {
                "at": datetime(2026, 6, 3, 1, 12, tzinfo=UTC),
                "title": _("Received"),
                "text": _("The receipt is proof that it arrived."),
                "tone": "red",
            },
            {"at": datetime(2026, 6, 5, 7, 40, tzinfo=UTC), "title": _("Reading")},
            {"when": _("Next step"), "title": _("Answered"), "tone": "gold"},
        ],
        "shares": [
            Part(str(_("In themes")), 15_824, "red"),
            Part(str(_("Duplicates")), 2_911, "gold"),
            Part(str(_("Undecided")), 1_042, "blue"),
            Part(str(_("Not understandable")), 223, "plain"),
        ],
        "chart": "data:image/svg+xml;base64," + base64.b64encode(_CHART.encode()).decode(),
        "navigation": [
            {"url": "?", "label": _("Components"), "icon": "home", "current": True},
            {"url": "?wrong", "label": _("A form with errors"), "icon": "edit", "current": False},
            {"url": "#tables", "label": _("Tables"), "icon": "table", "current": False},
        ],
        "icons": ["search", "bulb", "send", "receipt", "star-filled", "shield-check", "users"],
    }
