"""Fields that matters use again and again."""

import re
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from qunce.matters.queries.choices import Choices
from qunce.ui.forms import Select

# A text, or one whose translation waits for the reader.
Label = Any
TITLE = 120
_NUMBERED = re.compile(r"^\s*[（(]?(\d{1,2}|[一二三四五六七八九十]{1,3})[、.．)）]\s*")
# Longer ones are pasted by mistake; the table of a letter fits ten times over.
LONGEST = 20_000


class Words(forms.CharField):
    """Text as it was typed. NUL, which no database keeps, is dropped instead of refused."""

    def __init__(self, label: Label, rows: int = 0, **kwargs: Any) -> None:
        if rows:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        kwargs.setdefault("max_length", LONGEST)
        super().__init__(label=label, **kwargs)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\x00", "")


class Day(forms.DateField):
    def __init__(self, label: Label, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(label=label, widget=widget, **kwargs)


def day_sent(request: HttpRequest, name: str) -> date | None:
    """A day that a form carries by itself; None if it is none."""
    try:
        return date.fromisoformat(request.POST.get(name, ""))
    except ValueError:
        return None


def one_of(label: Label, choices: Choices, *, required: bool = True) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[("", _("Please choose")), *choices],
        coerce=int,
        empty_value=None,
        required=required,
        widget=Select,
    )


def grade(label: Label, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)


def lines(typed: str) -> tuple[str, ...]:
    """Each line that says something, without the number that many people put before it."""
    found = (_NUMBERED.sub("", line).strip() for line in typed.splitlines())
    return tuple(line for line in found if line)
