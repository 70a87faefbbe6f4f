"""Filters and decisions at the desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qunce.ui.forms import Select
from qunce.voices.models import Channel, Fate, Showing
from qunce.voices.reasons import ERASE, SET_ASIDE


def _any(label: Any, choices: Any) -> forms.ChoiceField:
    every = [("", _("all")), *choices]
    return forms.ChoiceField(label=label, required=False, choices=every, widget=Select)


class FilterForm(forms.Form):
    q = forms.CharField(
        label=_("Words in the text"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    fate = _any(_("What became of it"), Fate.choices)
    showing = _any(_("On the square"), Showing.choices)
    channel = _any(_("How it came"), Channel.choices)


class SetAsideForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why it will not be followed"),
        choices=[("", _("Please choose")), *SET_ASIDE.items()],
        help_text=_("The author reads the reason on the receipt's page."),
        error_messages={"required": _("Please choose a reason; the author is told it.")},
    )


class EraseForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why the words are erased"),
        choices=[("", _("Please choose")), *ERASE.items()],
        error_messages={"required": _("Please choose a reason; it stands in the record.")},
    )
    sure = forms.BooleanField(
        label=_("I have read the voice and know that its words cannot be brought back."),
        error_messages={"required": _("Please tick this, or go back.")},
    )
