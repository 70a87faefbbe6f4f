"""An open letter, as the office writes it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qunce.campaigns.actions import NewLetter
from qunce.campaigns.models import OpenLetter
from qunce.matters.forms.fields import Day, Words


class LetterForm(forms.Form):
    title = Words(
        _("Title"), max_length=80, help_text=_("For example: to everybody from here who is away.")
    )
    text = Words(
        _("The letter"),
        rows=10,
        max_length=5_000,
        help_text=_("Who writes, what you ask for, and what becomes of the answers."),
    )
    closes_on = Day(_("Answers until"))

    def __init__(self, letter: OpenLetter | None = None, data: Any = None) -> None:
        kept = {name: getattr(letter, name) for name in self.base_fields} if letter else None
        super().__init__(data, initial=kept)

    def new(self) -> NewLetter:
        return NewLetter(**self.cleaned_data)
