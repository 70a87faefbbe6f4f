"""How a form becomes HTML: label, hint, error and widget, tied together for a screen reader."""

from collections.abc import Collection
from html import escape
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.forms.utils import flatatt
from django.utils.safestring import SafeString, mark_safe


class Renderer(DjangoTemplates):
    form_template_name = "ui/form/form.html"
    field_template_name = "ui/form/field.html"


class Select(forms.Select):
    """A list to choose from, drawn here: Django takes two templates for each of its lines, and a
    list of sixty units was a sixth of the page around it."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        chosen = self.format_value(value)
        drawn = "".join(_line(key, said, chosen) for key, said in self.choices)
        own = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        return mark_safe(f"<select{own}>{drawn}</select>")


def _line(key: object, said: object, chosen: Collection[str]) -> str:
    """One choice, or the choices under a heading."""
    if not isinstance(said, list | tuple):
        return option(key, said, str(key) in chosen)
    below = "".join(option(one, words, str(one) in chosen) for one, words in said)
    return f'<optgroup label="{escape(str(key))}">{below}</optgroup>'


def option(value: object, said: object, is_chosen: bool) -> str:
    """One line of a list to choose from."""
    selected = " selected" if is_chosen else ""
    return f'<option value="{escape(str(value))}"{selected}>{escape(str(said))}</option>'
